import "@fontsource-variable/inter/wght.css";
import "@fontsource-variable/jetbrains-mono/wght.css";
import "./ui/tokens.css";
import "./ui/base.css";
import { createRoot } from "react-dom/client";
import { App } from "./app";
import { openFromAddress } from "./state/address";

const root = document.getElementById("root");
if (root !== null) createRoot(root).render(<App />);
openFromAddress();
