import { layerName } from "./document";
import { h, svg } from "./dom";
import { bytes, count } from "./format";
import { figure } from "./figure";
import { healthOf } from "./health";
import { named } from "./layers";
import type { Run } from "./run";
import { whenSeen } from "./seen";
import { styled } from "./styled";
import { onTheme } from "./theme";
import { blocks } from "./tree";
import type { Store } from "./view";

const rowHeight = 26, width = 1120, middle = 400;

/** The network as a picture, the input at the bottom, each layer coloured by how well it does at the cursor. */
export function networkSection(run: Run, store: Store): HTMLElement {
  const rows = run.layers.length, groups = blocks(run.layers), grouped = groups.length > 1 && groups.length < rows;
  const height = rows * rowHeight + 40, widest = Math.max(...run.layers.map(layer => layer.units), 2);
  const picture = svg("svg", { viewBox: `0 0 ${width} ${height}`, class: "network", role: "img",
    "aria-label": `The network of ${rows} layers` });
  const y = (layer: number) => (rows - 1 - layer) * rowHeight + 22;
  const bars = run.layers.map((layer, i) => {
    // Width by the logarithm of units: 1 and 2,048 have room on one page.
    const size = 40 + (Math.log(layer.units + 1) / Math.log(widest + 1)) * 240;
    const bar = svg("rect", { x: middle - size / 2, y: y(i), width: size, height: rowHeight - 7, rx: 5, class: "bar level-0" });
    const group = svg("g", { class: "layer", onclick: () => store.set({ layer: store.view.layer === i ? null : i }) },
      svg("title", {}),
      svg("rect", { x: 0, y: y(i) - 3, width, height: rowHeight, class: "hit" }),
      bar,
      svg("text", { x: middle - 150, y: y(i) + 13, "text-anchor": "end", class: "name" }, layerName(i + 1, layer.path)),
      svg("text", { x: middle, y: y(i) + 13.5, "text-anchor": "middle", class: "kind" }, layer.kind),
      svg("text", { x: middle + 160, y: y(i) + 13, class: "note" }, `${count(layer.units)} units`),
      svg("text", { x: middle + 280, y: y(i) + 13, class: "note" }, layer.shape ? layer.shape.join(" × ") : ""),
      svg("text", { x: width - 110, y: y(i) + 13, "text-anchor": "end", class: "note" }, layer.parameters
        ? `${count(layer.parameters)} parameters` : ""),
      svg("text", { x: width - 8, y: y(i) + 13, "text-anchor": "end", class: "note" }, layer.parameters ? bytes(layer.parameters * 4)
        : ""));
    picture.append(group);
    return { bar, group };
  });
  picture.append(svg("text", { x: middle, y: 14, "text-anchor": "middle", class: "note" }, "output"),
    svg("text", { x: middle, y: height - 6, "text-anchor": "middle", class: "note" }, "input"));
  if (grouped) {
    for (const block of groups.filter(each => each.layers.length > 1)) {
      const upper = y(block.layers[block.layers.length - 1]) - 2, lower = y(block.layers[0]) + rowHeight - 5;
      picture.append(svg("path", { d: `M 12 ${upper} h -6 V ${lower} h 6`, class: "brace" }));
    }
  }

  let seen = false;
  const paint = () => {
    if (!seen) return;
    const column = run.column(store.view.step);
    let ill = 0;
    bars.forEach(({ bar, group }, layer) => {
      const health = healthOf(run, layer, column), level = Math.max(health.level, named(run.document.findings, layer));
      if (level > 0) ill++;
      bar.setAttribute("class", `bar level-${level}${health.dead ? " dead" : ""}`);
      group.classList.toggle("selected", store.view.layer === layer);
      const text = `layer ${layer + 1}, ${run.layers[layer].path}: ${health.text}`, title = group.querySelector("title")!;
      if (title.textContent !== text) title.textContent = text;
    });
    picture.setAttribute("aria-label", `The network of ${rows} layers, coloured by health; ${ill} need attention at the cursor`);
  };
  whenSeen(picture, now => {
    seen = now;
    paint();
  });
  store.on((_, changed) => {
    if (changed.has("step") || changed.has("layer")) paint();
  });
  onTheme(() => {
    seen ||= document.documentElement.classList.contains("printing");
    paint();
  });

  const key = h("div", { class: "legend" }, ...(["healthy", "to watch", "ill"] as const).map((text, level) =>
    h("span", { class: "key" }, h("i", { class: `level-${level}`, "aria-hidden": "true" }), text)));
  return figure({
    name: "network",
    title: "The network, coloured by health",
    note: "The width of a bar is the logarithm of its units. Colours follow the cursor; layers that a finding names keep its colour.",
    describe: () => picture.getAttribute("aria-label") ?? "",
    vector: () => styled(picture),
    table: () => ({
      columns: ["layer", "path", "kind", "units", "parameters", "bytes", "health"],
      rows: run.layers.map((layer, i) => [i + 1, layer.path, layer.kind, layer.units, layer.parameters, layer.parameters * 4,
        healthOf(run, i, run.column(store.view.step)).text]),
    }),
  }, h("div", { class: "scroll", role: "region", tabindex: 0, "aria-label": "Picture of the network" }, picture), key);
}
