import { useT } from "../i18n/i18n";
import { Logo } from "../ui/logo";
import { DialogFrame } from "./dialog-frame";

export function AboutDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useT();
  return (
    <DialogFrame title={t("action.about")} onClose={onClose} narrow>
      <div className="about">
        <Logo size={56} />
        <strong>Wirelens {__VERSION__}</strong>
        <p className="dialog-text">{t("about.text")}</p>
        <p className="dialog-text faint">{t("about.licence")}</p>
      </div>
    </DialogFrame>
  );
}
