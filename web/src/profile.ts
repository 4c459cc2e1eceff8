import { isMissing, type Matrix } from "./columns";
import { colour } from "./dom";
import type { ValueScale } from "./scale";

/** A quantity through the depth of the network at one step, beside the map and on its rows. */
export function drawProfile(
  context: CanvasRenderingContext2D, box: { left: number; top: number; width: number; height: number }, matrix: Matrix, column: number,
    scale: ValueScale, title: string,
): void {
  const { left, top, width, height } = box, rows = matrix.rows;
  context.fillStyle = colour("grid");
  for (const tick of scale.ticks(4)) context.fillRect(left + tick.place * width, top, 1, height);
  context.font = "10px system-ui, sans-serif";
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillStyle = colour("ink-2");
  let end = -Infinity;
  for (const tick of scale.ticks(width < 150 ? 2 : 3)) {
    const half = context.measureText(tick.text).width / 2, place = Math.min(Math.max(tick.place * width, half), width + 12 - half);
    if (place - half < end + 4) continue;
    context.fillText(tick.text, left + place, top + height + 14);
    end = place + half;
  }
  context.fillText(title, left + width / 2, 10);
  context.strokeStyle = context.fillStyle = colour("accent");
  context.lineWidth = 1.5;
  context.beginPath();
  const dots: [number, number][] = [];
  let lifted = true;
  for (let layer = 0; layer < rows; layer++) {
    const value = matrix.at(layer, column);
    if (isMissing(value) || !Number.isFinite(value) || (scale.log && value <= 0)) {
      lifted = true;
      continue;
    }
    const x = left + Math.max(0, Math.min(1, scale.place(value))) * width, y = top + (rows - layer - 0.5) * (height / rows);
    dots.push([x, y]);
    if (lifted) context.moveTo(x, y);
    else context.lineTo(x, y);
    lifted = false;
  }
  context.stroke();
  if (height / rows < 7) return;
  for (const [x, y] of dots) {
    context.beginPath();
    context.arc(x, y, 3, 0, 7);
    context.fill();
  }
}
