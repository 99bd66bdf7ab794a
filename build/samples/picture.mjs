import { execFileSync } from "node:child_process";
import { seeded } from "./random.mjs";

const palettes = {
  dusk: { top: [38, 44, 92], low: [255, 178, 112], disc: [255, 240, 204], far: [196, 128, 122], near: [24, 26, 52], at: [0.62, 0.5], radius: 0.075 },
  moon: { top: [10, 20, 48], low: [74, 120, 150], disc: [246, 246, 228], far: [70, 112, 140], near: [8, 18, 34], at: [0.5, 0.3], radius: 0.15, stars: 130 },
};
const mix = (a, b, t) => a.map((v, i) => v + (b[i] - v) * t);
const smooth = (t) => t * t * (3 - 2 * t);

/** Fractal noise over one dimension: ridges of hills. */
function ridge(random, octaves, roughness) {
  const layers = Array.from({ length: octaves }, (_, o) => ({
    knots: Array.from({ length: 4 * 2 ** o + 2 }, random.unit), amplitude: roughness ** o,
  }));
  const total = layers.reduce((sum, layer) => sum + layer.amplitude, 0);
  return (x) => layers.reduce((sum, { knots, amplitude }) => {
    const at = x * (knots.length - 2);
    const i = Math.floor(at);
    return sum + amplitude * (knots[i] + (knots[i + 1] - knots[i]) * smooth(at - i));
  }, 0) / total;
}

/**
 * Paints hills over a lake and encodes them as a baseline JFIF file with `cjpeg`.
 * @param {{ name: keyof typeof palettes, width: number, height: number, quality: number }} what sizes in pixels
 * @returns {Buffer} the JPEG file
 */
export function landscape({ name, width, height, quality }) {
  const palette = palettes[name];
  const random = seeded(`landscape ${name}`);
  const layers = 5;
  const hills = Array.from({ length: layers }, (_, i) => ({
    shape: ridge(random, 4 + i, 0.46), base: 0.5 + 0.05 * i, height: 0.25 - 0.025 * i,
  }));
  const trees = ridge(random, 8, 0.85);
  const stars = Array.from({ length: palette.stars ?? 0 }, () => [random.unit(), random.unit() * 0.45, random.unit()]);
  const ratio = width / height;
  const shore = 0.74;

  const sky = (x, y) => {
    const away = Math.hypot((x - palette.at[0]) * ratio, y - palette.at[1]);
    let colour = mix(palette.top, palette.low, smooth(Math.min(1, y / 0.62)));
    colour = mix(colour, palette.disc, 0.55 * Math.exp(-away * 6.5));
    for (const [sx, sy, light] of stars) {
      const d = Math.hypot((x - sx) * ratio, y - sy) * height;
      if (d < 1.1) colour = mix(colour, palette.disc, light * (1.1 - d));
    }
    return away < palette.radius ? palette.disc : colour;
  };
  const land = (x, y) => {
    for (let i = layers - 1; i >= 0; i--) {
      const { shape, base, height: tall } = hills[i];
      const leaf = i === layers - 1 ? 0.05 * trees(x) : 0;
      const top = base + 0.11 - tall * shape(x) - leaf;
      if (y < top) continue;
      const depth = i / (layers - 1);
      const mist = Math.min(1, (y - top) * 3.2) * (1 - depth);
      return mix(mix(palette.far, palette.near, depth ** 0.8), palette.low, 0.45 * mist);
    }
    return sky(x, y);
  };
  const scene = (x, y) => {
    if (y < shore) return land(x, y);
    const deep = (y - shore) / (1 - shore);
    const ripple = 0.006 * Math.sin(90 * deep ** 0.6 + 9 * Math.sin(7 * x)) * (0.25 + deep);
    const mirrored = land(Math.min(1, Math.max(0, x + ripple)), shore - (y - shore) * 1.55 - Math.abs(ripple));
    return mix(mirrored, palette.top, 0.22 + 0.3 * deep);
  };

  const header = Buffer.from(`P6\n${width} ${height}\n255\n`, "latin1");
  const pixels = Buffer.alloc(width * height * 3);
  const grid = 3;
  for (let row = 0, at = 0; row < height; row++) {
    for (let column = 0; column < width; column++, at += 3) {
      let sum = [0, 0, 0];
      for (let k = 0; k < grid * grid; k++) {
        const dx = ((k % grid) + 0.5) / grid;
        const dy = (Math.floor(k / grid) + 0.5) / grid;
        sum = scene((column + dx) / width, (row + dy) / height).map((v, i) => v + sum[i]);
      }
      for (let i = 0; i < 3; i++) pixels[at + i] = Math.min(255, Math.round(sum[i] / (grid * grid)));
    }
  }
  return execFileSync("cjpeg", ["-quality", String(quality), "-optimize", "-baseline"], { input: Buffer.concat([header, pixels]) });
}
