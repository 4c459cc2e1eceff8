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

/** What is gone to lies below the header, as high as that is: on a narrow page it has more lines. */
function staysBelowHeader(): void {
  const header = document.querySelector<HTMLElement>(".top");
  if (!header) return;
  const root = document.documentElement;
  new ResizeObserver(() => { root.style.scrollPaddingTop = `${header.offsetHeight + 12}px`; }).observe(header);
  root.style.scrollPaddingTop = `${header.offsetHeight + 12}px`;
}

/** Goes to the part that the address names, now that it is there, and whenever it names another. `asked` is what it named at first. */
export function followFragment(asked: string): void {
  staysBelowHeader();
  const named = (hash: string) => (/^#[\w-]+$/.test(hash) ? hash.slice(1) : "");
  if (named(asked)) document.getElementById(named(asked))?.scrollIntoView({ behavior: "instant" });
  addEventListener("hashchange", () => named(location.hash) && goTo(named(location.hash)));
}
