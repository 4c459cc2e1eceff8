import { h } from "./dom";

/** A section of the page. */
export function section(id: string, title: string, ...content: (Node | null)[]): HTMLElement {
  return h("section", { id, tabindex: -1, "aria-labelledby": `${id}-title` }, h("h2", { id: `${id}-title` }, title), ...content);
}
