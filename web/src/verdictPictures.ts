import { h } from "./dom";
import { showFinding } from "./findings";
import { isTall } from "./paper";
import { drawPlate } from "./plate";
import { quantityOf } from "./quantities";
import type { Run } from "./run";
import { scaleOf } from "./scale";
import { goTo } from "./section";
import type { Store } from "./view";

/** Small maps beside the verdict: what its first finding is about, and what it rests on. Each leads to the map itself. */
export function verdictPictures(run: Run, store: Store): { element: HTMLElement; draw(): Promise<void> } | null {
  const first = run.document.findings.find(finding => finding.severity !== "information");
  const names = (first?.pictures ?? []).filter(name => run.quantities.includes(name)).slice(0, 2);
  if (!first || names.length === 0 || run.steps.length === 0) return null;
  const plates = names.map(name => {
    const quantity = quantityOf(name), canvas = h("canvas", { "aria-hidden": "true" }), scale = h("span", { class: "note" });
    const element = h("button", { type: "button", class: "plate", title: quantity.meaning, "data-quantity": name, onclick: () => {
      showFinding(first, run, store, name);
      goTo("flow");
    } }, h("span", { class: "plate-name" }, quantity.label), h("span", { class: "plate-box" }, canvas), scale);
    return { quantity, canvas, scale, element };
  });

  async function draw(): Promise<void> {
    for (const { quantity, canvas, scale } of plates) {
      const matrix = await run.matrix(quantity.name);
      if (!matrix) continue;
      const one = scaleOf(quantity, matrix), rows = run.layers.length;
      drawPlate(canvas, matrix, quantity, one, isTall(rows) ? 120 : Math.max(60, Math.min(110, rows * 12)), new Set());
      scale.textContent = `${one.ends.low} to ${one.ends.high}, input at the bottom`;
    }
  }

  const element = h("div", { class: "verdict-pictures", role: "group", "aria-label": "What it rests on; each picture leads to its map" },
    ...plates.map(plate => plate.element));
  // It is drawn when its width is known.
  new ResizeObserver(() => void draw()).observe(element);
  return { element, draw };
}
