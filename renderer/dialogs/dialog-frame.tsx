import { Dialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { useT } from "../i18n/i18n";
import "./dialogs.css";

/** A dialog with its title and a way out. */
export function DialogFrame({ title, onClose, narrow = false, children }: { readonly title: string; readonly onClose: () => void; readonly narrow?: boolean; readonly children: ReactNode }) {
  const t = useT();
  const body = useRef<HTMLDivElement>(null);
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="dialog-backdrop" />
        {/* A field that took the focus by itself would be what the focus goes back to. */}
        <Dialog.Popup className={`dialog${narrow ? " narrow" : ""}`} initialFocus={() => body.current?.querySelector("input") ?? true}>
          <div className="dialog-head">
            <Dialog.Title className="dialog-title">{title}</Dialog.Title>
            <Dialog.Close className="icon-button" aria-label={t("dialog.close")}><X size={15} /></Dialog.Close>
          </div>
          <div ref={body} className="dialog-body">{children}</div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
