/** What links SMB2 requests, responses, sessions, trees and open files of a connection ([MS-SMB2] §3.2.1). */
import { conversationState, frameFact } from "../../../dissect/capture-state";
import type { Dissection } from "../../../dissect/dissection";

/** An open file; its name comes from the request that opened it. */
export interface OpenFile { name: string; openedIn: number; closedIn: number }
/** A tree connection. */
export interface Tree { path: string; shareType: number; connectedIn: number }
/** A session; 0 until it was set up. */
export interface Session { authenticatedIn: number }

/** A request with its response; shared by the facts of both packets. */
export interface Exchange {
  command: number;
  request: number;
  response: number;
  file: OpenFile | undefined;
  /** File name of a create request, path of a tree connect. */
  text: string;
  /** Class and level of what is asked for. */
  infoClass: number;
  level: number;
  control: number;
}

/** What a packet knows of one of its commands. */
export interface CommandFact { exchange: Exchange; tree: Tree | undefined; session: Session | undefined; file: OpenFile | undefined }

interface Connection {
  readonly waiting: Map<bigint, Exchange>;
  readonly files: Map<string, OpenFile>;
  readonly trees: Map<string, Tree>;
  readonly sessions: Map<bigint, Session>;
}

const connection = conversationState<Connection>("smb2.connection", () => ({ waiting: new Map(), files: new Map(), trees: new Map(), sessions: new Map() }));
const commandFacts = frameFact<CommandFact[]>("smb2.commands");

const idText = (id: Uint8Array): string => String.fromCharCode(...id);

/** Notes a command while tracking, or recalls it: `index` is its place in the packet's chain. */
export function commandFact(d: Dissection, index: number, command: number, isResponse: boolean, message: bigint, session: bigint, tree: number): CommandFact {
  const known = d.fact(commandFacts)?.[index];
  if (known) return known;
  const blank: Exchange = { command, request: 0, response: 0, file: undefined, text: "", infoClass: 0, level: 0, control: 0 };
  if (!d.tracking) return { exchange: blank, tree: undefined, session: undefined, file: undefined };
  const state = d.conversationState(connection);
  const waiting = isResponse ? state.waiting.get(message) : undefined;
  const exchange = waiting?.command === command ? waiting : blank;
  if (!isResponse) { exchange.request = d.frame.number; state.waiting.set(message, exchange); }
  if (session !== 0n && !state.sessions.has(session)) state.sessions.set(session, { authenticatedIn: 0 });
  const fact: CommandFact = { exchange, tree: state.trees.get(`${session}/${tree}`), session: state.sessions.get(session), file: exchange.file };
  const facts = d.fact(commandFacts);
  if (facts) facts[index] = fact; else d.setFact(commandFacts, [fact]);
  return fact;
}

/** Notes that a final response came. */
export function answered(d: Dissection, fact: CommandFact): void { if (d.tracking) fact.exchange.response = d.frame.number; }

/** Notes the tree that a tree connect response names. */
export function connected(d: Dissection, fact: CommandFact, session: bigint, tree: number, shareType: number): void {
  if (!d.tracking) return;
  fact.tree = { path: fact.exchange.text, shareType, connectedIn: d.frame.number };
  d.conversationState(connection).trees.set(`${session}/${tree}`, fact.tree);
}

const INVALID_ID = 0xff;

/** The file that an id names; a response to a create makes it. Ids of all ones stand for the file of the command before. */
export function fileOf(d: Dissection, fact: CommandFact, id: Uint8Array, opens: boolean, closes: boolean, before: OpenFile | undefined): OpenFile | undefined {
  if (!d.tracking) return fact.file;
  const files = d.conversationState(connection).files, key = idText(id);
  let file = id.every((b) => b === INVALID_ID) ? before : files.get(key);
  if (opens) files.set(key, (file = { name: fact.exchange.text, openedIn: d.frame.number, closedIn: 0 }));
  if (file && closes) file.closedIn = d.frame.number;
  fact.file = file;
  fact.exchange.file = file;
  return file;
}
