import { colour } from "./dom";
import { ticks } from "./format";
import { distinct, logLabels, logTicks } from "./logTicks";
import { StepScale } from "./steps";
import type { Course } from "./course";
import type { Run } from "./run";
import type { CurveSeries } from "./series";
import type { View } from "./view";

/** Text as it stands in markup. */
export const escape = (text: string): string => text.replace(/[&<>"']/g, each => `&#${each.charCodeAt(0)};`);

/** Curves as a picture of vectors, for print and slides. */
export function drawCurves(title: string, series: CurveSeries[], log: boolean, view: View, bands: [number, number, string][],
    course: (run?: Run) => Course): string {
  const width = 720, height = 360, left = 64, top = 40, right = 16, bottom = 56;
  const on = (value: number) => (log ? Math.log10(value) : value);
  const usable = series.map(each => each.steps.map((step, i) => [course(each.run).at(step), each.values[i] ?? NaN] as const)
    .filter(([, value]) => Number.isFinite(value) && (!log || value > 0)));
  const all = usable.flat();
  // Places are of what the axis counts; what is zoomed to is told in steps.
  const first = all.reduce((a, [place]) => Math.min(a, place), Infinity), last = all.reduce((a, [place]) => Math.max(a, place), -Infinity);
  const zoom = view.zoom && (view.zoom.map(step => course().at(step)) as [number, number]);
  const x = new StepScale(all.length ? [first, last] : [1, 2], view.axis, zoom, left, width - left - right, course().reached);
  let low = all.reduce((a, [, value]) => Math.min(a, on(value)), Infinity), high = all.reduce((a, [, value]) => Math.max(a, on(value)),
    -Infinity);
  if (!Number.isFinite(low)) [low, high] = [0, 1];
  if (high === low) high = low + 1;
  const y = (value: number) => top + (1 - (on(value) - low) / (high - low)) * (height - top - bottom);
  const parts = [`<rect width="${width}" height="${height}" fill="${escape(colour("card"))}"/>`,
    `<text x="${left}" y="24" font-size="15" font-weight="600" fill="${escape(colour("ink"))}">${escape(course().titled(title))}</text>`];
  for (const [from, to, fill] of bands) {
    const upper = Math.max(top, y(to)), lower = Math.min(height - bottom, y(from));
    if (lower > upper)
      parts.push(`<rect x="${left}" y="${upper.toFixed(1)}" width="${width - left - right}" height="${(lower - upper).toFixed(1)}" `
        + `fill="${escape(colour(fill))}"/>`);
  }
  const ink = escape(colour("ink-2")), grid = escape(colour("grid"));
  const at = log ? logTicks(10 ** low, 10 ** high) : ticks(low, high, 6), said = log ? logLabels(at) : distinct(at);
  at.forEach((value, i) => {
    const place = y(value).toFixed(1);
    parts.push(`<line x1="${left}" x2="${width - right}" y1="${place}" y2="${place}" stroke="${grid}"/>`
        + `<text x="${left - 8}" y="${place}" dy="4" text-anchor="end" font-size="11" fill="${ink}">`
        + `${said[i]}</text>`);
  });
  for (const tick of x.ticks()) parts.push(`<text x="${tick.x.toFixed(1)}" y="${height - bottom + 18}" text-anchor="middle" `
      + `font-size="11" fill="${ink}">${tick.text}</text>`);
  series.forEach((each, i) => {
    const stroke = escape(colour(each.colour)), inside = usable[i].filter(([place]) => place >= x.from && place <= x.to);
    parts.push(`<polyline fill="none" stroke="${stroke}" stroke-width="1.6" opacity="${each.label.endsWith("(raw)") ? 0.4 : 1}" `
        + `points="${inside.map(([place, value]) => `${x.toX(place).toFixed(1)},${y(value).toFixed(1)}`).join(" ")}"/>`);
    // One value makes no line.
    if (inside.length === 1)
      parts.push(`<circle cx="${x.toX(inside[0][0]).toFixed(1)}" cy="${y(inside[0][1]).toFixed(1)}" r="2.5" fill="${stroke}"/>`);
    parts.push(`<circle cx="${left + 6 + i * 160}" cy="${height - 16}" r="4" fill="${stroke}"/>`
        + `<text x="${left + 15 + i * 160}" y="${height - 12}" font-size="11" fill="${ink}">${escape(each.label)}</text>`);
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" `
      + `font-family="system-ui, sans-serif">${parts.join("")}</svg>\n`;
}
