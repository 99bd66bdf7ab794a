import { useState } from "react";
import { DialogFrame } from "../dialogs/dialog-frame";
import { useT } from "../i18n/i18n";

/** Asks for a column's new name; an empty one gives the usual name back. */
export function RenameDialog({ name, onRename, onClose }: { readonly name: string; readonly onRename: (name: string) => void; readonly onClose: () => void }) {
  const t = useT();
  const [text, setText] = useState(name);
  return (
    <DialogFrame title={t("column.rename-title")} onClose={onClose} narrow>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onRename(text.trim());
          onClose();
        }}
      >
        <label className="field">
          <span>{t("column.name")}</span>
          <input className="input" value={text} onChange={(event) => setText(event.target.value)} />
        </label>
        <div className="dialog-buttons">
          <button type="button" className="button" onClick={onClose}>{t("dialog.cancel")}</button>
          <button type="submit" className="button primary">{t("dialog.ok")}</button>
        </div>
      </form>
    </DialogFrame>
  );
}
