/** Bodies of a media type that has no reader of its own. */
import { attach, dissector } from "../../dissect/tables";
import { mediaTypeOf } from "../../dissect/media-type";
import { bytes, protocol } from "../../fields/declare";

const media = protocol("media", "Media Type", {
  "type": bytes("Media type", { help: "The bytes of a body whose type nothing here reads further." }),
}, { short: "Media", help: "A body of a type that is only named, not read further." });

attach(dissector(media, (d, hint) => {
  const contentType = typeof hint === "string" ? hint : "";
  const length = d.end - d.start;
  d.appendInfo(` (${mediaTypeOf(contentType)})`);
  d.begin(media);
  d.put(media.f.type, d.start, length, d.slice(d.start, length), d.drawing ? `Media type: ${contentType} (${length} byte${length === 1 ? "" : "s"})` : undefined);
}), "fallback", "media");
