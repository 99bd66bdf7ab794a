import type { Details, Row } from "../../core/engine/api";
import { engine } from "../engine-client/engine";
import { Latest } from "../engine-client/latest";
import { t } from "../i18n/i18n";
import { rowSource } from "../packet-list/rows";
import { modelOf } from "../packet-tree/current-model";
import { session, setSession, useSession } from "./session";

/** Selections that Back goes through at most. */
const historyLength = 500;

const details = new Latest<number, Details>(
  (packet) => engine.details(packet),
  (answer) => showDetails(answer),
  (error, packet) => setSession({ details: undefined, node: undefined, banner: { kind: "error", title: t("error.details", { number: packet }), text: error.message } }),
);

const conversation = new Latest<number, { readonly first: number; readonly last: number; readonly packets: number }>(
  (id) => engine.conversationRange(id),
  (range, id) => setSession({ conversation: { id, ...range } }),
  () => setSession({ conversation: undefined }),
);

/** A row that is not held is fetched before its packet can be selected. */
const farRow = new Latest<number, Row | undefined>(
  async (row) => (await engine.rows(row, 1, []))[0],
  (found, row) => {
    if (found !== undefined) selectFound(found, row, true);
  },
  () => undefined,
);

/** Forgets everything about the packets of a capture that is closed. */
export function dropSelection(): void {
  details.drop();
  conversation.drop();
  farRow.drop();
}

/** Selects the packet of a row that is drawn, e.g. because it was clicked. */
export function selectDrawnRow(found: Row, row: number): void {
  farRow.drop();
  selectFound(found, row, true);
}

/** Selects the packet at a place of the list and brings it into view. */
export function selectRow(row: number, align: "nearest" | "centre" = "nearest"): void {
  const { displayed } = session();
  if (displayed === 0) return;
  const place = Math.min(Math.max(0, row), displayed - 1);
  setSession({ row: place, reveal: { row: place, align } });
  const held = rowSource.row(place);
  if (held === undefined) farRow.want(place);
  else selectDrawnRow(held, place);
}

/** Moves the selection by rows; from a packet that is not displayed to the one after or before. */
export function moveSelection(by: number): void {
  const { row } = session();
  if (row === undefined) selectRow(0);
  else selectRow((by > 0 ? Math.floor(row) : Math.ceil(row)) + by);
}

/** Selects a packet by its number. Resolves with false when the filter hides it: then the next displayed one is selected. */
export async function selectPacket(packet: number, remember = true): Promise<boolean> {
  const { generation } = session();
  const { row, exact } = await engine.rowOf(packet);
  if (session().generation !== generation) return true;
  const found = (await engine.rows(row, 1, []))[0];
  if (found === undefined || session().generation !== generation) return exact;
  farRow.drop();
  setSession({ row, reveal: { row, align: "centre" } });
  selectFound(found, row, remember);
  return exact;
}

/** Finds the selected packet's place again after the rows changed; it stays shown when it is not displayed any more. */
export async function relocateSelection(): Promise<void> {
  const { packet, generation, displayed } = session();
  if (packet === undefined) {
    if (displayed > 0) selectRow(0);
    return;
  }
  const { row, exact } = await engine.rowOf(packet);
  if (session().generation !== generation || session().packet !== packet) return;
  // Half a row between its neighbours says: not itself displayed.
  setSession({ row: exact ? row : row - 0.5, reveal: { row, align: "centre" } });
}

/** Goes back (-1) or forward (1) through the packets that were selected. */
export async function goInHistory(step: -1 | 1): Promise<void> {
  const { history } = session();
  const at = history.at + step;
  const packet = history.packets[at];
  if (packet === undefined) return;
  setSession({ history: { ...history, at } });
  await selectPacket(packet, false);
}

function selectFound(found: Row, row: number, remember: boolean): void {
  const { packet, history, conversation: shown } = session();
  setSession({ packet: found.number, row });
  if (found.number === packet) return;
  if (remember) {
    const packets = [...history.packets.slice(0, history.at + 1), found.number].slice(-historyLength);
    setSession({ history: { packets, at: packets.length - 1 } });
  }
  details.want(found.number);
  if (found.conversation < 0) {
    conversation.drop();
    setSession({ conversation: undefined });
  } else if (shown?.id !== found.conversation || useSession.getState().load?.done !== true) conversation.want(found.conversation);
}

/** Shows a packet's details; the field that was selected in the packet before stays selected where there is one. */
function showDetails(answer: Details): void {
  const { details: before, node } = session();
  const kept = before === undefined || node === undefined ? undefined : modelOf(before).key[node];
  const found = kept === undefined ? -1 : modelOf(answer).key.indexOf(kept);
  const selected = found < 0 ? undefined : found;
  setSession({
    details: answer,
    node: selected,
    hoverNode: undefined,
    byteSource: selected === undefined ? 0 : (answer.source[selected] ?? 0),
    byteCursor: undefined,
    byteSelection: undefined,
    revealNode: session().revealNode + 1,
  });
}
