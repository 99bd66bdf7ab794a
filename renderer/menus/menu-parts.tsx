import { Menu } from "@base-ui/react/menu";
import { Check, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import "./menus.css";

/** The floating part of a menu: a menu of the bar, a submenu or a context menu alike. */
export function MenuPanel({ children, offset = 4 }: { readonly children: ReactNode; readonly offset?: number }) {
  return (
    <Menu.Portal>
      <Menu.Positioner className="menu-positioner" sideOffset={offset} align="start" collisionPadding={6}>
        <Menu.Popup className="menu">{children}</Menu.Popup>
      </Menu.Positioner>
    </Menu.Portal>
  );
}

export function Submenu({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <Menu.SubmenuRoot>
      <Menu.SubmenuTrigger className="menu-item">
        <span className="menu-mark" />
        <span className="menu-label">{label}</span>
        <ChevronRight className="menu-chevron" size={14} aria-hidden />
      </Menu.SubmenuTrigger>
      <MenuPanel offset={-2}>{children}</MenuPanel>
    </Menu.SubmenuRoot>
  );
}

/** A line of a menu that is not in the action table. */
export function PlainItem({ label, onClick, disabled = false, checked }: { readonly label: string; readonly onClick: () => void; readonly disabled?: boolean; readonly checked?: boolean }) {
  const body = (
    <>
      <span className="menu-mark">{checked === true && <Check size={13} aria-hidden />}</span>
      <span className="menu-label">{label}</span>
    </>
  );
  if (checked === undefined) return <Menu.Item className="menu-item" disabled={disabled} onClick={onClick}>{body}</Menu.Item>;
  return <Menu.CheckboxItem className="menu-item" checked={checked} disabled={disabled} onClick={onClick}>{body}</Menu.CheckboxItem>;
}
