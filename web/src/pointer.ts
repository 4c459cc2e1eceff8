import { h } from "./dom";
import type { Run } from "./run";
import type { Store } from "./view";

/** Pixels by which a finger or a mouse may move and still mean one place. */
const still = 6;

/**
 * The hand on a picture: moving sets the cursor, dragging zooms, a double click shows all again. A finger that is drawn to the side takes
 * the cursor along, and one that touches sets cursor and selection; up and down it scrolls the page, which the picture learns of when the
 * browser takes the finger away.
 */
export function attachPointer(target: HTMLElement, toStep: (x: number) => number, sampled: (step: number) => number | null, store: Store,
  layerAt?: (y: number) => number | null): void {
  let from: number | null = null, rubber: HTMLElement | null = null;
  const at = (event: PointerEvent) => {
    const box = target.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  let touched: { x: number; y: number } | null = null, drawn = false;
  target.addEventListener("pointermove", event => {
    const { x } = at(event);
    if (event.pointerType === "touch") {
      drawn ||= touched !== null && Math.abs(x - touched.x) >= still;
      if (drawn) store.set({ step: sampled(toStep(x)) });
      return;
    }
    store.set({ step: sampled(toStep(x)) });
    if (from === null || Math.abs(x - from) < still) return;
    if (!rubber) target.append((rubber = h("div", { class: "rubber" })));
    rubber.style.left = `${Math.min(x, from)}px`;
    rubber.style.width = `${Math.abs(x - from)}px`;
  });
  target.addEventListener("pointerdown", event => {
    if (event.button !== 0 || !event.isPrimary) return;
    if (event.pointerType === "touch") {
      [touched, drawn] = [at(event), false];
      return;
    }
    from = at(event).x;
    target.setPointerCapture(event.pointerId);
  });
  target.addEventListener("pointerup", event => {
    const { x, y } = at(event), touch = event.pointerType === "touch";
    if (touch) {
      const tapped = touched !== null && !drawn && Math.abs(y - touched.y) < still;
      touched = null;
      if (!tapped) return;
      store.set({ step: sampled(toStep(x)) });
    }
    if (from !== null && rubber) {
      const ends = [toStep(Math.min(x, from)), toStep(Math.max(x, from))].map(Math.round);
      if (ends[1] > ends[0]) store.set({ zoom: [Math.max(1, ends[0]), ends[1]] });
    } else if (layerAt) {
      const layer = layerAt(y);
      if (layer !== null) store.set({ layer: layer === store.view.layer ? null : layer });
    }
    rubber?.remove();
    rubber = null;
    from = null;
  });
  target.addEventListener("pointercancel", () => {
    rubber?.remove();
    [rubber, from, touched, drawn] = [null, null, null, false];
  });
  target.addEventListener("dblclick", () => store.set({ zoom: null }));
}

/** The keyboard on a picture: arrows move cursor and selection, + and − zoom, 0 shows all, Escape lets go. */
export function attachKeys(target: HTMLElement, run: Run, store: Store): void {
  target.tabIndex = 0;
  target.addEventListener("keydown", event => {
    if (event.target !== target || event.ctrlKey || event.metaKey || event.altKey) return;
    if (press(event, run, store)) event.preventDefault();
  });
}

/** Does what a key says; false where it says nothing. */
export function press(event: KeyboardEvent, run: Run, store: Store): boolean {
  const column = run.column(store.view.step), stride = event.shiftKey ? 10 : 1, last = run.steps.length - 1;
  if (last < 0) return false;
  const go = (to: number) => store.set({ step: run.steps[Math.max(0, Math.min(last, to))] ?? null });
  const choose = (by: number) => store.set({ layer: store.view.layer === null ? (by > 0 ? 0 : run.layers.length - 1)
    : Math.max(0, Math.min(run.layers.length - 1, store.view.layer + by)) });
  switch (event.key) {
    case "ArrowLeft": go(column - stride); break;
    case "ArrowRight": go(column + stride); break;
    case "Home": go(0); break;
    case "End": go(last); break;
    case "ArrowUp": case "k": choose(1); break;
    case "ArrowDown": case "j": choose(-1); break;
    case "+": zoomAround(run, store, 0.5); break;
    case "-": zoomAround(run, store, 2); break;
    case "0": store.set({ zoom: null }); break;
    case "Escape": store.set({ layer: null, zoom: null }); break;
    default: return false;
  }
  return true;
}

function zoomAround(run: Run, store: Store, factor: number): void {
  const first = run.steps[0], last = run.steps[run.steps.length - 1], [from, to] = store.view.zoom ?? [first, last];
  const log = store.view.axis === "log" && first > 0, on = (step: number) => (log ? Math.log(step) : step), off = (place: number) =>
    Math.round(log ? Math.exp(place) : place);
  const at = on(Math.min(Math.max(store.view.step ?? to, from), to));
  const ends: [number, number] = [Math.max(first, off(at - (at - on(from)) * factor)), Math.min(last, off(at + (on(to) - at) * factor))];
  store.set({ zoom: ends[0] <= first && ends[1] >= last ? null : ends[1] > ends[0] ? ends : store.view.zoom });
}
