/** Where the built program finds what belongs to it: both the command and the desktop's main are two folders deep in it. */
import { fileURLToPath } from "node:url";

const root = new URL("../../", import.meta.url);

export const RENDERER_FOLDER = fileURLToPath(new URL("dist/renderer", root));
export const SAMPLES_FOLDER = fileURLToPath(new URL("resources/samples", root));
