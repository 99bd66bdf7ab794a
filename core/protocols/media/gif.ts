/** GIF images: screen, colour tables, blocks (GIF89a specification, §17–§27). */
import { attach, dissector, heuristic } from "../../dissect/tables";
import type { Dissection } from "../../dissect/dissection";
import type { Field } from "../../fields/field";
import { bytes, heading, protocol, string, u16, u8 } from "../../fields/declare";
import { values as table } from "../../fields/values";

const yesNo = table({ 0: "False", 1: "True" });
const le = { littleEndian: true } as const;

const gif = protocol("image-gif", "Compuserve GIF", {
  "version": string("Version"),
  "screen.width": u16("Screen width", le),
  "screen.height": u16("Screen height", le),
  "global.color_map.present": u8("Global color map is present", { mask: 0x80, values: yesNo }),
  "global.color_bpp": u8("Bits per color minus 1", { mask: 0x70 }),
  "global.color_map.ordered": u8("Global color map is ordered", { mask: 0x08, values: yesNo }),
  "global.bpp": u8("Image bits per pixel minus 1", { mask: 0x07 }),
  "image_background_index": u8("Background color index"),
  "global.pixel_aspect_ratio": u8("Global pixel aspect ratio"),
  "global.color_map": bytes("Global color map"),
  "image.left": u16("Image left position", le),
  "image.top": u16("Image top position", le),
  "image.width": u16("Image width", le),
  "image.height": u16("Image height", le),
  "local.color_map.present": u8("Local color map is present", { mask: 0x80, values: yesNo }),
  "local.color_bpp": u8("Bits per color minus 1", { mask: 0x70 }),
  "local.color_map.ordered": u8("Local color map is ordered", { mask: 0x08, values: yesNo }),
  "local.color_map": bytes("Local color map"),
  "extension": heading("Extension"),
  "extension.label": u8("Extension label", { display: "hex", values: table({ 0x01: "Plain Text", 0xf9: "Graphics Control", 0xfe: "Comment", 0xff: "Application" }) }),
  "image": heading("Image"),
  "image.code_size": u8("LZW minimum code size"),
  "end": heading("Trailer (End of the GIF stream)"),
  "data_block": bytes("Data block", { help: "Up to 255 bytes of an image's or extension's data; an empty one ends it." }),
}, { short: "image-gif", help: "An image of up to 256 colours, perhaps moving." });

const { f } = gif;
/** No image is shorter. */
const MIN_LENGTH = 20;
const EXTENSION = 0x21, IMAGE = 0x2c, TRAILER = 0x3b;

const reader = dissector(gif, (d) => {
  const version = d.end - d.start < MIN_LENGTH ? "" : d.text(d.start, 6, "latin-1");
  if (version !== "GIF87a" && version !== "GIF89a") return false;
  const isNew = version === "GIF89a";
  d.appendInfo(` (${version})`);
  d.begin(gif, d.end - d.start, `Compuserve GIF, Version: ${version}`);
  d.read(f.version, 6);
  d.read(f["screen.width"]);
  d.read(f["screen.height"]);
  const size = settings(d, "Global", isNew, f["global.color_map.present"], f["global.color_bpp"], f["global.color_map.ordered"], f["global.bpp"]);
  d.read(f.image_background_index);
  // 0 says that nothing is said of it
  if (d.u8(d.pos) !== 0) d.read(f["global.pixel_aspect_ratio"]); else d.pos++;
  if (size > 0) d.read(f["global.color_map"], size);
  while (d.pos < d.end) {
    const kind = d.u8(d.pos);
    if (kind === EXTENSION) extension(d);
    else if (kind === IMAGE) image(d, isNew);
    else {
      if (kind === TRAILER) d.put(f.end, d.pos, 1);
      return;
    }
  }
});
attach(reader, "media_type", "image/gif");
heuristic(reader, "http");

/** The packed byte that says whether a colour table follows (§18, §20); gives the table's length in bytes. */
function settings(d: Dissection, what: string, isNew: boolean, present: Field<number>, depth: Field<number>, ordered: Field<number>, pixel: Field<number>): number {
  const packed = d.u8(d.pos), hasTable = (packed & 0x80) !== 0, bits = 1 + (packed & 7);
  d.openText(d.pos, 1, `${what} settings:${hasTable ? ` (${what} color table present)` : ""} (${1 + ((packed >> 4) & 7)} bit per color) (${bits} bit per pixel)`);
  d.item(present, d.pos);
  d.item(depth, d.pos);
  if (isNew) d.item(ordered, d.pos);
  d.item(pixel, d.pos);
  d.close();
  d.pos++;
  return hasTable ? 3 * 2 ** bits : 0;
}

/** §23–§26 */
function extension(d: Dissection): void {
  const start = d.pos;
  const node = d.open(f.extension, start, d.end - start);
  d.pos++;
  const label = d.read(f["extension.label"]);
  if (d.drawing) d.setLabel(node, `Extension: ${f["extension.label"].values?.name(label) ?? "<Warning: Unknown extension>"}`);
  dataBlocks(d);
  d.setLength(node, d.pos - start);
  d.close();
}

/** §20–§22 */
function image(d: Dissection, isNew: boolean): void {
  const start = d.pos, node = d.open(f.image, start, d.end - start);
  d.pos++;
  d.read(f["image.left"]);
  d.read(f["image.top"]);
  d.read(f["image.width"]);
  d.read(f["image.height"]);
  const size = settings(d, "Local", isNew, f["local.color_map.present"], f["local.color_bpp"], f["local.color_map.ordered"], f["global.bpp"]);
  if (size > 0) d.read(f["local.color_map"], size);
  d.read(f["image.code_size"]);
  dataBlocks(d);
  d.setLength(node, d.pos - start);
  d.close();
}

/** §15: blocks with a length byte before each, up to an empty one. */
function dataBlocks(d: Dissection): void {
  for (;;) {
    const length = d.u8(d.pos);
    d.put(f.data_block, d.pos, 1 + length, d.slice(d.pos + 1, length));
    d.pos += 1 + length;
    if (length === 0) return;
  }
}
