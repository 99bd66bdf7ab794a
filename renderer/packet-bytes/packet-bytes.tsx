import { ContextMenu } from "@base-ui/react/context-menu";
import { useT } from "../i18n/i18n";
import { MenuEntries } from "../menus/menu-entries";
import { MenuPanel } from "../menus/menu-parts";
import { bytesMenu } from "../menus/menu-structure";
import { setPreferences, usePreferences } from "../state/preferences";
import { setSession, useSession } from "../state/session";
import { PaneHead } from "../ui/pane-head";
import { ByteGrid } from "./byte-grid";
import { BytesFoot } from "./bytes-foot";
import "./packet-bytes.css";

/** The selected packet's bytes: a tab for each of its data sources. */
export function PacketBytes() {
  const t = useT();
  const details = useSession((state) => state.details);
  const shown = useSession((state) => state.byteSource);
  const mode = usePreferences((preferences) => preferences.byteMode);
  const sources = details?.sources ?? [];
  const source = sources[shown];
  return (
    <section className="pane column">
      <PaneHead title="">
        <div role="tablist" aria-label={t("bytes.sources")} className="source-tabs">
          {sources.map((entry, place) => (
            <button
              key={place} type="button" role="tab" aria-selected={place === shown} tabIndex={place === shown ? 0 : -1} className="source-tab"
              onClick={() => setSession({ byteSource: place, byteCursor: undefined, byteSelection: undefined })}
              onKeyDown={(event) => {
                const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
                const next = (place + step + sources.length) % sources.length;
                if (step === 0) return;
                setSession({ byteSource: next, byteCursor: undefined, byteSelection: undefined });
                event.currentTarget.parentElement?.querySelectorAll<HTMLElement>("[role=tab]")[next]?.focus();
              }}
            >
              {entry.name} <span className="source-size">{entry.bytes.length}</span>
            </button>
          ))}
        </div>
        {source !== undefined && (
          <div className="segmented" role="group" aria-label={t("menu.bytes")}>
            {(["hex", "bits"] as const).map((each) => (
              <button key={each} type="button" aria-pressed={mode === each} title={t(`action.bytes-${each}`)} onClick={() => setPreferences({ byteMode: each })}>{each === "hex" ? "0x" : "01"}</button>
            ))}
          </div>
        )}
      </PaneHead>
      <ContextMenu.Root>
        <ContextMenu.Trigger className="pane">
          {details === undefined || source === undefined ? <p className="pane-empty">{t("bytes.empty")}</p> : <ByteGrid key={shown} details={details} source={shown} bytes={source.bytes} mode={mode} />}
        </ContextMenu.Trigger>
        <MenuPanel offset={0}><MenuEntries entries={bytesMenu} /></MenuPanel>
      </ContextMenu.Root>
      <BytesFoot />
    </section>
  );
}
