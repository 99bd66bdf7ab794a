import { useEffect, useRef } from "react";
import type { FilterProblem } from "../../core/engine/api";
import { useT } from "../i18n/i18n";
import type { CompletionState } from "./use-completion";

interface Props {
  readonly completion: CompletionState;
  readonly problem: FilterProblem | undefined;
  readonly state: string;
  readonly text: string;
}

/** What hangs below the bar while one types: what could follow, and what is wrong. It is gone when the bar loses focus. */
export function CompletionList({ completion, problem, state, text }: Props) {
  const t = useT();
  const list = useRef<HTMLUListElement>(null);
  const { items, active } = completion;
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: "nearest" });
  }, [active]);
  const at = items.length > 0 ? completion.start : (problem?.start ?? 0);
  return (
    <div className="completion" style={{ left: `calc(${Math.min(at, text.length)} * var(--filter-character) - 12px)` }} onMouseDown={(event) => event.preventDefault()}>
      {items.length > 0 && (
        <ul ref={list} role="listbox" id="filter-completions" aria-label={t("filter.completions")} className="completion-items">
          {items.map((item, place) => (
            <li
              key={`${item.kind} ${item.text}`} role="option" id={`completion-${place}`} aria-selected={place === active} className="completion-item"
              onClick={() => completion.accept(place)}
            >
              <span className={`completion-kind kind-${item.kind}`} title={t(`kind.${item.kind}`)}>{t(`kind.${item.kind}`).charAt(0)}</span>
              <span className="completion-text">{item.text}</span>
              <span className="completion-detail">{item.detail}</span>
            </li>
          ))}
        </ul>
      )}
      {problem !== undefined && <p id="filter-problem" role="alert" className={`filter-problem problem-${state}`}>{problem.message}</p>}
    </div>
  );
}
