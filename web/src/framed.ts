import { colour, h } from "./dom";
import { folded, leading } from "./folded";
import { legendHeight, paintLegend, type Seen } from "./legend";
import type { Quantity } from "./quantities";
import type { ValueScale } from "./scale";

/** A picture to take along: its title and its key above it, on the ground of the page. */
export function framed(title: string, keys: { text: string; fill?: string }[], parts: { canvas: HTMLCanvasElement; left: number }[],
    below = 0, finish?: (context: CanvasRenderingContext2D, top: number) => void): HTMLCanvasElement {
  const ratio = devicePixelRatio || 1, head = 52, margin = 12;
  const width = Math.max(...parts.map(part => part.canvas.width / ratio + part.left)) + 2 * margin,
    height = Math.max(...parts.map(part => part.canvas.height / ratio)) + head + below + margin;
  const picture = h("canvas", { width: Math.round(width * ratio), height: Math.round(height * ratio) }),
    context = picture.getContext("2d")!;
  context.scale(ratio, ratio);
  context.fillStyle = colour("card");
  context.fillRect(0, 0, width, height);
  context.fillStyle = colour("ink");
  context.font = "600 15px system-ui, sans-serif";
  context.fillText(title, margin + 4, 24);
  context.font = "12px system-ui, sans-serif";
  let left = margin + 4;
  for (const { text, fill } of keys) {
    if (fill) {
      context.fillStyle = fill;
      context.fillRect(left, 36, 9, 9);
      left += 14;
    }
    context.fillStyle = colour("ink-2");
    context.fillText(text, left, 45);
    left += context.measureText(text).width + 18;
  }
  for (const part of parts) context.drawImage(part.canvas, part.left + margin, head, part.canvas.width / ratio, part.canvas.height / ratio);
  finish?.(context, height - below - margin + 4);
  return picture;
}

/** Small maps of a quantity beside and below each other, each under its name, with the scale that they share. */
export function framedPlates(title: string, quantity: Quantity, scale: ValueScale | null, seen: Seen,
  plates: { name: string; canvas: HTMLCanvasElement }[]): HTMLCanvasElement {
  const ratio = devicePixelRatio || 1, shown = plates.filter(plate => plate.canvas.width > 1), gap = 16;
  const columns = Math.max(1, Math.ceil(Math.sqrt(shown.length))), rows = Math.ceil(shown.length / columns);
  const wide = Math.max(1, ...shown.map(plate => plate.canvas.width / ratio)) + gap;
  const names = shown.map(plate => folded(plate.name, wide - gap - 4));
  const name = 8 + leading * Math.max(1, ...names.map(lines => lines.length));
  const high = Math.max(1, ...shown.map(plate => plate.canvas.height / ratio)) + name + gap;
  const grid = h("canvas", { width: Math.round(wide * columns * ratio), height: Math.round(high * rows * ratio) });
  const context = grid.getContext("2d")!;
  context.scale(ratio, ratio);
  context.fillStyle = colour("card");
  context.fillRect(0, 0, wide * columns, high * rows);
  context.fillStyle = colour("ink");
  context.font = "12px system-ui, sans-serif";
  shown.forEach((plate, i) => {
    const left = (i % columns) * wide + 4, top = Math.floor(i / columns) * high;
    // A name of fewer lines stands on its picture as the others do.
    names[i].forEach((line, k) => context.fillText(line, left, top + name - 8 - leading * (names[i].length - 1 - k)));
    context.drawImage(plate.canvas, left, top + name, plate.canvas.width / ratio, plate.canvas.height / ratio);
  });
  return framed(title, [{ text: quantity.meaning }], [{ canvas: grid, left: 0 }], scale ? legendHeight : 0,
    (context, top) => scale && paintLegend(context, 16, top, quantity, scale, seen));
}
