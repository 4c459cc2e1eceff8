import type { PageDocument, RunDocument } from "./document";
import { h } from "./dom";
import { figure } from "./figure";

/** The recipe beside what it ran on. */
export function recipeSection(run: RunDocument): HTMLElement {
  const text = run.recipe === null ? h("p", { class: "empty" }, "There is no recipe: the trace was written by another program.")
    : h("pre", { class: "recipe", tabindex: 0, role: "region", "aria-label": "Recipe" }, ...run.recipe.split("\n").map(line));
  return h("div", { class: "recipe-columns" }, text, h("div", { class: "facts-box" }, factsList(run)));
}

/** What is known of the run and of what it ran on. */
export const factsList = (run: RunDocument): HTMLElement => h("dl", { class: "facts" }, ...run.facts.map(([name, value]) =>
  h("div", {}, h("dt", {}, name), h("dd", {}, value))));

/** A line of YAML: its key, its value, its comment. */
function line(text: string): HTMLElement {
  const parts = /^(\s*(?:- )?)([\w.-]+:)?(.*?)(\s#.*)?$/.exec(text)!;
  return h("span", { class: "line" }, parts[1], parts[2] ? h("b", {}, parts[2]) : null, parts[3], parts[4] ? h("i", {}, parts[4]) : null,
    "\n");
}

/** In what two recipes differ: key by key by what they mean; line by line where a program alone knows that. */
export function recipeChanges({ keys, fault }: NonNullable<PageDocument["recipes"]>, title: string, names: [string, string],
  texts: [string | null, string | null]): HTMLElement {
  if (!keys) return h("div", { class: "in-recipe" }, h("h3", {}, title),
    h("p", { class: "note" }, `Line by line, as they are written: ${fault}`),
    h("pre", { class: "recipe", tabindex: 0, role: "region", "aria-label": "Difference of the recipes" },
      ...difference(texts[0] ?? "", texts[1] ?? "")));
  return figure({
    name: "recipes", title,
    note: "By what the recipes mean: what is only written otherwise, and a default that only one of them gives, is no difference.",
    describe: () => `${keys.length} keys differ`,
    table: () => ({ columns: ["key", ...names], rows: keys }),
  }, keys.length === 0 ? h("p", { class: "note" }, "They do not differ but for their names.")
    : h("div", { class: "scroll", role: "region", tabindex: 0, "aria-label": "Difference of the recipes" },
      h("table", { class: "study-table wrapping changes-table" },
        h("thead", {}, h("tr", {}, ...["Key", ...names].map(text => h("th", { scope: "col" }, text)))),
        h("tbody", {}, ...keys.map(([key, before, now]) => h("tr", {}, h("th", { scope: "row" }, h("code", {}, key)),
          h("td", { class: "removed" }, before), h("td", { class: "added" }, now)))))));
}

/** Lines of two recipes: what only the first has, what only the second has, and what both have. */
function difference(before: string, after: string): HTMLElement[] {
  const a = before.split("\n"), b = after.split("\n"), length = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) for (let j = b.length - 1; j >= 0; j--) length[i][j] = a[i] === b[j] ? length[i + 1][j + 1] + 1
      : Math.max(length[i + 1][j], length[i][j + 1]);
  const lines: HTMLElement[] = [];
  const push = (kind: string, text: string) => {
    const element = line(text);
    if (kind) element.classList.add(kind);
    lines.push(element);
  };
  let i = 0, j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      push("", a[i]);
      i++;
      j++;
    } else if (j >= b.length || (i < a.length && length[i + 1][j] >= length[i][j + 1])) push("removed", a[i++]);
    else push("added", b[j++]);
  }
  return lines;
}
