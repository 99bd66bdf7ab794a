import { CSPProvider } from "@base-ui/react/csp-provider";
import { useEffect } from "react";
import { Dialogs } from "./dialogs/dialogs";
import { FilterBar } from "./filter-bar/filter-bar";
import { MenuBar } from "./menus/menu-bar";
import { useShortcuts } from "./menus/use-shortcuts";
import { PacketBytes } from "./packet-bytes/packet-bytes";
import { PacketList } from "./packet-list/packet-list";
import { PacketTree } from "./packet-tree/packet-tree";
import { DropOverlay } from "./start-page/drop-overlay";
import { StartPage } from "./start-page/start-page";
import { usePreferences } from "./state/preferences";
import { useSession } from "./state/session";
import { StatusBar } from "./status-bar/status-bar";
import { BannerLine } from "./ui/banner";
import { Panes } from "./ui/panes";
import { useTheme } from "./ui/use-theme";

/** The window. */
export function App() {
  const started = useSession((state) => state.phase !== "start");
  const name = useSession((state) => state.name);
  const layout = usePreferences((preferences) => preferences.layout);
  const language = usePreferences((preferences) => preferences.language);
  useTheme();
  useShortcuts();
  useEffect(() => {
    document.title = name === "" ? "Wirelens" : `${name} — Wirelens`;
  }, [name]);
  useEffect(() => {
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  }, [language]);
  return (
    <CSPProvider disableStyleElements>
      <div className="window">
        <MenuBar />
        {started && <FilterBar />}
        <BannerLine />
        {started ? <Panes key={layout} layout={layout} list={<PacketList />} tree={<PacketTree />} bytes={<PacketBytes />} /> : <StartPage />}
        <StatusBar />
      </div>
      <Dialogs />
      <DropOverlay />
    </CSPProvider>
  );
}
