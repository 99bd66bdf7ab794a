/** XML documents: tags inside each other, attributes, text (XML 1.0). Lenient: what is no XML is marked and passed over. */
import type { Dissection } from "../../dissect/dissection";
import { attach, dissector } from "../../dissect/tables";
import { notice, protocol, string } from "../../fields/declare";

const xml = protocol("xml", "eXtensible Markup Language", {
  "xmlpi": string("XMLPI", { help: "A processing instruction: a message to the program that reads the document." }),
  "cdatasection": string("CDATASection", { help: "Text in which no character is markup." }),
  "comment": string("Comment"),
  "attribute": string("Attribute", { help: "A name with its value in a tag." }),
  "doctype": string("Doctype", { help: "The kind of document this says it is." }),
  "dtdtag": string("DTD Tag"),
  "cdata": string("CDATA", { help: "Text inside an element." }),
  "tag": string("Tag", { help: "An element, from its opening to its closing tag." }),
  "unknown": string("Unknown", { help: "Text outside any element." }),
  "xmlpi.xml": string("xml.xmlpi.xml", { help: "The declaration at the beginning of a document." }),
  "xmlpi.xml.encoding": string("encoding"),
  "xmlpi.xml.standalone": string("standalone"),
  "xmlpi.xml.version": string("version"),
  "closing_unopened_tag": notice("error", "malformed", "Closing an unopened tag"),
  "unrecognized_text": notice("warning", "protocol", "Unrecognized text"),
}, { help: "Structured text with tags in angle brackets." });

const { f } = xml;

/** Elements inside each other go no deeper in the tree than this; those below stand beside each other. */
const MAX_NESTING = 100;

const NAME = "[^\\s<>/=?!\"'\\[\\]]+";
const ATTRIBUTES = `(?:\\s+${NAME}\\s*=\\s*(?:"[^"<]*"|'[^'<]*'))*`;
const TAG = new RegExp(`<(${NAME})(${ATTRIBUTES})\\s*(/?)>`, "y");
const INSTRUCTION = new RegExp(`<\\?(${NAME})(${ATTRIBUTES})\\s*\\?>`, "y");
const ATTRIBUTE = new RegExp(`(${NAME})\\s*=\\s*(?:"([^"<]*)"|'([^'<]*)')`, "g");
const CLOSING = /<\/[^\s<>]+\s*>/y;
const DOCTYPE = /<!DOCTYPE\s+([^\s<>[]+)[^<>[]*([[>])/y;
const DECLARATION = /<![A-Za-z][^<>]*>/y;
const DOCTYPE_END = /\]\s*>/y;
const WORD = /<\S*/y;

/** An element or document type that has not been closed. */
interface Open { readonly node: number; readonly start: number; readonly isDoctype: boolean; readonly pushed: boolean }

const TYPES = [
  "application/xml", "text/xml", "text/vnd.wap.wml", "text/vnd.wap.si", "text/vnd.wap.sl", "text/vnd.wap.co", "text/vnd.wap.emn", "application/auth-policy+xml",
  "application/ccmp+xml", "application/conference-info+xml", "application/cpim-pidf+xml", "application/cpl+xml", "application/dds-web+xml",
  "application/im-iscomposing+xml", "application/load-control+xml", "application/mathml+xml", "application/media_control+xml", "application/note+xml",
  "application/pidf+xml", "application/pidf-diff+xml", "application/poc-settings+xml", "application/rdf+xml", "application/reginfo+xml",
  "application/resource-lists+xml", "application/rlmi+xml", "application/rls-services+xml", "application/rss+xml", "application/rs-metadata+xml",
  "application/smil", "application/simple-filter+xml", "application/simple-message-summary+xml", "application/simservs+xml", "application/soap+xml",
  "application/vnd.etsi.aoc+xml", "application/vnd.etsi.cug+xml", "application/vnd.3gpp.cw+xml", "application/vnd.3gpp.srvcc-info+xml",
  "application/vnd.3gpp.mid-call+xml", "application/vnd.oma.xdm-apd+xml", "application/vnd.wv.csp+xml", "application/xcap-diff+xml", "application/xcap-caps+xml",
  "application/xcap-el+xml", "application/xcap-error+xml", "application/xcap-att+xml", "application/xcap-ns+xml", "application/xml-dtd", "application/xpidf+xml",
  "application/xslt+xml", "application/x-crd+xml", "application/x-wms-logconnectstats", "application/x-wms-logplaystats", "application/x-wms-sendevent",
  "image/svg+xml", "message/imdn+xml", "application/atom+xml", "application/watcherinfo+xml",
];

attach(dissector(xml, (d) => {
  d.setProtocol(d.protocolColumn === "" ? "XML" : `${d.protocolColumn}/XML`);
  d.begin(xml);
  new Reader(d).read();
}), "media_type", ...TYPES);

class Reader {
  /** The document, one character a byte, so that places in it are places in the bytes. */
  readonly #all: string;
  readonly #open: Open[] = [];
  /** Endings that do not come any more: each is looked for in vain once only. */
  readonly #missing = new Set<string>();
  #at = 0;

  constructor(readonly d: Dissection) { this.#all = d.text(d.start, d.end - d.start, "latin-1"); }

  read(): void {
    const all = this.#all, space = /\s*/y;
    for (;;) {
      space.lastIndex = this.#at;
      space.exec(all);
      this.#at = space.lastIndex;
      if (this.#at >= all.length) break;
      if (all[this.#at] === "<") this.#markup(); else this.#text();
    }
    while (this.#open.length > 0) this.#leave();
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#all) ?? undefined;
  }

  /** Length up to the end of `ending`, when what is here begins with `beginning` and it comes; else 0. */
  #enclosed(beginning: string, ending: string): number {
    if (!this.#all.startsWith(beginning, this.#at) || this.#missing.has(ending)) return 0;
    const found = this.#all.indexOf(ending, this.#at + beginning.length);
    if (found < 0) { this.#missing.add(ending); return 0; }
    return found + ending.length - this.#at;
  }

  /** Text of `length` bytes here; white space in it as it stands. */
  #here(length: number): string { return this.d.text(this.d.start + this.#at, length); }

  #leaf(field: typeof f.comment, length: number): void {
    const text = this.#here(length);
    this.d.put(field, this.d.start + this.#at, length, text, this.d.drawing ? text : undefined);
    this.#at += length;
  }

  #markup(): void {
    const { d } = this;
    const comment = this.#enclosed("<!--", "-->");
    if (comment > 0) { this.#leaf(f.comment, comment); return; }
    const section = this.#enclosed("<![CDATA[", "]]>");
    if (section > 0) { this.#leaf(f.cdatasection, section); return; }
    let match = this.#match(TAG);
    if (match) { this.#tag(match); return; }
    match = this.#match(CLOSING);
    if (match) { this.#close(match[0].length, false); return; }
    match = this.#match(INSTRUCTION);
    if (match) { this.#instruction(match); return; }
    match = this.#match(DOCTYPE);
    if (match) {
      const name = match[1] ?? "", start = d.start + this.#at + match[0].indexOf(name, "<!DOCTYPE".length);
      const node = d.put(f.doctype, start, name.length, d.text(start, name.length), d.drawing ? this.#here(match[0].length) : undefined);
      if (match[2] === "[") this.#enter(node, start, true);
      this.#at += match[0].length;
      return;
    }
    match = this.#match(DECLARATION);
    if (match) { this.#leaf(f.dtdtag, match[0].length); return; }
    const length = this.#match(WORD)?.[0].length ?? 1;
    d.notice(f.unrecognized_text, d.textNode(d.start + this.#at, length, f.unrecognized_text.label));
    this.#at += length;
  }

  #tag(match: RegExpExecArray): void {
    const { d } = this;
    const [whole, name = "", attributes = "", empty] = match;
    const start = d.start + this.#at;
    const node = d.put(f.tag, start, whole.length, this.#here(whole.length), d.drawing ? `<${d.text(start + 1, name.length)}${attributes === "" ? `${empty}>` : ""}` : undefined);
    this.#enter(node, start, false);
    this.#attributes(start + 1 + name.length, attributes, false);
    this.#at += whole.length;
    if (empty === "/") this.#leave();
  }

  #instruction(match: RegExpExecArray): void {
    const { d } = this;
    const [whole, name = "", attributes = ""] = match;
    const start = d.start + this.#at, isDeclaration = name === "xml";
    d.open(isDeclaration ? f["xmlpi.xml"] : f.xmlpi, start, whole.length, this.#here(whole.length), d.drawing ? `<?${name}` : undefined);
    this.#attributes(start + 2 + name.length, attributes, isDeclaration);
    d.textNode(start + whole.length - 2, 2, "?>");
    d.close();
    this.#at += whole.length;
  }

  /** Attributes whose text begins at `start`; those of the XML declaration have fields of their own. */
  #attributes(start: number, text: string, isDeclaration: boolean): void {
    const { d } = this;
    for (const match of text.matchAll(ATTRIBUTE)) {
      const at = start + match.index, length = match[0].length;
      const shown = d.drawing ? d.text(at, length) : undefined;
      const field = !isDeclaration ? undefined : match[1] === "version" ? f["xmlpi.xml.version"] : match[1] === "encoding" ? f["xmlpi.xml.encoding"]
        : match[1] === "standalone" ? f["xmlpi.xml.standalone"] : undefined;
      if (!field) { d.put(f.attribute, at, length, d.text(at, length), shown); continue; }
      const size = (match[2] ?? match[3] ?? "").length;
      d.put(field, at + length - 1 - size, size, d.text(at + length - 1 - size, size), shown);
    }
  }

  #text(): void {
    const inDoctype = this.#open.at(-1)?.isDoctype === true;
    if (inDoctype) {
      const end = this.#match(DOCTYPE_END);
      if (end) { this.#close(end[0].length, true); return; }
    }
    let stop = this.#all.indexOf("<", this.#at);
    if (stop < 0) stop = this.#all.length;
    if (inDoctype) {
      const bracket = this.#all.slice(this.#at + 1, stop).indexOf("]");
      if (bracket >= 0) stop = this.#at + 1 + bracket;
    }
    this.#leaf(this.#open.length === 0 || inDoctype ? f.unknown : f.cdata, stop - this.#at);
  }

  #enter(node: number, start: number, isDoctype: boolean): void {
    const pushed = this.#open.length < MAX_NESTING;
    if (pushed) this.d.push(node);
    this.#open.push({ node, start, isDoctype, pushed });
  }

  #leave(): void { if (this.#open.pop()?.pushed) this.d.close(); }

  /** A closing tag, or the end of a document type, of `length` bytes. It ends the innermost element, whatever its name. */
  #close(length: number, isDoctype: boolean): void {
    const { d } = this;
    const at = d.start + this.#at;
    const label = d.drawing ? this.#here(length) : "";
    d.textNode(at, length, label);
    this.#at += length;
    const open = this.#open.at(-1);
    if (open && open.isDoctype === isDoctype) {
      if (!isDoctype) d.setLength(open.node, at + length - open.start);
      this.#leave();
      return;
    }
    d.notice(f.closing_unopened_tag, d.textNode(at, length, f.closing_unopened_tag.label));
  }
}
