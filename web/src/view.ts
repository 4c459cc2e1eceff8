import type { Unit } from "./course";

/** What the reader looks at: one cursor, one selection, one axis for all pictures, kept in the address's fragment. */

export interface View {
  /** The step under the cursor; null for the last. */
  step: number | null;
  /** The selected layer, from 0 at the input. */
  layer: number | null;
  /** The quantity of the flow's map. */
  quantity: string;
  /** How steps are laid out. */
  axis: "log" | "linear";
  /** What the axis counts. */
  unit: Unit;
  /** The steps that are zoomed to. */
  zoom: [number, number] | null;
  /** Smoothing of curves, from 0 (off) to 0.99. */
  smooth: number;
  /** How the table of layers is sorted. */
  order: Order;
  /** The regular expression that its layers match; empty for all. */
  search: string;
}

/** Orders of the table of layers. */
export const orders = ["depth", "output", "worst", "parameters"] as const;
export type Order = (typeof orders)[number];

/** What a page shows before anything is chosen. */
export const initial: Omit<View, "quantity" | "axis"> =
  { step: null, layer: null, unit: "step", zoom: null, smooth: 0, order: "depth", search: "" };

type Listener = (view: View, changed: Set<keyof View>) => void;

export class Store {
  private listeners: Listener[] = [];
  private pending = new Set<keyof View>();
  private scheduled = false;
  private writing = 0;

  constructor(public view: View) {
    this.read();
    addEventListener("hashchange", () => this.read());
  }

  /** Calls back after changes, once a frame at most. */
  on(listener: Listener): void {
    this.listeners.push(listener);
  }

  set(change: Partial<View>): void {
    for (const key of Object.keys(change) as (keyof View)[]) {
      if (same(this.view[key], change[key])) continue;
      this.pending.add(key);
      (this.view as unknown as Record<string, unknown>)[key] = change[key];
    }
    this.schedule();
  }

  /** Tells everybody of keys that have not changed, as after new data. */
  tell(...keys: (keyof View)[]): void {
    for (const key of keys) this.pending.add(key);
    this.schedule();
  }

  private schedule(): void {
    if (this.pending.size === 0 || this.scheduled) return;
    this.scheduled = true;
    requestAnimationFrame(() => this.flush());
  }

  /** Tells at once. */
  flush(): void {
    this.scheduled = false;
    const changed = this.pending;
    if (changed.size === 0) return;
    this.pending = new Set();
    for (const listener of this.listeners) listener(this.view, changed);
    // The address follows when the hand rests: browsers limit how often it may change.
    clearTimeout(this.writing);
    this.writing = window.setTimeout(() => this.write(), 250);
  }

  private read(): void {
    const from = new URLSearchParams(location.hash.slice(1));
    // The name of a section is no view.
    if (![...from.values()].some(value => value !== "")) return;
    const whole = (name: string, least: number) => {
      const value = Number(from.get(name));
      return from.has(name) && Number.isInteger(value) && value >= least ? value : null;
    };
    const zoom = /^(\d+)-(\d+)$/.exec(from.get("zoom") ?? "");
    const layer = whole("layer", 1);
    this.set({
      step: whole("step", 0),
      layer: layer === null ? null : layer - 1,
      ...(from.has("quantity") ? { quantity: from.get("quantity")! } : {}),
      ...(from.get("axis") === "log" || from.get("axis") === "linear" ? { axis: from.get("axis") as View["axis"] } : {}),
      unit: (["epoch", "time"] as const).find(unit => unit === from.get("unit")) ?? "step",
      zoom: zoom && +zoom[2] > +zoom[1] ? [+zoom[1], +zoom[2]] : null,
      order: orders.find(order => order === from.get("order")) ?? "depth",
      search: from.get("search") ?? "",
    });
  }

  private write(): void {
    const to = new URLSearchParams();
    if (this.view.step !== null) to.set("step", String(this.view.step));
    if (this.view.layer !== null) to.set("layer", String(this.view.layer + 1));
    to.set("quantity", this.view.quantity);
    to.set("axis", this.view.axis);
    if (this.view.unit !== "step") to.set("unit", this.view.unit);
    if (this.view.order !== "depth") to.set("order", this.view.order);
    if (this.view.search) to.set("search", this.view.search);
    if (this.view.zoom) to.set("zoom", this.view.zoom.map(Math.round).join("-"));
    try {
      history.replaceState(null, "", `#${to}`);
    } catch {
      // A page in a frame may not change its address; everything else works.
    }
  }
}

function same(a: unknown, b: unknown): boolean {
  return a === b || (Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((each, i) => each === b[i]));
}
