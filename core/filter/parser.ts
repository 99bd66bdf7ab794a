/**
 * Tokens to a tree. Precedence, loosest first: or, xor, and, not; then a test, whose
 * operands bind & loosest, then + -, then * / %, then unary minus (asked of tshark).
 */
import type { ArithmeticOp, Call, Compare, CompareOp, Member, Operand, Place, Quantifier, Range, Reference, Slice, Test, Word } from "./ast";
import { refuse } from "./problem";
import { scan } from "./scanner";
import type { Token } from "./scanner";

const COMPARE: Readonly<Record<string, CompareOp>> = {
  "==": "==", eq: "==", any_eq: "==", "!=": "!=", ne: "!=", all_ne: "!=", "===": "===", all_eq: "===",
  "!==": "!==", any_ne: "!==", "~=": "!==", ">": ">", gt: ">", "<": "<", lt: "<", ">=": ">=", ge: ">=", "<=": "<=", le: "<=",
};
const NUMBER = /^(?:0[xX][0-9A-Fa-f]+|\d+)$/;
/** Deeper nesting is refused, so that no filter can exhaust the stack. */
const MAX_DEPTH = 200;
/** More operators than this in one row are refused for the same reason. */
const MAX_ROW = 4000;

class Parser {
  readonly tokens: readonly Token[];
  at = 0;
  depth = 0;

  constructor(text: string) { this.tokens = scan(text); }

  get token(): Token { return this.tokens[Math.min(this.at, this.tokens.length - 1)] as Token; }

  is(text: string): boolean {
    const { kind, text: found } = this.token;
    return found === text && (kind === "sign" || kind === "keyword");
  }

  take(...texts: readonly string[]): Token | undefined {
    if (!texts.some((text) => this.is(text))) return undefined;
    return this.tokens[this.at++];
  }

  expect(text: string, after: string): Token {
    return this.take(text) ?? this.unexpected(`"${text}" is missing ${after}`);
  }

  unexpected(instead: string): never {
    const token = this.token;
    if (token.kind === "bad") {
      refuse({ start: token.problemStart ?? token.start, end: token.problemEnd ?? token.end }, token.problem ?? "this has no meaning here");
    }
    if (token.kind === "end") refuse({ start: Math.max(0, token.start - 1), end: token.end }, `the filter stops too early: ${instead}`);
    refuse(token, `${token.kind === "string" ? token.text : `"${token.text}"`} was not expected here: ${instead}`);
  }

  deeper<T>(inside: () => T): T {
    if (++this.depth > MAX_DEPTH) refuse(this.token, "this filter is nested too deeply");
    const result = inside();
    this.depth--;
    return result;
  }

  filter(): Test {
    const test = this.or();
    if (this.token.kind !== "end") {
      this.unexpected(this.is("=") ? "write == to compare" : "a filter goes on with a comparison, or with && or || and another test");
    }
    return test;
  }

  or(): Test { return this.logic("or", ["or", "||"], () => this.logic("xor", ["xor", "^^"], () => this.logic("and", ["and", "&&"], () => this.not()))); }

  logic(kind: "and" | "or" | "xor", signs: readonly string[], inner: () => Test): Test {
    let left = inner();
    for (let row = 0; this.take(...signs); row++) {
      if (row >= MAX_ROW) refuse(this.token, `more than ${MAX_ROW} tests in a row: use in { } for many values`);
      const right = inner();
      left = { kind, left, right, start: left.start, end: right.end };
    }
    return left;
  }

  not(): Test {
    const sign = this.take("not", "!");
    if (!sign) return this.test();
    return this.deeper(() => {
      const of = this.not();
      return { kind: "not", of, start: sign.start, end: of.end };
    });
  }

  test(): Test {
    const open = this.take("(");
    if (open) {
      return this.deeper(() => {
        const inside = this.or();
        const close = this.expect(")", "to close the parenthesis");
        return { ...inside, start: open.start, end: close.end };
      });
    }
    const prefix = this.take("any", "all");
    const quantifier = prefix?.text as Quantifier | undefined;
    const left = this.operand();
    const start = prefix?.start ?? left.start;
    const chosen = quantifier ? { quantifier } : {};
    const entity = left.kind !== "arithmetic" && left.kind !== "negate";
    const negated = this.is("not") && this.tokens[this.at + 1]?.text === "in" ? this.take("not") : undefined;
    if (entity && this.take("in")) {
      const { members, end } = this.members();
      if (!negated) return { kind: "in", ...chosen, of: left, members, start, end };
      // any and all make no difference to "not in" (asked of tshark)
      return { kind: "not", of: { kind: "in", of: left, members, start, end }, start, end };
    }
    const search = entity ? this.take("contains", "matches", "~") : undefined;
    if (search) {
      const right = this.entity();
      return { kind: "compare", ...chosen, op: search.text === "contains" ? "contains" : "matches", opPlace: search, left, right, start, end: right.end };
    }
    const first = this.comparison(left, start, quantifier);
    if (!first) {
      if (prefix) this.unexpected(`"${prefix.text}" goes before a comparison, such as ${prefix.text} tcp.port > 1024`);
      return { kind: "exists", of: left, start: left.start, end: left.end };
    }
    // a < b < c means a < b and b < c
    let test: Test = first;
    let last = first;
    for (let row = 0; ; row++) {
      if (row >= MAX_ROW) refuse(this.token, "this comparison is too long");
      const next = this.comparison(last.right, last.right.start, undefined);
      if (!next) return test;
      test = { kind: "and", left: test, right: next, start, end: next.end };
      last = next;
    }
  }

  comparison(left: Operand, start: number, quantifier: Quantifier | undefined): Compare | undefined {
    const token = this.token;
    const op = token.kind === "sign" || token.kind === "keyword" ? COMPARE[token.text] : undefined;
    if (op === undefined) return undefined;
    this.at++;
    const right = this.operand();
    return { kind: "compare", ...(quantifier ? { quantifier } : {}), op, opPlace: { start: token.start, end: token.end }, left, right, start, end: right.end };
  }

  members(): { members: readonly Member[]; end: number } {
    this.expect("{", "before the values: in {80, 443}");
    const members: Member[] = [];
    do {
      const low = this.entity();
      const high = this.take("..") ? this.entity() : undefined;
      members.push({ low, ...(high ? { high } : {}), start: low.start, end: (high ?? low).end });
    } while (this.take(","));
    return { members, end: this.expect("}", "after the values").end };
  }

  // ---- operands ---------------------------------------------------------------------------

  operand(): Operand {
    return this.arithmetic(["&", "bitwise_and"], () => this.arithmetic(["+", "-"], () => this.arithmetic(["*", "/", "%"], () => this.factor())));
  }

  arithmetic(signs: readonly string[], inner: () => Operand): Operand {
    let left = inner();
    let row = 0;
    for (let sign = this.take(...signs); sign; sign = this.take(...signs)) {
      if (++row > MAX_ROW) refuse(sign, "this calculation is too long");
      const right = inner();
      const op = (sign.text === "bitwise_and" ? "&" : sign.text) as ArithmeticOp;
      left = { kind: "arithmetic", op, left, right, start: left.start, end: right.end };
    }
    return left;
  }

  factor(): Operand {
    const open = this.take("{");
    if (open) {
      return this.deeper(() => {
        const inside = this.operand();
        const close = this.expect("}", "to close the brace");
        return { ...inside, start: open.start, end: close.end };
      });
    }
    return this.entity();
  }

  entity(): Operand {
    const minus = this.take("-");
    if (minus) {
      const of = this.primary();
      return { kind: "negate", of, start: minus.start, end: of.end };
    }
    const plus = this.take("+");
    const of = this.primary();
    return plus ? { ...of, start: plus.start } : of;
  }

  primary(): Operand {
    let operand = this.simple();
    for (let row = 0; this.is("["); row++) {
      if (row >= MAX_DEPTH) refuse(this.token, "too many slices of slices");
      operand = this.slice(operand);
    }
    return operand;
  }

  simple(): Operand {
    const token = this.token;
    switch (token.kind) {
      case "word": {
        this.at++;
        if (this.is("(")) return this.call(token);
        return this.layered({ kind: "word", text: token.text, start: token.start, end: token.end });
      }
      case "literal":
        this.at++;
        return { kind: "word", text: token.text, literal: true, start: token.start, end: token.end };
      case "string":
        this.at++;
        return { kind: "string", value: String(token.value), start: token.start, end: token.end };
      case "char":
        this.at++;
        return { kind: "char", value: Number(token.value), start: token.start, end: token.end };
      case "sign": {
        if (token.text === "@") {
          this.at++;
          const name = this.token;
          if (name.kind !== "word") this.unexpected("@ goes before a field's name");
          this.at++;
          return this.layered({ kind: "word", text: name.text, raw: true, start: token.start, end: name.end });
        }
        if (token.text === "${") return this.reference();
        break;
      }
      default:
    }
    return this.unexpected("a field, a value or a function belongs here");
  }

  reference(): Reference {
    const open = this.token;
    this.at++;
    const raw = this.take("@") !== undefined;
    const name = this.token;
    if (name.kind !== "word") this.unexpected("${ } holds the name of a field of the selected packet");
    this.at++;
    const field = this.layered({ kind: "word", text: name.text, start: name.start, end: name.end });
    const close = this.expect("}", "to close the reference");
    return { kind: "reference", name: name.text, ...(raw ? { raw } : {}), ...(field.layers ? { layers: field.layers } : {}), start: open.start, end: close.end };
  }

  layered(word: Word): Word {
    const sign = this.take("#");
    if (!sign) return word;
    const token = this.token;
    if (token.start === sign.end && this.is("[")) {
      const { ranges, end } = this.ranges(false);
      return { ...word, layers: ranges, end };
    }
    if (token.start !== sign.end || token.kind !== "word" || !/^\d+$/.test(token.text)) {
      this.unexpected("# is followed at once by the number of a layer, such as ip.src#2");
    }
    this.at++;
    const from = Number(token.text);
    return { ...word, layers: [{ kind: "single", from, to: 0, start: token.start, end: token.end }], end: token.end };
  }

  call(name: Token): Call {
    this.at++;
    return this.deeper(() => {
      const args: Operand[] = [];
      if (!this.is(")")) do args.push(this.operand()); while (this.take(","));
      const close = this.expect(")", `after what ${name.text} is given`);
      return { kind: "call", name: name.text, nameEnd: name.end, args, start: name.start, end: close.end };
    });
  }

  slice(of: Operand): Slice {
    const { ranges, end } = this.ranges(true);
    return { kind: "slice", of, ranges, start: of.start, end };
  }

  // ---- ranges -----------------------------------------------------------------------------

  ranges(ofBytes: boolean): { ranges: readonly Range[]; end: number } {
    this.at++;
    const ranges: Range[] = [];
    do ranges.push(this.range(ofBytes)); while (this.take(","));
    return { ranges, end: this.expect("]", "to close the range").end };
  }

  range(ofBytes: boolean): Range {
    const start = this.token.start;
    if (this.take(":")) {
      if (this.is("]") || this.is(",")) return { kind: "rest", from: 0, to: 0, start, end: this.token.start };
      const to = this.rangeNumber();
      const place = { start, end: this.token.start };
      return { kind: "length", from: 0, to: ofBytes ? positive(to, place) : to, ...place };
    }
    const from = this.rangeNumber();
    const end = (): number => (this.tokens[this.at - 1] as Token).end;
    if (this.take(":")) {
      if (this.is("]") || this.is(",")) return { kind: "rest", from, to: 0, start, end: end() };
      const to = this.rangeNumber();
      return { kind: "length", from, to: positive(to, { start, end: end() }), start, end: end() };
    }
    if (this.take("-")) {
      const to = this.rangeNumber();
      const place = { start, end: end() };
      if (from < 0 !== to < 0) refuse(place, `${from} and ${to} do not form a range: count both from the start, or both from the end`);
      if (from >= to) refuse(place, `${from} is not before ${to}`);
      return { kind: "inclusive", from, to, ...place };
    }
    return { kind: "single", from, to: 0, start, end: end() };
  }

  rangeNumber(): number {
    const sign = this.take("-") ? -1 : 1;
    const token = this.token;
    if (token.kind !== "word") this.unexpected("a range is made of numbers, such as [0:4], [2-5] or [-1]");
    if (!NUMBER.test(token.text)) refuse(token, `"${token.text}" is not a whole number`);
    this.at++;
    const octal = /^0[0-7]+$/.test(token.text);
    const value = octal ? parseInt(token.text, 8) : Number(token.text);
    if (value > 0x7fffffff) refuse(token, `${token.text} is too large for a place in a packet`);
    return sign * value;
  }
}

function positive(length: number, place: Place): number {
  if (length <= 0) refuse(place, `a length is at least 1, and ${length} is not`);
  return length;
}

/** Parses a filter that is not empty. Throws a Refusal. */
export function parse(text: string): Test { return new Parser(text).filter(); }
