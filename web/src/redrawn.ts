const reached = "summary, button, a, [tabindex]";

/**
 * Draws a part of the page anew as far as it says something else than before: what the reader has unfolded in it stays unfolded, and the
 * keyboard where it was.
 */
export function redrawn(box: HTMLElement, says: () => unknown, draw: () => HTMLElement): () => void {
  let said = JSON.stringify(says());
  return () => {
    const now = JSON.stringify(says());
    if (now === said) return;
    said = now;
    const details = () => [...box.querySelectorAll<HTMLDetailsElement>("details[data-of]")];
    const open = details().filter(each => each.open).map(each => each.dataset.of);
    const at = [...box.querySelectorAll(reached)].indexOf(document.activeElement!);
    box.replaceChildren(draw());
    for (const each of details()) each.open = open.includes(each.dataset.of);
    if (at >= 0) box.querySelectorAll<HTMLElement>(reached)[at]?.focus({ preventScroll: true });
  };
}
