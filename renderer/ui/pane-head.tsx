import type { ReactNode } from "react";

/** The strip above a pane. */
export function PaneHead({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className="pane-head">
      {title !== "" && <span className="pane-title">{title}</span>}
      {children}
    </div>
  );
}
