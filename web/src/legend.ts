import { colour, h, sizeCanvas } from "./dom";
import { against, css, DEAD, DEAD_LINE, NOT_FINITE, palette } from "./palette";
import type { Quantity } from "./quantities";
import type { ValueScale } from "./scale";

/** What stands on a map besides values within its scale. */
export type Seen = Set<"above" | "below">;

/** A swatch: its colour, the colour of the lines over it, and what it says. */
interface Key { name: string; fill: string; lines?: string; text: string }

const length = 220;

/** What the colours of a map say that are no colour of its scale; what lies beyond the scale where there is any. */
function keysOf(quantity: Quantity, scale: ValueScale, seen: Seen): Key[] {
  const colours = palette(quantity.palette), end = scale.ends;
  const beyond = (packed: number) => ({ fill: css(packed), lines: css(against(packed)) });
  return [
    ...(seen.has("below") ? [{ name: "below", ...beyond(colours[0]), text: `below ${end.low}` }] : []),
    ...(seen.has("above") ? [{ name: "above", ...beyond(colours[255]), text: `above ${end.high}` }] : []),
    ...(scale.log ? [{ name: "zero", fill: css(DEAD), lines: css(DEAD_LINE), text: "exactly 0" }] : []),
    { name: "not-finite", fill: css(NOT_FINITE), text: "no finite number (NaN, ∞)" },
    { name: "unmeasured", fill: colour("well"), text: "not measured" },
  ];
}

/** The legend of a map, or of several on one scale: the colours with their values, what they mean, and what is no colour of the scale. */
export function legend(quantity: Quantity, scale: ValueScale, seen: Seen): HTMLElement[] {
  const bar = h("canvas", { "aria-hidden": "true" });
  paintScale(sizeCanvas(bar, length, 10), 0, 0, quantity, 10);
  const swatch = ({ name, fill, lines, text }: Key) => {
    const mark = h("i", { class: "swatch", "aria-hidden": "true" });
    mark.style.background = lines ? `repeating-linear-gradient(90deg, ${lines} 0 2px, ${fill} 2px 6px)` : fill;
    return h("span", { class: "key", "data-key": name }, mark, text);
  };
  return [
    h("div", { class: "map-scale" }, bar, h("div", { class: "map-ticks" }, ...scale.ticks(5).map(tick => {
      const label = h("span", {}, tick.text);
      label.style.left = `${tick.place * 100}%`;
      return label;
    }))),
    h("span", { class: "note" }, quantity.meaning),
    h("div", { class: "map-keys" }, ...keysOf(quantity, scale, seen).map(swatch)),
  ];
}

/** How high a painted legend is. */
export const legendHeight = 74;

/** The same on a picture to take along. */
export function paintLegend(context: CanvasRenderingContext2D, left: number, top: number, quantity: Quantity, scale: ValueScale,
  seen: Seen): void {
  paintScale(context, left, top, quantity, 9);
  context.font = "11px system-ui, sans-serif";
  context.fillStyle = colour("ink-2");
  context.textAlign = "center";
  context.textBaseline = "alphabetic";
  for (const tick of scale.ticks(5)) context.fillText(tick.text, left + tick.place * length, top + 22);
  context.textAlign = "left";
  const end = context.canvas.width / context.getTransform().a - 16;
  let x = left;
  for (const { fill, lines, text } of keysOf(quantity, scale, seen)) {
    const width = context.measureText(text).width + 31;
    if (x > left && x + width - 16 > end) [x, top] = [left, top + 16];
    context.fillStyle = fill;
    context.fillRect(x, top + 34, 10, 10);
    context.fillStyle = lines ?? fill;
    for (const at of [0, 6]) context.fillRect(x + at, top + 34, 2, 10);
    context.strokeStyle = colour("edge");
    context.lineWidth = 1;
    context.strokeRect(x + 0.5, top + 34.5, 9, 9);
    context.fillStyle = colour("ink-2");
    context.fillText(text, x + 15, top + 43);
    x += width;
  }
}

function paintScale(context: CanvasRenderingContext2D, left: number, top: number, quantity: Quantity, height: number): void {
  const colours = palette(quantity.palette);
  for (let x = 0; x < length; x++) {
    context.fillStyle = css(colours[Math.round((x / (length - 1)) * 255)]);
    context.fillRect(left + x, top, 1.5, height);
  }
}
