import "@fontsource-variable/inter/wght.css";
import "@fontsource-variable/jetbrains-mono/wght.css";
import "./ui/tokens.css";
import "./ui/base.css";
import { startTransition } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app";
import { openFromAddress } from "./state/address";

const root = document.getElementById("root");
// As a transition the first drawing is cut into slices, and the window answers meanwhile.
if (root !== null) startTransition(() => createRoot(root).render(<App />));
openFromAddress();
