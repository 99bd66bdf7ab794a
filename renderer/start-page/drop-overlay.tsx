import { Download } from "lucide-react";
import { useEffect, useState } from "react";
import { useT } from "../i18n/i18n";
import { openFiles } from "../state/capture";
import { useSession } from "../state/session";

/** Takes files dropped anywhere in the window, and shows that it will. */
export function DropOverlay() {
  const t = useT();
  const name = useSession((state) => state.name);
  const [over, setOver] = useState(false);
  useEffect(() => {
    /** Enters and leaves come for every element the pointer crosses. */
    let depth = 0;
    const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;
    const onEnter = (event: DragEvent): void => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      depth++;
      setOver(true);
    };
    const onOver = (event: DragEvent): void => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = "copy";
    };
    const onLeave = (event: DragEvent): void => {
      if (!holdsFiles(event)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setOver(false);
    };
    const onDrop = (event: DragEvent): void => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      depth = 0;
      setOver(false);
      openFiles([...(event.dataTransfer?.files ?? [])]);
    };
    window.addEventListener("dragenter", onEnter);
    window.addEventListener("dragover", onOver);
    window.addEventListener("dragleave", onLeave);
    window.addEventListener("drop", onDrop);
    return () => {
      window.removeEventListener("dragenter", onEnter);
      window.removeEventListener("dragover", onOver);
      window.removeEventListener("dragleave", onLeave);
      window.removeEventListener("drop", onDrop);
    };
  }, []);
  if (!over) return null;
  return (
    <div className="drop-overlay">
      <div className="drop-card">
        <Download size={28} strokeWidth={1.6} aria-hidden />
        <strong>{t("drop.title")}</strong>
        {name !== "" && <span>{t("drop.replace", { name })}</span>}
      </div>
    </div>
  );
}
