import { count, useT } from "../i18n/i18n";
import { useSession } from "../state/session";
import { DialogFrame } from "./dialog-frame";

/** What was wrong or odd in the file, and at which byte. */
export function NoticesDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useT();
  const notices = useSession((state) => state.load?.notices ?? none);
  return (
    <DialogFrame title={t("notices.title")} onClose={onClose}>
      {notices.length === 0 ? <p className="dialog-text">{t("notices.none")}</p> : (
        <ul className="notices">
          {notices.map((notice, place) => (
            <li key={place} className="notice">
              <span className={`dot dot-${notice.severity}`} aria-hidden />
              <span className="notice-text">
                <strong>{t(`severity.${notice.severity}`)}</strong> {notice.message}
                <span className="notice-offset">{t("notices.offset", { offset: count(notice.offset) })}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </DialogFrame>
  );
}

const none: readonly never[] = [];
