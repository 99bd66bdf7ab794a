import { FileText, FolderOpen } from "lucide-react";
import { count, useT } from "../i18n/i18n";
import { hostFiles, hostFileSource, sampleSource } from "../state/address";
import { openCapture, openFiles } from "../state/capture";
import { Logo } from "../ui/logo";
import { pickFiles } from "../ui/pick-files";
import { samples } from "./samples";
import "./start-page.css";

/** What is seen while no capture is open. */
export function StartPage() {
  const t = useT();
  const recent = hostFiles();
  const [before, after] = t("start.hint-filter", { example: "\u0000" }).split("\u0000");
  return (
    <main className="start">
      <div className="start-column">
        <div className="start-brand">
          <Logo size={44} />
          <div>
            <h1 className="start-name">Wirelens</h1>
            <p className="start-tagline">{t("app.tagline")}</p>
          </div>
        </div>
        <button type="button" className="start-drop" onClick={() => pickFiles(openFiles)}>
          <FolderOpen size={22} strokeWidth={1.6} aria-hidden />
          <span className="start-drop-text">
            <strong>{t("start.drop")}</strong>
            <span>{t("start.formats")}</span>
          </span>
          <span className="button primary">{t("start.open")}</span>
        </button>
        {recent.length > 0 && (
          <section>
            <h2 className="start-heading">{t("start.recent")}</h2>
            <div className="start-list">
              {recent.map((file) => <StartItem key={file.id} name={file.name} text={file.detail ?? ""} onOpen={() => void openCapture(hostFileSource(file))} />)}
            </div>
          </section>
        )}
        <section>
          <h2 className="start-heading">{t("start.samples")}</h2>
          <div className="start-list">
            {samples.map((sample) => (
              <StartItem key={sample.name} name={sample.name} text={t(sample.text)} size={t("sample.packets", { count: count(sample.packets) })} onOpen={() => void openCapture(sampleSource(sample.name))} />
            ))}
          </div>
        </section>
        <p className="start-hints">
          <span>{before}<code>tcp.port == 443</code>{after}</span>
          <span>{t("start.hint-bytes")}</span>
        </p>
      </div>
    </main>
  );
}

function StartItem({ name, text, size, onOpen }: { readonly name: string; readonly text: string; readonly size?: string; readonly onOpen: () => void }) {
  return (
    <button type="button" className="start-item" onClick={onOpen}>
      <FileText size={16} strokeWidth={1.6} aria-hidden />
      <span className="start-item-text">
        <strong>{name}</strong>
        <span>{text}</span>
      </span>
      {size !== undefined && <span className="start-item-size">{size}</span>}
    </button>
  );
}
