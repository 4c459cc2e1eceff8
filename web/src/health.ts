import { isMissing } from "./columns";
import { number, percent } from "./format";
import type { Run } from "./run";

/** How well a layer does at a step: 0 healthy, 1 to watch, 2 ill; with the reason in words. */
export interface Health { level: 0 | 1 | 2; badness: number; text: string; dead: boolean }

/** Judges a layer by what was measured of it, with the limits of docs/flow.md. */
export function healthOf(run: Run, layer: number, column: number): Health {
  const value = (name: string) => run.value(name, layer, column);
  let level: Health["level"] = 0, badness = 0;
  const reasons: string[] = [];
  const blame = (grade: 1 | 2, amount: number, text: string) => {
    level = Math.max(level, grade) as Health["level"];
    badness += amount;
    reasons.push(text);
  };
  const ratio = value("update.ratio"), delta = value("delta.rms"), dead = value("units.dead"), saturated = value("activation.saturated");
  const size = value("activation.rms");
  for (const [name, one] of [["output", size], ["gradient", delta], ["update", ratio]] as const) {
    if (one !== undefined && !Number.isFinite(one)) blame(2, 100, `its ${name} is no finite number`);
  }
  if (delta === 0) blame(2, 50, "no gradient arrives");
  const typical = typicalOf(run, "delta.rms", column);
  if (delta !== undefined && delta > 0 && typical > 0) {
    const decades = Math.log10(delta / typical);
    if (Math.abs(decades) >= 2) blame(Math.abs(decades) >= 4 ? 2 : 1, Math.abs(decades) * 3,
        `a gradient 10${superscripted(decades)} of the layers' upper quartile`);
  }
  if (ratio !== undefined && ratio > 0.1) blame(ratio > 1 ? 2 : 1, 3 + Math.log10(ratio) * 3, `a step moves it by ${percent(ratio)}`);
  const others = typicalOf(run, "update.ratio", column);
  if (ratio !== undefined && ratio < others / 100) blame(ratio < others / 10000 ? 2 : 1, Math.log10(others / Math.max(ratio, 1e-30)),
      `starved: a step moves it by ${number(ratio, 2)} of its size`);
  if (dead !== undefined && dead > 0.1) blame(dead > 0.5 ? 2 : 1, dead * 10, `${percent(dead)} of its units are dead`);
  // A rectifier is flat where it is 0, which is its nature: only what is flat elsewhere is saturated.
  const flat = (saturated ?? 0) - (value("activation.zero") ?? 0);
  if (flat > 0.3) blame(flat > 0.7 ? 2 : 1, flat * 8, `${percent(flat)} of its outputs are saturated`);
  return { level, badness, text: reasons.length ? reasons.join("; ") : "healthy", dead: delta === 0 || (dead ?? 0) >= 1 };
}

const superscripted = (decades: number): string => {
  const power = Math.round(decades);
  return `${power < 0 ? "⁻" : ""}${[...String(Math.abs(power))].map(digit => "⁰¹²³⁴⁵⁶⁷⁸⁹"[+digit]).join("")}`;
};

const known = new Map<string, { run: Run; column: number; value: number }>();

/** What layers with weights have: the upper quartile, so that a starved half does not become the measure. */
function typicalOf(run: Run, name: string, column: number): number {
  const before = known.get(name);
  if (before && before.run === run && before.column === column) return before.value;
  const matrix = run.now(name), found: number[] = [];
  if (matrix) {
    for (let layer = 0; layer < matrix.rows; layer++) {
      const value = matrix.at(layer, column);
      if (run.layers[layer].weights && !isMissing(value) && Number.isFinite(value) && value > 0) found.push(value);
    }
  }
  found.sort((a, b) => a - b);
  const value = found[Math.floor(found.length * 0.75)] ?? 0;
  known.set(name, { run, column, value });
  return value;
}

/** What health judges by, unpacked before it is asked. */
export const judged = ["delta.rms", "update.ratio", "activation.rms", "activation.std", "units.dead", "activation.saturated",
  "activation.zero"];
