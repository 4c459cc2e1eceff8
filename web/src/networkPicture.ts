import { layerName } from "./document";
import { svg } from "./dom";
import { bytes, count } from "./format";
import { inPieces } from "./paper";
import type { Run } from "./run";
import { shortened } from "./shorten";
import { blocks } from "./tree";

/** A layer of the picture. */
export interface NetworkBar { bar: SVGElement; group: SVGElement; title: SVGElement }

// What a character takes of a row, and the room between two columns.
const character = 6.6, gap = 20, top = 22, bottom = 18;

/** What stands beside a layer, a column for each: units, shape, parameters and memory. */
function notes(run: Run): string[][] {
  return run.layers.map(layer => [`${count(layer.units)} units`, layer.shape ? layer.shape.join(" × ") : "",
    layer.parameters ? `${count(layer.parameters)} parameters` : "", layer.parameters ? bytes(layer.parameters * 4) : ""]);
}

/**
 * The layers above one another, the input at the bottom, the width of a bar the logarithm of its units: 1 and 2,048 have room on one
 * page. Names and numbers stand beside the bars, or above them where the page has no room for that.
 */
export function drawNetwork(run: Run, width: number, choose: (layer: number) => void):
  { picture: SVGSVGElement; bars: NetworkBar[]; pieces(): SVGSVGElement[] } {
  const rows = run.layers.length, texts = notes(run), names = run.layers.map((layer, i) => layerName(i + 1, layer.path));
  const groups = blocks(run.layers), grouped = groups.length > 1 && groups.length < rows, left = grouped ? 18 : 2;
  const columns = texts[0].map((_, column) => Math.max(...texts.map(row => row[column].length)) * character);
  const nameRoom = Math.min(Math.max(...names.map(name => name.length)) * character + 10, width * 0.3);
  const kinds = Math.max(...run.layers.map(layer => layer.kind.length)) * character + 24;
  const taken = left + nameRoom + columns.reduce((sum, each) => sum + (each ? each + gap : 0), 0);
  const narrow = width - taken < Math.max(140, kinds), wide = narrow ? width - left : Math.min(width * 0.4, width - taken);
  const each = narrow ? 42 : 26, height = top + rows * each + bottom;
  // What is left over parts the columns.
  const spare = narrow ? 0 : (width - taken - wide) / (columns.filter(Boolean).length + 1), first = left + nameRoom + spare;
  const middle = narrow ? left + wide / 2 : first + wide / 2, widest = Math.max(...run.layers.map(layer => layer.units), 2);
  const picture = svg("svg", { width, height, viewBox: `0 0 ${width} ${height}`, class: "network", role: "img" });
  const y = (layer: number) => top + (rows - 1 - layer) * each;
  const said = texts.map(each => [each[1] || each[0], each[2], each[3]].filter(Boolean).join(" · "));
  const room = narrow ? width - left - Math.max(...said.map(each => each.length)) * 6 : nameRoom + spare;
  const most = Math.max(4, Math.floor((room - 14) / 6.4)) - String(rows).length - 1;
  const shown = shortened(run.layers.map(layer => layer.path), text => text.length <= most).map((path, i) => layerName(i + 1, path));
  const bars = run.layers.map((layer, i) => {
    const size = wide * (0.14 + 0.86 * (Math.log(layer.units + 1) / Math.log(widest + 1))), upper = y(i) + (narrow ? 18 : 0);
    const bar = svg("rect", { x: middle - size / 2, y: upper, width: size, height: 19, rx: 5, class: "bar level-0" });
    const title = svg("title", {}), group = svg("g", { class: "layer", onclick: () => choose(i) }, title,
      svg("rect", { x: 0, y: y(i) - 3, width, height: each, class: "hit" }), bar,
      svg("text", { x: middle, y: upper + 13.5, "text-anchor": "middle", class: "kind" }, layer.kind));
    if (narrow) {
      group.append(svg("text", { x: left, y: y(i) + 12, class: "name" }, shown[i]),
        svg("text", { x: width, y: y(i) + 12, "text-anchor": "end", class: "note" }, said[i]));
    } else {
      group.append(svg("text", { x: first - 10, y: y(i) + 13, "text-anchor": "end", class: "name" }, shown[i]));
      let x = first + wide;
      texts[i].forEach((text, column) => {
        if (!columns[column]) return;
        x += gap + spare + columns[column];
        // Amounts end below each other; shapes begin there.
        group.append(column < 2 ? svg("text", { x: x - columns[column], y: y(i) + 13, class: "note" }, text)
          : svg("text", { x, y: y(i) + 13, "text-anchor": "end", class: "note" }, text));
      });
    }
    picture.append(group);
    return { bar, group, title };
  });
  picture.append(svg("text", { x: middle, y: 14, "text-anchor": "middle", class: "note" }, "output"),
    svg("text", { x: middle, y: height - 4, "text-anchor": "middle", class: "note" }, "input"));
  for (const block of grouped ? groups.filter(group => group.layers.length > 1) : []) {
    const upper = y(block.layers[block.layers.length - 1]), lower = y(block.layers[0]) + each - 7;
    picture.append(svg("path", { d: `M 8 ${upper} h -6 V ${lower} h 6`, class: "brace" }));
  }
  return { picture, bars, pieces: () => inPieces(picture, top - 4, each, rows) };
}

/** How high the picture becomes at least. */
export const networkHeight = (run: Run): number => top + run.layers.length * 26 + bottom;
