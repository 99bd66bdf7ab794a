import { Dialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { useT } from "../i18n/i18n";
import "./dialogs.css";

/** A dialog with its title and a way out. */
export function DialogFrame({ title, onClose, narrow = false, children }: { readonly title: string; readonly onClose: () => void; readonly narrow?: boolean; readonly children: ReactNode }) {
  const t = useT();
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="dialog-backdrop" />
        <Dialog.Popup className={`dialog${narrow ? " narrow" : ""}`}>
          <div className="dialog-head">
            <Dialog.Title className="dialog-title">{title}</Dialog.Title>
            <Dialog.Close className="icon-button" aria-label={t("dialog.close")}><X size={15} /></Dialog.Close>
          </div>
          <div className="dialog-body">{children}</div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
