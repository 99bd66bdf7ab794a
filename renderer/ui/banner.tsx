import { CircleAlert, Info, X } from "lucide-react";
import { useT } from "../i18n/i18n";
import { setSession, useSession } from "../state/session";

/** What went wrong and what to do; the window stays usable below it. */
export function BannerLine() {
  const t = useT();
  const banner = useSession((state) => state.banner);
  if (banner === undefined) return null;
  const Icon = banner.kind === "error" ? CircleAlert : Info;
  return (
    <div role={banner.kind === "error" ? "alert" : "note"} className={`banner banner-${banner.kind}`}>
      <Icon size={16} aria-hidden />
      <p><strong>{banner.title}</strong> {banner.text}</p>
      <button type="button" className="icon-button" aria-label={t("dialog.dismiss")} onClick={() => setSession({ banner: undefined })}><X size={14} /></button>
    </div>
  );
}
