const listeners = new WeakMap<Element, (seen: boolean) => void>();
let observer: IntersectionObserver | null = null;

/** Calls back when an element comes near the window, and when it leaves it: what nobody sees need not follow the cursor. */
export function whenSeen(element: Element, listener: (seen: boolean) => void): void {
  observer ??= new IntersectionObserver(entries => {
    for (const entry of entries) listeners.get(entry.target)?.(entry.isIntersecting);
  }, { rootMargin: "200px" });
  listeners.set(element, listener);
  observer.observe(element);
}
