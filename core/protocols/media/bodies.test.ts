/** Bodies as HTTP carries them: each vector is one response in one packet. Expected lines as tshark 4.0 shows them. */
import { describe, expect, it } from "vitest";
import "../all";
import { bytesOf, dissectAll, harden, treeLines } from "../../dissect/testing";

const latin = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

/** Ethernet, IPv4 and TCP from port 80 around a response; the body begins at `bodyAt`. */
function response(type: string, body: string): { packet: Uint8Array; bodyAt: number } {
  const head = `HTTP/1.1 200 OK\r\nContent-Type: ${type}\r\nContent-Length: ${body.length}\r\n\r\n`;
  const length = 40 + head.length + body.length;
  const link = "020000000001 020000000002 0800";
  const ip = `4500 ${length.toString(16).padStart(4, "0")} 0000 0000 4006 0000 0a000001 0a000002`;
  const tcp = "0050 4e20 00000001 00000001 5018 2000 0000 0000";
  return { packet: Uint8Array.from([...bytesOf(`${link} ${ip} ${tcp}`), ...latin(head + body)]), bodyAt: 54 + head.length };
}

/** The lines of one protocol, places counted from the body's first byte. */
function lines(type: string, body: string, only: string): string[] {
  const { packet, bodyAt } = response(type, body);
  return treeLines(packet, only).map((line) => line.replace(/@(\d+)\+/, (_, at: string) => (Number(at) >= bodyAt ? `@${Number(at) - bodyAt}+` : `@${at}+`)));
}

function layers(type: string, body: string): { stack: string; protocol: string; info: string } {
  let found = { stack: "", protocol: "", info: "" };
  dissectAll([response(type, body).packet], (d) => { found = { stack: d.stack.join(":").replace("eth:ethertype:ip:tcp:", ""), protocol: d.protocolColumn, info: d.info }; });
  return found;
}

const PNG = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0\x90wS\xde\0\0\0\x08tEXtTitle\0Hi\xff\x0f\xa7\x7d\0\0\0\0IEND\xaeB`\x82";
const GIF = "GIF89a\x02\0\x02\0\x91\0\0\0\x01\x02\x03\x04\x05\x06\x07\x08\t\n\x0b!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x02\0\x02\0\0\x02\x02\x4c\x01\0;";
const PARTS = '--AaB\r\nContent-Disposition: form-data; name="x"\r\n\r\nhello\r\n--AaB\r\nContent-Type: text/plain\r\nX-Foo: bar\r\n\r\nl1\r\nl2\r\n--AaB--\r\n';

describe("json", () => {
  it("shows members with key, path and value", () => {
    expect(lines("application/json", '{"a":1, "b":[true,"x\\n"]}', "json")).toEqual([
      "json@0+25", " json.object@0+25",
      '  json.member@1+5="a"', '   json.path_with_value@5+1="/a:1"', '   json.member_with_value@5+1="a:1"', '   json.value.number@5+1="1"', '   json.key@1+3="a"', '   json.path@1+5="/a"',
      '  json.member@8+16="b"', "   json.array@12+12",
      '    json.path_with_value@13+4="/b/[]:true"', '    json.member_with_value@13+4="[]:true"', "    json.value.true@13+4",
      '    json.path_with_value@18+5="/b/[]:x\\n"', '    json.member_with_value@18+5="[]:x\\n"', '    json.value.string@18+5="x\\n"',
      '   json.key@8+3="b"', '   json.path@8+16="/b"',
    ]);
    expect(layers("application/json", "[]")).toEqual({ stack: "http:json", protocol: "HTTP/JSON", info: "HTTP/1.1 200 OK , JavaScript Object Notation (application/json)" });
  });
  it("shows what is no JSON as text", () => {
    for (const body of ['{"a":1', "[1,]", "[01]", '["\\x"]', "abc", '{"a" 1}', '"text"']) {
      expect(layers("application/json", body).stack, body).toBe("http:json:data-text-lines");
      expect(lines("application/json", body, "json"), body).toEqual(["json@0+0"]);
    }
    expect(lines("application/json", "[] xyz", "data-text-lines")).toEqual(["data-text-lines@3+3"]);
  });
  it("stands deep nesting", () => {
    expect(layers("application/json", "[".repeat(50) + "]".repeat(50)).stack).toBe("http:json");
    expect(layers("application/json", "[".repeat(30000)).stack).toBe("http:json:data-text-lines");
    expect(layers("application/json", '{"a":'.repeat(9000)).stack).toBe("http:json:data-text-lines");
  });
});

describe("xml", () => {
  it("shows tags, attributes and text", () => {
    expect(lines("text/xml", '<?xml version="1.0"?>\n<!-- c --><a x="1">\r\n t <b/></a>', "xml")).toEqual([
      "xml@0+54", ' xml.xmlpi.xml@0+21="<?xml version=\\"1.0\\"?>"', '  xml.xmlpi.xml.version@15+3="1.0"', ' xml.comment@22+10="<!-- c -->"',
      ' xml.tag@32+22="<a x=\\"1\\">"', '  xml.attribute@35+5="x=\\"1\\""', '  xml.cdata@44+2="t "', '  xml.tag@46+4="<b/>"',
    ]);
    expect(layers("text/xml", "<a/>").protocol).toBe("HTTP/XML");
  });
  it("marks what is no XML and goes on", () => {
    expect(lines("text/xml", "</x><a/>", "xml")).toContain(' xml.tag@4+4="<a/>"');
    expect(lines("text/xml", "</x><a/>", "xml").filter((line) => line.includes("closing_unopened_tag"))).toHaveLength(1);
    expect(lines("text/xml", "p < q", "xml").map((line) => line.trim())).toEqual(["xml@0+5", 'xml.unknown@0+2="p "', "xml.unrecognized_text@0+0", 'xml.unknown@4+1="q"']);
  });
  it("stands deep nesting and endings that never come", () => {
    for (const bomb of ["<a>".repeat(20000), "<!--".repeat(15000), "<![CDATA[ ".repeat(6000), "<!DOCTYPE a [" + "x<".repeat(20000), "<a b='".repeat(9000)]) {
      expect(layers("text/xml", bomb).stack).toBe("http:xml");
    }
  });
});

describe("urlencoded-form", () => {
  it("undoes escapes", () => {
    expect(lines("application/x-www-form-urlencoded", "a=1&b=x+y%21&=e", "urlencoded-form").map((line) => line.trim())).toEqual([
      "urlencoded-form@0+15", 'urlencoded-form.key@0+1="a"', 'urlencoded-form.value@2+1="1"', 'urlencoded-form.key@4+1="b"', 'urlencoded-form.value@6+6="x y!"',
      'urlencoded-form.key@13+0=""', 'urlencoded-form.value@14+1="e"',
    ]);
  });
  it("stops where an escape is none", () => {
    expect(lines("application/x-www-form-urlencoded", "a=%zz&b=1", "urlencoded-form").map((line) => line.trim())).toEqual(["urlencoded-form@0+9", 'urlencoded-form.key@0+1="a"']);
  });
});

describe("mime_multipart", () => {
  it("shows parts with their headers and gives them on", () => {
    expect(lines("multipart/form-data; boundary=AaB", PARTS, "mime_multipart")).toEqual([
      `mime_multipart@0+${PARTS.length}`, ' mime_multipart.type@0+0="multipart/form-data"', ' mime_multipart.first_boundary@0+7="--AaB\\r\\n"',
      ' mime_multipart.part@7+49=""', '  mime_multipart.header.content-disposition@7+44="form-data;name=\\"x\\""',
      ' mime_multipart.boundary@56+9="\\r\\n--AaB\\r\\n"', ' mime_multipart.part@65+46=""', '  mime_multipart.header.content-type@65+26="text/plain"',
      ' mime_multipart.last_boundary@111+11="\\r\\n--AaB--\\r\\n"',
    ]);
    expect(layers("multipart/form-data; boundary=AaB", PARTS).stack).toBe("http:mime_multipart:data:data-text-lines");
  });
  it("says when the boundary is missing, and stands parts inside parts", () => {
    expect(lines("multipart/mixed", PARTS, "mime_multipart").map((line) => line.trim())).toEqual(["mime_multipart.no_required_parameter@0+0"]);
    expect(layers("multipart/mixed; boundary=x", "--x\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n".repeat(500)).stack.startsWith("http:mime_multipart")).toBe(true);
  });
});

describe("images and other media", () => {
  it("reads PNG", () => {
    const shown = lines("image/png", PNG, "png").map((line) => line.trim());
    expect(shown.slice(0, 4)).toEqual(["png@0+65", "png.signature@0+8=89504e470d0a1a0a", "png.chunk.len@8+4=13", 'png.chunk.type@12+4="IHDR"']);
    expect(shown).toContain('png.text.string@47+2="Hi"');
    expect(layers("image/png", PNG).info).toBe("HTTP/1.1 200 OK  (PNG)");
  });
  it("reads GIF", () => {
    const shown = lines("image/gif", GIF, "image-gif").map((line) => line.trim());
    expect(shown).toContain("image-gif.global.color_map@13+12=000102030405060708090a0b");
    expect(shown).toContain("image-gif.extension@25+8");
    expect(shown.at(-1)).toBe("image-gif.end@48+1");
  });
  it("recognises images called otherwise, and names the rest", () => {
    expect(layers("image/foo", GIF).stack).toBe("http:image-gif");
    expect(layers("image/png", "no image")).toEqual({ stack: "http:media", protocol: "HTTP", info: "HTTP/1.1 200 OK  (image/png)" });
    expect(lines("foo/bar", "abc", "media")).toEqual(["media@0+3", " media.type@0+3=616263"]);
    expect(layers("text/html", `<?xml version="1.0"?>${" ".repeat(18)}`).stack).toBe("http:data-text-lines:xml");
    expect(layers("text/html", `<?xml version="1.0"?>${" ".repeat(17)}`).stack).toBe("http:data-text-lines");
    expect(layers("text/csv", "a,b").stack).toBe("http:media");
  });
});

describe("damage", () => {
  const vectors: readonly (readonly [string, string])[] = [
    ["application/json", '{"a":[1,{"b":"\\u00e9"}],"c":null}'], ["text/xml", '<?xml version="1.0"?><a x="1"><b>t</b><![CDATA[c]]></a>'],
    ["application/x-www-form-urlencoded", "a=1&b=%41"], ["multipart/mixed; boundary=AaB", PARTS], ["image/png", PNG], ["image/gif", GIF],
  ];
  for (const [type, body] of vectors) it(`is stood by ${type}`, () => { harden(response(type, body).packet, { flips: 150 }); });
});
