import { h } from "./dom";
import { drawn } from "./drawn";
import { count } from "./format";

/** Rows of a table behind a picture. */
export interface Table { columns: string[]; rows: (string | number | null)[][] }

export interface FigureOptions {
  name: string;
  title: string;
  note?: string;
  /** What the picture shows, for people who do not see it. */
  describe(): string;
  table(): Table | Promise<Table>;
  canvas?(): HTMLCanvasElement;
  vector?(): string;
}

/** Pictures that the program may save one by one (`--png`). */
export const pictures: FigureOptions[] = [];

/** A frame around a picture: its title, its controls, and the ways to take it along. */
export function figure(options: FigureOptions, body: HTMLElement, ...controls: HTMLElement[]): HTMLElement {
  pictures.push(options);
  const take = (label: string, hint: string, action: () => void | Promise<void>) =>
    h("button", { type: "button", title: hint, "aria-label": `${options.title}: ${hint}`, onclick: () => void action() }, label);
  const table = h("div", { class: "figure-table", hidden: true, tabindex: 0, role: "region",
    "aria-label": `${options.title}, as a table` });
  const menu = h("div", { class: "take", role: "group", "aria-label": `Take along: ${options.title}` },
    (options.canvas || options.vector) && take("PNG", "save as a PNG picture", async () =>
      save(`${options.name}.png`, options.canvas ? options.canvas() : await drawn(options.vector!()))),
    options.vector && take("SVG", "save as an SVG picture", () => save(`${options.name}.svg`, options.vector!(), "image/svg+xml")),
    take("CSV", "save the numbers as CSV", async () => save(`${options.name}.csv`, csv(await options.table()), "text/csv")),
    take("JSON", "save the numbers as JSON", async () => save(`${options.name}.json`, json(await options.table()), "application/json")),
    take("Table", "show the numbers as a table", async () => {
      table.hidden = !table.hidden;
      if (!table.hidden) table.replaceChildren(tableElement(await options.table()));
    }));
  return h("figure", { class: "figure", id: `figure-${options.name}` },
    h("figcaption", {}, h("h3", {}, options.title), options.note ? h("p", { class: "note" }, options.note) : null),
    controls.length ? h("div", { class: "controls" }, ...controls) : null,
    body, table, menu);
}

function tableElement(table: Table): HTMLElement {
  const most = 500, rows = table.rows.slice(0, most);
  return h("table", {},
    h("caption", {}, table.rows.length > most ? `The first ${count(most)} of ${count(table.rows.length)} rows; CSV and JSON hold all.`
      : `${count(table.rows.length)} rows`),
    h("thead", {}, h("tr", {}, ...table.columns.map(column => h("th", { scope: "col" }, column)))),
    h("tbody", {}, ...rows.map(row => h("tr", {}, ...row.map(cell => h("td", {}, cell === null ? "–" : String(cell)))))));
}

function csv(table: Table): string {
  // A cell that begins like a formula is made text: spreadsheets would run it.
  const cell = (value: string | number | null) => {
    if (value === null) return "";
    if (typeof value === "number") return String(value);
    const safe = /^[=+\-@\t]/.test(value) && Number.isNaN(Number(value)) ? `'${value}` : value;
    return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return [table.columns, ...table.rows].map(row => row.map(cell).join(",")).join("\n") + "\n";
}

function json(table: Table): string {
  const value = (cell: string | number | null) => (typeof cell === "number" && !Number.isFinite(cell) ? String(cell) : cell);
  return JSON.stringify(table.rows.map(row => Object.fromEntries(row.map((cell, i) => [table.columns[i], value(cell)]))), null, 1) + "\n";
}

function save(name: string, content: string | HTMLCanvasElement, type = "image/png"): void {
  const finish = (blob: Blob | null) => {
    if (!blob) return;
    const address = URL.createObjectURL(blob), link = h("a", { href: address, download: `weir-${name}` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  };
  if (typeof content === "string") finish(new Blob([content], { type }));
  else content.toBlob(finish);
}

/** A group of buttons of which one is pressed. */
export function choice<T extends string>(label: string, options: [T, string][], value: T, change: (value: T) => void): HTMLElement & {
    choose(value: T): void } {
  const buttons = options.map(([key, text]) => h("button", { type: "button", "aria-pressed": String(key === value), onclick: () =>
    change(key) }, text));
  const group = h("div", { class: "choice", role: "group", "aria-label": label }, ...buttons);
  return Object.assign(group, { choose: (chosen: T) => buttons.forEach((button, i) =>
    button.setAttribute("aria-pressed", String(options[i][0] === chosen))) });
}
