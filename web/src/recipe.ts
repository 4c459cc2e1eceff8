import type { RunDocument } from "./document";
import { h } from "./dom";

/** The recipe beside what it ran on; with another run, what differs. */
export function recipeSection(run: RunDocument, other?: RunDocument): HTMLElement {
  const text = run.recipe === null ? h("p", { class: "empty" }, "There is no recipe: the trace was written by another program.")
    : h("pre", { class: "recipe", tabindex: 0, role: "region", "aria-label": "Recipe" },
      ...(other?.recipe ? difference(other.recipe, run.recipe) : run.recipe.split("\n").map(line)));
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

/** Lines of two recipes: what only the first has, what only the second has, and what both have. */
export function difference(before: string, after: string): HTMLElement[] {
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
