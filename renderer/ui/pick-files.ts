/** Shows the system's file picker; calls back with what was chosen, and not at all when nothing was. */
export function pickFiles(take: (files: readonly File[]) => void): void {
  const input = document.createElement("input");
  input.type = "file";
  input.addEventListener("change", () => take([...(input.files ?? [])]));
  input.click();
}
