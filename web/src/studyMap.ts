import type { StudyMap } from "./document";
import { h, svg } from "./dom";
import { figure } from "./figure";
import { css, palette } from "./palette";
import { vectorOf } from "./styled";

const top = 34, bottom = 8, each = 44;

/** A measure over two factors, a field for each cell, with the curve of a theory over it. */
export function mapPicture(map: StudyMap, index: number): { element: HTMLElement; draw(): void } {
  const box = h("div", { class: "plot" }), hues = palette("amount");

  function draw(): void {
    const width = box.clientWidth;
    if (width < 60) return;
    const left = 18 + 7 * Math.max(map.down.length, ...map.rows.map(row => row.length)), wide = (width - left - 8) / map.columns.length;
    const height = top + each * map.rows.length + bottom + (map.curve ? 22 : 0);
    const x = (column: number) => left + wide * (column + 0.5);
    const picture = svg("svg",
      { class: "study-plot", width, height, viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": describe() });
    const words = (text: string, at: number, y: number, anchor = "middle", name = "axis-text") =>
      svg("text", { class: name, x: at, y, "text-anchor": anchor }, text);
    picture.append(words(map.across, width - 8, 12, "end", "axis-title"), words(map.down, left - 8, top - 8, "end", "axis-title"));
    // What a field is stands over the curve.
    const numbers: SVGElement[] = [];
    map.columns.forEach((column, i) => picture.append(words(column, x(i), top - 8)));
    map.rows.forEach((row, i) => {
      const y = top + each * i;
      picture.append(words(row, left - 8, y + each / 2 + 4, "end"));
      map.columns.forEach((column, j) => {
        const place = map.places[i][j], text = map.texts[i][j];
        const said = `${map.down} ${row}, ${map.across} ${column}: ${text}`;
        picture.append(svg("rect", { class: "map-field", x: left + wide * j + 1, y: y + 1, width: wide - 2, height: each - 2,
          fill: place === null ? "none" : css(hues[Math.round(place * 255)]) }, svg("title", {}, said)));
        const label = words(text, x(j), y + each / 2 + 4, "middle", "map-number");
        label.setAttribute("style", `fill:${place === null ? "var(--ink-2)" : place > 0.55 ? "#10141a" : "#ffffff"}`);
        numbers.push(label);
      });
    });
    if (map.curve) {
      const points = map.line.map((value, j) => (value === null ? null : `${x(j)},${top + each * at(value)}`));
      // Where the theory says nothing of a column the line has a gap.
      const parts: string[][] = [[]];
      for (const point of points) {
        if (point) parts[parts.length - 1].push(point);
        else parts.push([]);
      }
      for (const part of parts.filter(part => part.length)) {
        for (const name of ["map-edge", "map-curve"]) {
          picture.append(svg("polyline", { class: name, points: part.join(" "), fill: "none" }));
        }
      }
      const y = top + each * map.rows.length + 18;
      picture.append(words(map.curve, left - 8, y, "end", "axis-title"));
      map.lineTexts.forEach((text, j) => picture.append(words(text, x(j), y)));
    }
    picture.append(...numbers);
    box.replaceChildren(picture);
  }

  /** Where a number lies among the rows: the middle of a row is its own number. */
  function at(value: number): number {
    const rows = map.rows.map(Number), last = rows.length - 1;
    if (value <= rows[0]) return 0.5 - Math.min(0.4, (rows[0] - value) / Math.max(1, Math.abs(rows[0])));
    if (value >= rows[last]) return last + 0.5 + Math.min(0.4, (value - rows[last]) / Math.max(1, Math.abs(rows[last])));
    const above = rows.findIndex(row => row > value), low = rows[above - 1];
    return above - 0.5 + (value - low) / (rows[above] - low);
  }

  const describe = () => `${map.heading}. ${map.rows.map((row, i) => `${map.down} ${row}: ${map.columns.map((column, j) =>
    `${map.texts[i][j]} at ${column}`).join(", ")}`).join(". ")}`;
  const element = figure({
    name: index ? `map-${index + 1}` : "map",
    title: map.title,
    note: `By ${map.across} across and ${map.down} down: the brighter, the larger.${map.curve
      ? ` The line is ${map.curve}; beyond the last row it runs along the edge.` : ""}`,
    describe,
    vector: () => vectorOf(box, draw),
    table: () => ({
      columns: [map.down, map.across, map.measure, ...(map.curve ? [map.curve] : [])],
      rows: map.rows.flatMap((row, i) => map.columns.map((column, j) =>
        [row, column, map.values[i][j], ...(map.curve ? [map.line[j] ?? null] : [])])),
    }),
  }, box);
  return { element, draw };
}
