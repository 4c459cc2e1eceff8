import { colour } from "./dom";
import { folded, leading } from "./folded";
import { count, number } from "./format";
import { healthOf } from "./health";
import type { Run } from "./run";
import { height as tall, sparkPaths } from "./spark";
import { StepScale } from "./steps";
import { escape } from "./vector";
import type { View } from "./view";

const most = 400, wide = 300, row = tall + 6, head = 62;

/** Where the columns of the picture begin. */
const at = { name: 16, sparks: [250, 640], values: [560, 950], health: 1040 }, width = 1240;

/** The small curves of layers as a picture of vectors: those that are shown, in their order, with their values at the cursor. */
export function drawSmallMultiples(run: Run, view: View, layers: number[], names: readonly string[], titles: string[],
  limits: (name: string) => [number, number]): string {
  const shown = layers.slice(0, most), column = run.column(view.step), ink = escape(colour("ink")), soft = escape(colour("ink-2"));
  const axis = new StepScale(run.extent, view.axis, view.zoom, 0, wide, run.course(view.unit));
  const rows = shown.map(layer => {
    const { path, kind } = run.layers[layer], health = healthOf(run, layer, column);
    const label = folded(`${layer + 1}${path === String(layer + 1) ? "" : ` ${path}`} ${kind}`, at.sparks[0] - at.name - 12);
    const said = folded(health.text, width - at.health - 20);
    return { label, said, level: health.level, high: Math.max(row, 6 + leading * Math.max(label.length, said.length)) };
  });
  const height = head + rows.reduce((sum, each) => sum + each.high, 0) + 16;
  const text = (x: number, y: number, said: string, more = "") => `<text x="${x}" y="${y}" font-size="12" fill="${ink}" ${more}>`
    + `${escape(said)}</text>`;
  const lines = (x: number, middle: number, all: string[]) =>
    all.map((line, i) => text(x, middle + leading * (i - (all.length - 1) / 2), line)).join("");
  const left = layers.length > most ? `, the first ${most} of ${count(layers.length)} layers` : "";
  const parts = [`<rect width="${width}" height="${height}" fill="${escape(colour("card"))}"/>`,
    text(at.name, 24, `${run.document.name}: layer by layer${left}, values at step ${count(run.steps[column] ?? 0)}`,
      'font-size="15" font-weight="600"').replace('font-size="12" ', ""),
    ...titles.map((title, i) => text(at.sparks[i], 50, title).replace(ink, soft))];
  let below = head;
  shown.forEach((layer, i) => {
    const { label, said, level, high } = rows[i], upper = below + (high - row) / 2, middle = upper + tall / 2 + 4;
    below += high;
    parts.push(lines(at.name, middle, label));
    names.forEach((name, k) => {
      const matrix = run.now(name), value = run.value(name, layer, column);
      if (!matrix) return;
      const { line, broken, band } = sparkPaths(run, matrix, layer, name, axis, wide, limits(name));
      parts.push(`<g transform="translate(${at.sparks[k]} ${upper})">`
        + (band ? `<rect y="${band.y.toFixed(1)}" width="${wide}" height="${band.height.toFixed(1)}" `
          + `fill="${escape(colour("band-good"))}"/>` : "")
        + `<path d="${line}" fill="none" stroke="${escape(colour("line-1"))}" stroke-width="1.3"/>`
        + `<path d="${broken}" stroke="#d6008c" stroke-width="2"/></g>`,
        text(at.values[k], middle, value === undefined ? "–" : number(value, matrix.approximate ? 2 : 3)));
    });
    parts.push(`<circle cx="${at.health}" cy="${middle - 4}" r="4" fill="${escape(colour(level))}"/>`,
      lines(at.health + 10, middle, said));
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" `
    + `font-family="system-ui, sans-serif">${parts.join("")}</svg>\n`;
}
