/** From package.json, put in by the bundler. */
declare const __VERSION__: string;

declare namespace React {
  interface CSSProperties {
    /** Widths of the packet list's columns, for every row at once. */
    "--columns"?: string;
  }
}
