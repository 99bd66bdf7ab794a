import { showDialog, useSession } from "../state/session";
import { AboutDialog } from "./about-dialog";
import { GoToPacketDialog } from "./go-to-packet-dialog";
import { NoticesDialog } from "./notices-dialog";
import { ShortcutsDialog } from "./shortcuts-dialog";

/** The dialog that is open, if any. */
export function Dialogs() {
  const dialog = useSession((state) => state.dialog);
  const close = (): void => showDialog(undefined);
  switch (dialog) {
    case "go-to-packet": return <GoToPacketDialog onClose={close} />;
    case "notices": return <NoticesDialog onClose={close} />;
    case "shortcuts": return <ShortcutsDialog onClose={close} />;
    case "about": return <AboutDialog onClose={close} />;
    case undefined: return null;
  }
}
