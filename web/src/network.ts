import { h } from "./dom";
import { figure } from "./figure";
import { grades, healthOf } from "./health";
import { drawNetwork, type NetworkBar, networkHeight } from "./networkPicture";
import { isTall } from "./paper";
import type { Run } from "./run";
import { whenSeen } from "./seen";
import { vectorOf } from "./styled";
import { onTheme } from "./theme";
import type { Store } from "./view";

/** The network as a picture, each layer coloured by how well it does at the cursor. */
export function networkSection(run: Run, store: Store): HTMLElement {
  const box = h("div", { class: "network-box", style: `min-height: ${networkHeight(run)}px` });
  let seen = false, width = 0, bars: NetworkBar[] = [], drawn: ReturnType<typeof drawNetwork> | null = null;

  function draw(): void {
    // Asking for a width makes the browser lay out the page: not before it is seen.
    if (seen && box.clientWidth >= 60 && box.clientWidth !== width) {
      width = box.clientWidth;
      drawn = drawNetwork(run, width, layer => store.set({ layer: store.view.layer === layer ? null : layer }));
      bars = drawn.bars;
    }

    paint();
    if (!drawn) return;
    if (document.documentElement.classList.contains("printing")) box.replaceChildren(...drawn.pieces());
    else if (box.firstElementChild !== drawn.picture) box.replaceChildren(drawn.picture);
  }

  function paint(): void {
    if (!seen || !drawn) return;
    const column = run.column(store.view.step);
    let ill = 0, outstanding = 0;
    bars.forEach(({ bar, group, title }, layer) => {
      const health = healthOf(run, layer, column);
      if (health.grade > 1) ill++;
      else if (health.grade > 0) outstanding++;
      bar.setAttribute("class", `bar ${health.level}${health.dead ? " dead" : ""}`);
      group.classList.toggle("selected", store.view.layer === layer);
      const text = `layer ${layer + 1}, ${run.layers[layer].path}: ${health.text}`;
      if (title.textContent !== text) title.textContent = text;
    });
    drawn.picture.setAttribute("aria-label", describe(ill, outstanding));
  }

  const describe = (ill: number, outstanding: number) => `The network of ${run.layers.length} layers, coloured by health; `
    + `findings warn of ${ill}, and ${outstanding} stand out at the cursor without a finding`;
  new ResizeObserver(draw).observe(box);
  whenSeen(box, now => {
    seen = now;
    draw();
  });
  store.on((_, changed) => {
    if (changed.has("step") || changed.has("layer")) paint();
  });
  onTheme(() => {
    seen ||= document.documentElement.classList.contains("printing");
    draw();
  });

  const key = h("div", { class: "legend" }, ...[...grades, "not measured at the cursor"].map((text, level) =>
    h("span", { class: "key" }, h("i", { class: `level-${level < grades.length ? level : "unknown"}`, "aria-hidden": "true" }), text)));
  const made = figure({
    name: "network",
    title: "The network, coloured by health",
    note: "The width of a bar is the logarithm of its units. "
      + "Layers that a finding warns of have its colour throughout; what else stands out, at the cursor, no check counts a fault.",
    describe: () => drawn?.picture.getAttribute("aria-label") ?? "",
    vector: () => vectorOf(box, () => {
      seen = true;
      draw();
    }),
    table: () => ({
      columns: ["layer", "path", "kind", "units", "parameters", "bytes", "health"],
      rows: run.layers.map((layer, i) => [i + 1, layer.path, layer.kind, layer.units, layer.parameters, layer.parameters * 4,
        healthOf(run, i, run.column(store.view.step)).text]),
    }),
  }, h("div", {}, key, box));
  // What is taller than a page of paper is parted anyhow, and begins where there is room.
  made.classList.toggle("tall", isTall(run.layers.length));
  return made;
}
