import { Menu } from "@base-ui/react/menu";
import { Menubar } from "@base-ui/react/menubar";
import { useT } from "../i18n/i18n";
import { useSession } from "../state/session";
import { Logo } from "../ui/logo";
import { MenuEntries } from "./menu-entries";
import { MenuPanel } from "./menu-parts";
import { menuBar } from "./menu-structure";

/** The menus across the top, and what is open. */
export function MenuBar() {
  const t = useT();
  const name = useSession((state) => state.name);
  return (
    <header className="menu-bar">
      <Logo size={18} />
      <Menubar className="menu-bar-menus" aria-label={t("menu.bar")} modal={false}>
        {menuBar.map((menu) => (
          <Menu.Root key={menu.id} modal={false}>
            <Menu.Trigger className="menu-bar-trigger">{t(menu.label)}</Menu.Trigger>
            <MenuPanel><MenuEntries entries={menu.entries} /></MenuPanel>
          </Menu.Root>
        ))}
      </Menubar>
      <span className="menu-bar-title" title={name}>{name === "" ? "" : name}</span>
    </header>
  );
}
