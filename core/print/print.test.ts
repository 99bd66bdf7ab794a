import { beforeAll, describe, expect, it } from "vitest";
import type { FrameMeta } from "../dissect/capture-state";
import { NO_NODE, NodeFlag, Tree } from "../dissect/tree";
import { bool, bytes, heading, protocol, string, u16, u8 } from "../fields/declare";
import type { Field, FieldValue } from "../fields/field";
import { sealRegistry } from "../fields/registry";
import type { Registry } from "../fields/registry";
import { DEFAULT_FIELDS_FORMAT, fieldsHead, printFields } from "./fields";
import { JsonPrinter } from "./json";
import { timeColumn } from "./packet";
import type { PrintedPacket } from "./packet";
import { pdmlHead, printPdml } from "./pdml";
import { Selection } from "./selection";
import { printBytes, printDetails, printSummary } from "./text";

const proto = protocol("print-test", "Print Protocol", {
  flags: u8("Flags", { display: "hex", mask: 0xe0 }), df: bool("Don't fragment", { mask: 0x40 }), port: u16("Port"),
  host: string("Host"), raw: bytes("Payload"), analysis: heading("Analysis"), late: u16("Late"),
});
const data = protocol("data", "Data", { data: bytes("Data") });
const { f } = proto;
let registry: Registry;
beforeAll(() => { registry = sealRegistry(); });

const frame: FrameMeta = {
  number: 12, seconds: 1581109434, nanos: 258190000, hasTime: true, length: 70, capturedLength: 20, linkType: 1, interfaceId: -1,
  interfaceName: undefined, interfaceDescription: undefined, fcsLength: undefined, comments: undefined, flags: undefined,
};

/** A tree with every kind of node; `late` was added last but belongs to the first protocol. */
function packet(): PrintedPacket {
  const tree = new Tree();
  tree.sources.push({ name: "Frame", bytes: Uint8Array.from({ length: 20 }, (_, i) => i + 0x38) });
  const add = (field: Field | undefined, parent: number, start: number, length: number, value: FieldValue, flags = 0): number =>
    tree.add(field, parent, 0, start, length, value, flags, 1);
  const top = add(proto.node, NO_NODE, 0, 10, undefined);
  const flags = add(f.flags, top, 0, 1, 2);
  add(f.df, flags, 0, 1, 1);
  add(f.port, top, 2, 2, 443);
  add(f.port, top, 2, 2, 443, NodeFlag.hidden);
  const text = add(undefined, top, 4, 2, undefined);
  tree.label[text] = "Queries <2>";
  add(f.host, text, 4, 2, 'a"&\t\x01\n');
  add(f.analysis, top, 0, 0, undefined, NodeFlag.generated);
  add(f.raw, top, 6, 3, Uint8Array.of(0x3e, 0x3f, 0x40));
  const rest = add(data.node, NO_NODE, 10, 3, undefined);
  tree.label[rest] = "Data (3 bytes)";
  add(data.f.data, rest, 10, 3, Uint8Array.of(0x42, 0x43, 0x44));
  add(f.late, top, 9, 0, 7, NodeFlag.generated);
  return { frame, tree, columns: { time: "0.000120", source: "192.0.2.1", destination: "198.51.100.77", protocol: "TEST", info: "Hello\x07" } };
}

function printed(print: (write: (text: string) => void) => void): string {
  let all = "";
  print((text) => { all += text; });
  return all;
}

describe("PDML", () => {
  it("is shaped as tshark's", () => {
    expect(printed((write) => printPdml(packet(), write))).toBe(`<packet>
  <proto name="geninfo" pos="0" showname="General information" size="20">
    <field name="num" pos="0" show="12" showname="Number" value="c" size="20"/>
    <field name="len" pos="0" show="70" showname="Frame Length" value="46" size="20"/>
    <field name="caplen" pos="0" show="20" showname="Captured Length" value="14" size="20"/>
    <field name="timestamp" pos="0" show="Feb  7, 2020 21:03:54.258190000 UTC" showname="Captured Time" value="1581109434.258190000" size="20"/>
  </proto>
  <proto name="print-test" showname="Print Protocol" size="10" pos="0">
    <field name="print-test.flags" showname="010. .... = Flags: 0x2" size="1" pos="0" show="0x02" value="2" unmaskedvalue="38">
      <field name="print-test.df" showname=".1.. .... = Don&#x27;t fragment: Set" size="1" pos="0" show="1" value="1" unmaskedvalue="38"/>
    </field>
    <field name="print-test.port" showname="Port: 443" size="2" pos="2" show="443" value="3a3b"/>
    <field name="print-test.port" showname="Port: 443" hide="yes" size="2" pos="2" show="443" value="3a3b"/>
    <field name="" show="Queries &lt;2&gt;" size="2" pos="4" value="3c3d">
      <field name="print-test.host" showname="Host: a&quot;&amp;\\t\\001\\n" size="2" pos="4" show="a&quot;&amp;\t\\x1\n" value="3c3d"/>
    </field>
    <field name="print-test.analysis" showname="Analysis" size="0" pos="0" show="" value=""/>
    <field name="print-test.raw" showname="Payload: 3e3f40" size="3" pos="6" show="3e:3f:40" value="3e3f40"/>
    <field name="print-test.late" showname="Late: 7" size="0" pos="9" show="7"/>
  </proto>
  <proto name="fake-field-wrapper">
    <field name="data" value="424344">
      <field name="data.data" showname="Data: 424344" size="3" pos="10" show="42:43:44" value="424344"/>
  </field>
  </proto>
</packet>


`);
  });

  it("prints chosen fields only", () => {
    const selection = new Selection(registry, ["print-test.port", "_ws.col.Info"], []);
    expect(printed((write) => printPdml(packet(), write, selection)).split("\n").slice(7, 11)).toEqual([
      '  <field name="print-test.port" value="443"/>', '  <field name="print-test.port" value="443"/>', '  <field name="_ws.col.Info" value="Hello\\a"/>', "</packet>",
    ]);
  });

  it("says what it is about", () => {
    expect(pdmlHead("wirelens/1", "Sun Nov 22 16:40:38 2026", "a&b.pcap")).toBe(
      '<?xml version="1.0" encoding="utf-8"?>\n<pdml version="0" creator="wirelens/1" time="Sun Nov 22 16:40:38 2026" capture_file="a&amp;b.pcap">\n');
  });
});

describe("JSON", () => {
  const json = (count: number, names?: string[]): string => printed((write) => {
    const printer = new JsonPrinter(write, names && new Selection(registry, names, []));
    for (let i = 0; i < count; i++) printer.packet(packet());
    printer.end();
  });

  it("is shaped as tshark's, names given twice and all", () => {
    expect(json(1)).toBe(`[
  {
    "_index": "packets-2020-02-07",
    "_type": "doc",
    "_score": null,
    "_source": {
      "layers": {
        "print-test": {
          "print-test.flags": "0x02",
          "print-test.flags_tree": {
            "print-test.df": "1"
          },
          "print-test.port": "443",
          "print-test.port": "443",
          "Queries <2>": {
            "print-test.host": "a\\"&\\t\\u0001\\n"
          },
          "print-test.analysis": "",
          "print-test.raw": "3e:3f:40",
          "print-test.late": "7"
        },
        "data": {
          "data.data": "42:43:44"
        }
      }
    }
  }
]
`);
  });

  it("is an array of any length", () => {
    expect(json(0)).toBe("[]\n");
    expect(JSON.parse(json(3))).toHaveLength(3);
  });

  it("prints chosen fields as arrays", () => {
    const [only] = JSON.parse(json(1, ["print-test.port", "print-test.raw", "print-test", "data", "print-test.analysis", "_ws.col.Source"])) as { _source: { layers: unknown } }[];
    expect(only?._source.layers).toEqual({
      "print-test.port": ["443", "443"], "print-test.raw": ["3e3f40"], "print-test": ["print-test"], "data": ["Data (3 bytes)"], "print-test.analysis": ["1"], "_ws.col.Source": ["192.0.2.1"],
    });
  });
});

describe("fields", () => {
  const line = (format: Partial<typeof DEFAULT_FIELDS_FORMAT>, ...names: string[]): string => {
    const selection = new Selection(registry, names, []), whole = { ...DEFAULT_FIELDS_FORMAT, ...format };
    return printed((write) => { write(fieldsHead(selection, whole)); printFields(packet(), write, selection, whole); });
  };

  it("prints a line a packet", () => {
    expect(line({}, "print-test.port", "print-test.host", "print-test.raw", "_ws.col.Info", "_ws.col.No.", "_ws.col.length")).toBe('443,443\ta"&\\t\x01\\n\t3e3f40\tHello\\a\t12\t70\n');
  });

  it("takes what -E sets", () => {
    expect(line({ header: true, separator: ";", quote: '"', occurrence: "first" }, "print-test.port", "print-test.late")).toBe('print-test.port;print-test.late\n"443";"7"\n');
    expect(line({ byteOrderMark: true, aggregator: " " }, "print-test.port")).toBe("\ufeff443 443\n");
  });

  it("leaves cells of absent fields empty, quotes and all", () => {
    const empty: PrintedPacket = { ...packet(), tree: new Tree() };
    const selection = new Selection(registry, ["print-test.port", "print-test.host"], []);
    expect(printed((write) => printFields(empty, write, selection, { ...DEFAULT_FIELDS_FORMAT, quote: '"' }))).toBe("\t\n");
  });

  it("names what it does not know", () => {
    const unknown: string[] = [];
    new Selection(registry, ["print-test.port", "print-test.nothing", "_ws.col.Nothing"], unknown);
    expect(unknown).toEqual(["print-test.nothing", "_ws.col.Nothing"]);
  });
});

describe("text", () => {
  it("has a summary line in tshark's columns", () => {
    expect(printed((write) => printSummary(packet(), write))).toBe("   12   0.000120    192.0.2.1 → 198.51.100.77 TEST 70 Hello\\a\n");
    const none = { ...packet(), columns: { time: "", source: "", destination: "", protocol: "PCAPNG", info: "x" } };
    expect(printed((write) => printSummary(none, write))).toBe("   12                         →              PCAPNG 70 x\n");
  });

  it("has the tree without what is hidden, and the bytes of plain data", () => {
    const lines = ["Print Protocol", "    010. .... = Flags: 0x2", "        .1.. .... = Don't fragment: Set", "    Port: 443", "    Queries <2>", '        Host: a"&\\t\\001\\n',
      "    [Analysis]", "    Payload: 3e3f40", "    [Late: 7]", "Data (3 bytes)"];
    expect(printed((write) => printDetails(packet(), write, true)).split("\n")).toEqual([...lines, "    Data: 424344", "", ""]);
    expect(printed((write) => printDetails(packet(), write, false)).split("\n")).toEqual(
      [...lines, "", "0000  42 43 44                                          BCD", "    Data: 424344", "", ""]);
  });

  it("has the bytes, sixteen a line, under the names of several sources", () => {
    const one = packet();
    const dump = "0000  38 39 3a 3b 3c 3d 3e 3f 40 41 42 43 44 45 46 47   89:;<=>?@ABCDEFG\n0010  48 49 4a 4b                                       HIJK\n";
    expect(printed((write) => printBytes(one, write))).toBe(`${dump}\n`);
    one.tree.sources.push({ name: "Reassembled TCP", bytes: Uint8Array.of(0, 127) });
    expect(printed((write) => printBytes(one, write))).toBe(`Frame (20 bytes):\n${dump}Reassembled TCP (2 bytes):\n0000  00 7f                                             ..\n\n`);
  });

  it("has offsets as wide as the last one", () => {
    const tree = new Tree();
    tree.sources.push({ name: "Frame", bytes: new Uint8Array(0x10001) });
    const lines = printed((write) => printBytes({ ...packet(), tree }, write)).split("\n");
    expect([lines[0]?.slice(0, 8), lines.at(-3)?.slice(0, 9)]).toEqual(["00000  0", "10000  00"]);
  });
});

describe("timeColumn", () => {
  // tshark 4.0 on interfaces of these resolutions
  it.each([[0, "0"], [1, "0.1"], [2, "0.12"], [3, "0.123"], [5, "0.123"], [6, "0.123456"], [8, "0.123456"], [9, "0.123456896"],
    [0x80, "0"], [0x83, "0"], [0x84, "0.1"], [0x87, "0.12"], [0x8a, "0.123"], [0x94, "0.123456"], [0x9e, "0.123456896"]])("cuts for resolution %i to %s", (resolution, text) => {
    expect(timeColumn(123456896n, resolution)).toBe(text);
  });
});
