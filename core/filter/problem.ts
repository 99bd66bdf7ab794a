/** What is wrong with a filter, thrown inside the compiler and handed out as a value. */
import type { Place } from "./ast";

/** What is wrong with a filter, or doubtful: a sentence and the characters [start, end) it is about. */
export interface FilterProblem {
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

export class Refusal extends Error implements FilterProblem {
  readonly start: number;
  readonly end: number;
  constructor(message: string, place: Place) {
    super(message);
    this.start = place.start;
    this.end = Math.max(place.end, place.start);
  }

  /** As plain data that can be sent between threads. */
  get problem(): FilterProblem { return { message: this.message, start: this.start, end: this.end }; }
}

/** Refuses a filter at a place, in words for the user. */
export function refuse(place: Place, message: string): never { throw new Refusal(message, place); }

/** The filter's text and a line below it with carets under the wrong place, for a terminal. */
export function caretLine(text: string, problem: FilterProblem): string {
  const shown = text.replace(/[\t\r\n]/g, " ");
  // characters, not UTF-16 units: that is what a terminal counts
  const before = Array.from(shown.slice(0, problem.start)).length;
  const under = Math.max(1, Array.from(shown.slice(problem.start, problem.end)).length);
  return `${shown}\n${" ".repeat(before)}${"^".repeat(under)}`;
}
