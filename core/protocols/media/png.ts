/** PNG images: a signature and chunks (RFC 2083, W3C PNG §5, §11). */
import type { Dissection } from "../../dissect/dissection";
import { attach, dissector, heuristic } from "../../dissect/tables";
import type { Field } from "../../fields/field";
import { bool, bytes, float, heading, protocol, string, u16, u32, u8 } from "../../fields/declare";
import { values } from "../../fields/values";

const png = protocol("png", "Portable Network Graphics", {
  "signature": bytes("PNG Signature"),
  "chunk.data": heading("Data"),
  "chunk.type": string("Chunk", { help: "Four letters that name the chunk; the case of each says something of it." }),
  "chunk.len": u32("Len"),
  "chunk.crc": u32("CRC", { display: "hex", help: "Check sum of the chunk's type and data." }),
  "chunk.flag.ancillary": bool("Ancillary", { mask: 0x20000000, words: ["This is an ANCILLARY chunk", "This is a CRITICAL chunk"] }),
  "chunk.flag.private": bool("Private", { mask: 0x00200000, words: ["This is a PRIVATE chunk", "This is a PUBLIC chunk"] }),
  "chunk.flag.stc": bool("Safe To Copy", { mask: 0x00000020, words: ["This chunk is SAFE TO COPY", "This chunk is NOT safe to copy"] }),
  "ihdr.width": u32("Width"),
  "ihdr.height": u32("Height"),
  "ihdr.bitdepth": u8("Bit Depth"),
  "ihdr.colour_type": u8("Colour Type", {
    values: values({ 0: "Greyscale", 2: "Truecolour", 3: "Indexed-colour", 4: "Greyscale with alpha", 6: "Truecolour with alpha" }),
  }),
  "ihdr.compression_method": u8("Compression Method", { values: values({ 0: "Deflate" }) }),
  "ihdr.filter_method": u8("Filter Method", { values: values({ 0: "Adaptive" }) }),
  "ihdr.interlace_method": u8("Interlace Method", { values: values({ 0: "No interlace", 1: "Adam7" }) }),
  "srgb.intent": u8("Intent", { values: values({ 0: "Perceptual", 1: "Relative colorimetric", 2: "Saturation", 3: "Absolute colorimetric" }) }),
  "text.keyword": string("Keyword"),
  "text.string": string("String"),
  "time.year": u16("Year"),
  "time.month": u8("Month"),
  "time.day": u8("Day"),
  "time.hour": u8("Hour"),
  "time.minute": u8("Minute"),
  "time.second": u8("Second"),
  "phys.horiz": u32("Horizontal pixels per unit"),
  "phys.vert": u32("Vertical pixels per unit"),
  "phys.unit": u8("Unit", { values: values({ 0: "Unit is unknown", 1: "Unit is METRE" }) }),
  "bkgd.palette_index": u8("Palette Index"),
  "bkgd.greyscale": u16("Greyscale", { display: "hex" }),
  "bkgd.red": u16("Red", { display: "hex" }),
  "bkgd.green": u16("Green", { display: "hex" }),
  "bkgd.blue": u16("Blue", { display: "hex" }),
  "chrm.white.x": float("White X"), "chrm.white.y": float("White Y"),
  "chrm.red.x": float("Red X"), "chrm.red.y": float("Red Y"),
  "chrm.green.x": float("Green X"), "chrm.green.y": float("Green Y"),
  "chrm.blue.x": float("Blue X"), "chrm.blue.y": float("Blue Y"),
  "gama.gamma": float("Gamma"),
}, { help: "An image without loss." });

const { f } = png;
const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** Chunks with their names and, where all of their data is numbers one after the other, the fields of these. */
const CHUNKS: Readonly<Record<string, readonly [name: string, ...fields: Field<number>[]]>> = {
  IHDR: ["Image Header", f["ihdr.width"], f["ihdr.height"], f["ihdr.bitdepth"], f["ihdr.colour_type"], f["ihdr.compression_method"], f["ihdr.filter_method"], f["ihdr.interlace_method"]],
  PLTE: ["Palette"], IDAT: ["Image data chunk"], IEND: ["Image Trailer"],
  tIME: ["Image last-modification time", f["time.year"], f["time.month"], f["time.day"], f["time.hour"], f["time.minute"], f["time.second"]],
  pHYs: ["Physical pixel dimensions", f["phys.horiz"], f["phys.vert"], f["phys.unit"]],
  sRGB: ["Standard RGB colour space", f["srgb.intent"]],
  gAMA: ["Image gamma", f["gama.gamma"]],
  cHRM: ["Primary chromaticities and white point", f["chrm.white.x"], f["chrm.white.y"], f["chrm.red.x"], f["chrm.red.y"],
    f["chrm.green.x"], f["chrm.green.y"], f["chrm.blue.x"], f["chrm.blue.y"]],
  bKGD: ["Background colour"], tEXt: ["Textual data"], iTXt: ["International textual data"],
};

const reader = dissector(png, (d) => {
  if (d.end - d.start < 20 || SIGNATURE.some((byte, i) => d.bytes[d.start + i] !== byte)) return false;
  d.appendInfo(" (PNG)");
  d.begin(png);
  d.read(f.signature, SIGNATURE.length);
  while (d.pos < d.end) chunk(d);
});
attach(reader, "media_type", "image/png");
heuristic(reader, "http");

/** W3C PNG §5.3 */
function chunk(d: Dissection): void {
  const start = d.pos, length = d.u32(start);
  const type = d.text(start + 4, 4, "latin-1");
  const known = CHUNKS[type];
  d.openText(start, Math.min(12 + length, d.end - start), d.drawing ? `${known?.[0] ?? "unknown"} (${type})` : "");
  d.read(f["chunk.len"]);
  d.item(f["chunk.type"], d.pos, 4);
  for (const bit of [f["chunk.flag.ancillary"], f["chunk.flag.private"], f["chunk.flag.stc"]]) d.item(bit, d.pos, 4);
  d.pos += 4;
  const end = d.pos + length;
  d.need(d.pos, length);
  const numbers = known?.slice(1) as readonly Field<number>[] | undefined;
  if (numbers && numbers.length > 0 && numbers.reduce((sum, field) => sum + field.width, 0) <= length) {
    for (const field of numbers) {
      // fractions are given in hundred-thousandths (W3C PNG §11.3.2)
      if (field.type === "float") { d.put(field, d.pos, 4, d.u32(d.pos) / 100_000); d.pos += 4; } else d.read(field);
    }
  } else if (type === "tEXt") text(d, end);
  else if (type === "bKGD" && background(d, length)) d.pos = end;
  else if (length > 0) d.put(f["chunk.data"], d.pos, length);
  d.pos = end;
  d.read(f["chunk.crc"]);
  d.close();
}

/** A keyword and, after a zero byte, text (W3C PNG §11.3.3.2). */
function text(d: Dissection, end: number): void {
  let zero = d.pos;
  while (zero < end && d.bytes[zero] !== 0) zero++;
  d.put(f["text.keyword"], d.pos, zero - d.pos, d.text(d.pos, zero - d.pos, "latin-1"));
  if (zero < end) d.put(f["text.string"], zero + 1, end - zero - 1, d.text(zero + 1, end - zero - 1, "latin-1"));
}

/** Its form hangs on the image's colours, which its length tells (W3C PNG §11.3.4.1). */
function background(d: Dissection, length: number): boolean {
  const fields = length === 1 ? [f["bkgd.palette_index"]] : length === 2 ? [f["bkgd.greyscale"]] : length === 6 ? [f["bkgd.red"], f["bkgd.green"], f["bkgd.blue"]] : [];
  for (const field of fields) d.read(field);
  return fields.length > 0;
}
