import { colour, h } from "./dom";

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
