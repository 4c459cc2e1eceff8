/** Colour maps that colour-blind people can read, as 256 packed RGBA numbers. */

type Stop = [number, number, number];

const amount: Stop[] = [[13, 18, 54], [33, 40, 112], [31, 81, 148], [20, 124, 158], [38, 166, 151], [108, 203, 128], [190, 231, 110],
  [250, 247, 150]];
const diverging: Stop[] = [[23, 60, 122], [49, 108, 176], [117, 163, 209], [190, 211, 229], [240, 240, 236], [246, 204, 160],
  [233, 149, 84], [200, 90, 33], [125, 45, 12]];
const share: Stop[] = [[236, 240, 243], [250, 221, 168], [245, 173, 97], [222, 106, 60], [161, 44, 58], [84, 16, 54]];
const stops = { amount, diverging, share };

export type PaletteName = keyof typeof stops;

export const pack = (r: number, g: number, b: number, a = 255): number => ((a << 24) | (b << 16) | (g << 8) | r) >>> 0;

const made = new Map<PaletteName, Uint32Array>();

export function palette(name: PaletteName): Uint32Array {
  let table = made.get(name);
  if (!table) {
    table = new Uint32Array(256);
    const from = stops[name];
    for (let i = 0; i < 256; i++) {
      const at = (i / 255) * (from.length - 1), low = Math.min(from.length - 2, Math.floor(at)), part = at - low;
      const mix = (channel: number) => Math.round(from[low][channel] + (from[low + 1][channel] - from[low][channel]) * part);
      table[i] = pack(mix(0), mix(1), mix(2));
    }
    made.set(name, table);
  }
  return table;
}

export const css = (packed: number): string => `rgb(${packed & 255} ${(packed >> 8) & 255} ${(packed >> 16) & 255})`;

/** Not finite: magenta, in no map. */
export const NOT_FINITE = pack(214, 0, 140);
/** Lines over the colour at an end of a scale, where values lie beyond it: half way to black over a light one, to white over a dark one. */
export function against(packed: number): number {
  const [r, g, b] = [packed & 255, (packed >> 8) & 255, (packed >> 16) & 255], to = 0.3 * r + 0.59 * g + 0.11 * b > 128 ? 16 : 255;
  const half = (channel: number) => Math.round(channel + (to - channel) * 0.55);
  return pack(half(r), half(g), half(b));
}
/** Exactly nothing where an amount is expected: dead. */
export const DEAD = pack(150, 152, 156);
export const DEAD_LINE = pack(108, 110, 116);

/** Colours of curves, in order; told apart by colour-blind people (after Okabe and Ito). */
export const lines = ["line-1", "line-2", "line-3", "line-4", "line-5", "line-6"];
