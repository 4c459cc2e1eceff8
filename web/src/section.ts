import { h } from "./dom";

/** A section of the page. */
export function section(id: string, title: string, ...content: (Node | null)[]): HTMLElement {
  return h("section", { id, tabindex: -1, "aria-labelledby": `${id}-title` }, h("h2", { id: `${id}-title` }, title), ...content);
}

/** Goes to a part of the page. The fragment belongs to the view, which must not be lost by that. */
export function goTo(id: string): void {
  const target = document.getElementById(id);
  target?.scrollIntoView({ behavior: "smooth" });
  target?.focus({ preventScroll: true });
}

/** Goes to the part that the address names, now that it is there, and whenever it names another. `asked` is what it named at first. */
export function followFragment(asked: string): void {
  const named = (hash: string) => (/^#[\w-]+$/.test(hash) ? hash.slice(1) : "");
  if (named(asked)) document.getElementById(named(asked))?.scrollIntoView({ behavior: "instant" });
  addEventListener("hashchange", () => named(location.hash) && goTo(named(location.hash)));
}
