import { useState } from "react";
import { count, useT } from "../i18n/i18n";
import { selectPacket } from "../state/selection";
import { setSession, useSession } from "../state/session";
import { DialogFrame } from "./dialog-frame";

/** Asks for a packet's number and goes there. */
export function GoToPacketDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useT();
  const packets = useSession((state) => state.load?.packets ?? 0);
  const [text, setText] = useState("");
  const number = /^\d+$/.test(text.trim()) ? Number(text.trim()) : 0;
  const valid = number >= 1 && number <= packets;
  const go = async (): Promise<void> => {
    onClose();
    if (!(await selectPacket(number))) setSession({ banner: { kind: "info", title: t("action.go-to-packet"), text: t("goto.hidden", { number: count(number) }) } });
  };
  return (
    <DialogFrame title={t("action.go-to-packet").replace("…", "")} onClose={onClose} narrow>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (valid) void go();
        }}
      >
        <label className="field">
          <span>{t("goto.label")}</span>
          <input className="input" inputMode="numeric" value={text} placeholder={t("goto.range", { count: count(packets) })} aria-invalid={text !== "" && !valid} onChange={(event) => setText(event.target.value)} />
        </label>
        <div className="dialog-buttons">
          <button type="button" className="button" onClick={onClose}>{t("dialog.cancel")}</button>
          <button type="submit" className="button primary" disabled={!valid}>{t("goto.go")}</button>
        </div>
      </form>
    </DialogFrame>
  );
}
