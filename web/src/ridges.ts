import { svg } from "./dom";
import { exponent, percent } from "./format";
import { beyond, count, highest, type Spread } from "./histograms";
import { inPieces } from "./paper";
import { shortened } from "./shorten";

/** A histogram of a picture of many. */
export interface Ridge {
  label: string;
  spread: Spread | null;
  /** How strongly it is filled, from 0 to 1. */
  weight: number;
  selected: boolean;
  title: string;
  pick(): void;
}

const top = 52, bottom = 8, gap = 18;

/**
 * Histograms above one another: entries below 0 on the left, those that are 0 in the middle, those above 0 on the right, sizes on a
 * logarithmic axis. All have one scale, so that heights compare.
 */
export function drawRidges(label: string, ridges: Ridge[], [low, high]: [number, number], width: number):
  { picture: SVGSVGElement; pieces(): SVGSVGElement[] } {
  const narrow = width < 460, most = narrow ? 12 : 20, longest = Math.max(...ridges.map(ridge => Math.min(most, ridge.label.length)));
  const over = ridges.some(ridge => ridge.spread && beyond(ridge.spread) > 0);
  const left = 16 + longest * 6.4, right = (narrow ? 56 : 74) + (over ? 22 : 0);
  const spacing = Math.max(13, Math.min(30, 620 / ridges.length)), height = top + spacing * (ridges.length + 0.6) + bottom;
  const middle = left + (width - left - right) / 2, half = (width - left - right - gap) / 2, bin = half / (high - low + 1);
  const shares = ridges.map(ridge => (ridge.spread ? sharesOf(ridge.spread, low, high) : null));
  const labels = shortened(ridges.map(ridge => ridge.label), text => text.length <= most);
  const peak = Math.max(1e-9, ...shares.flatMap(each => (each ? [...each.negative, ...each.positive] : [])));
  const rise = spacing * 1.5;
  const picture = svg("svg", { class: "ridges", width, height, viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label });
  // Powers of ten, as far apart as their names need.
  const stride = Math.max(1, Math.ceil(38 / (bin * Math.log2(10))));
  for (let power = Math.ceil(low / Math.log2(10)); power <= (high + 1) / Math.log2(10); power++) {
    if (power % stride) continue;
    const away = gap / 2 + (power * Math.log2(10) - low) * bin;
    for (const sign of [-1, 1]) {
      const x = middle + sign * away;
      picture.append(svg("line", { class: "ridge-grid", x1: x, x2: x, y1: 20, y2: height - bottom }),
        // Beside the 0 in the middle there is no room for another number.
        away < 30 ? "" : svg("text", { class: "ridge-tick", x, y: 14, "text-anchor": "middle" },
          `${sign < 0 ? "−" : ""}${exponent(power)}`));
    }
  }
  picture.append(svg("text", { class: "ridge-tick", x: middle, y: 14, "text-anchor": "middle" }, "0"));
  if (high >= highest) {
    // The outermost bins are open.
    for (const sign of [-1, 1]) {
      picture.append(svg("text", { class: "ridge-broken", x: middle + sign * (gap / 2 + half), y: 30, "text-anchor": sign < 0 ? "start"
        : "end" }, sign < 0 ? "◂ and beyond" : "and beyond ▸"));
    }
  }
  ridges.forEach((ridge, i) => {
    const floor = top + spacing * (i + 1), share = shares[i];
    const group = svg("g", { class: `ridge${ridge.selected ? " selected" : ""}`, onclick: () => ridge.pick() },
      svg("title", {}, ridge.title),
      svg("rect", { class: "ridge-hit", x: 0, y: floor - spacing * 0.85, width, height: spacing }),
      svg("line", { class: "ridge-floor", x1: left, x2: width - right, y1: floor, y2: floor }));
    if (share) {
      const y = (part: number) => (floor - (part / peak) * rise).toFixed(1);
      const side = (parts: number[], sign: number) => {
        const points = parts.map((part, at) => `${(middle + sign * (gap / 2 + (at + 0.5) * bin)).toFixed(1)} ${y(part)}`);
        const end = (away: number) => `${(middle + sign * away).toFixed(1)} ${floor}`;
        return `M${end(gap / 2)}L${points.join("L")}L${end(gap / 2 + half)}Z`;
      };
      const area = side(share.negative, -1) + side(share.positive, 1);
      group.append(svg("path", { class: "ridge-area", d: area, "fill-opacity": ridge.weight }));
      if (share.zero > 0) {
        const tall = Math.min(spacing * 0.85, (share.zero / peak) * rise);
        group.append(svg("rect", { class: "ridge-zero", x: middle - 3, y: floor - tall, width: 6, height: tall }));
      }
      const said = share.other > 0 ? `${percent(share.other)} no number` : share.beyond > 0 ? `${percent(share.beyond)} beyond`
        : share.zero >= 0.005 ? `0: ${percent(share.zero)}` : "";
      const look = share.other > 0 || share.beyond > 0 ? "ridge-broken" : "ridge-note";
      group.append(svg("text", { class: look, x: width - 2, y: floor - 1, "text-anchor": "end" }, said));
    } else {
      group.append(svg("text", { class: "ridge-note", x: middle, y: floor - 2, "text-anchor": "middle" }, "not measured"));
    }
    group.append(svg("text", { class: "ridge-label", x: left - 8, y: floor - 1, "text-anchor": "end" }, labels[i]));
    picture.append(group);
  });
  return { picture, pieces: () => inPieces(picture, top + spacing * 0.15, spacing, ridges.length) };
}

/** Shares by size, the smallest first; what is smaller than the picture's range counts in its lowest bin. */
function sharesOf(spread: Spread, low: number, high: number):
  { zero: number; other: number; beyond: number; positive: number[]; negative: number[] } {
  const all = count(spread) || 1, positive = new Array<number>(high - low + 1).fill(0), negative = positive.slice();
  spread.positive.forEach((some, i) => {
    const at = Math.max(0, Math.min(high - low, spread.first + i - low));
    positive[at] += some / all;
    negative[at] += spread.negative[i] / all;
  });
  return { zero: spread.zero / all, other: spread.other / all, beyond: beyond(spread) / all, positive, negative };
}
