import { isMissing } from "./columns";
import { concerns } from "./document";
import { exponent, number, percent, ranges } from "./format";
import type { Run } from "./run";

/** How gravely findings speak of a layer, 2 (a warning) or 3 (an error); else 1 where it stands out by what was measured of it, or 0. */
export type Grade = 0 | 1 | 2 | 3;

/** What is to be said of a layer at a step. Only a finding calls it ill: what stands out is told apart, and what it is in words. */
export interface Health { grade: Grade; badness: number; text: string; dead: boolean;
  /** The class of its colour: its grade's, or that of what was not measured. */ level: string;
  /** What stands out, in a few words each. */ kinds: string[] }

/** The grades in words. */
export const grades = ["nothing stands out", "stands out, without a finding", "a finding warns of it", "a finding counts it an error"];

/**
 * Sizes that no network needs: beyond them float32 keeps no more than a few decades up to its own end, whatever the other layers have.
 * Values of targets that nobody has scaled stay well within.
 */
const large = 1e8, small = 1e-30;

/** Looks at a layer: what findings say of it, and what was measured of it beside the other layers. */
export function healthOf(run: Run, layer: number, column: number): Health {
  const value = (name: string) => run.value(name, layer, column);
  const named = run.document.findings.filter(finding => concerns(finding, layer + 1));
  const reasons = [...new Set(named.map(finding => finding.code))], kinds: string[] = [];
  const weight = { error: 3, warning: 2, information: 1 } as const;
  let grade: Grade = Math.max(0, ...named.map(finding => weight[finding.severity])) as Grade, badness = 20 * Math.max(0, grade - 1);
  const tell = (kind: string, amount: number, text: string) => {
    grade = Math.max(grade, 1) as Grade;
    badness += amount;
    kinds.push(kind);
    reasons.push(text);
  };
  const ratio = value("update.ratio"), delta = value("delta.rms"), dead = value("units.dead"), saturated = value("activation.saturated");
  const size = value("activation.rms");
  for (const [name, one] of [["output", size], ["gradient", delta], ["update", ratio]] as const) {
    if (one !== undefined && !Number.isFinite(one)) tell("values that are no finite numbers", 100, `its ${name} is no finite number`);
    else if (one !== undefined && name !== "update" && one > large) tell(`a huge ${name}`, 20 + Math.log10(one),
      `its ${name} is ${number(one, 2)} in size`);
  }
  if (delta !== undefined && delta > 0 && delta < small) tell("a gradient at the end of what float32 holds", 30,
    `its gradient is ${number(delta, 2)} in size`);
  if (delta === 0) tell("no gradient", 50, "no gradient arrives");
  const typical = typicalOf(run, "delta.rms", column);
  if (delta !== undefined && delta > 0 && Number.isFinite(delta) && typical > 0) {
    const decades = Math.log10(delta / typical);
    if (Math.abs(decades) >= 2) tell(decades < 0 ? "little gradient" : "much gradient", Math.abs(decades) * 3,
      `a gradient ${exponent(Math.round(decades))} of the layers' upper quartile`);
  }
  if (ratio !== undefined && ratio > 0.1) tell("large steps", 3 + Math.log10(ratio) * 3, `a step moves it by ${percent(ratio)}`);
  const others = typicalOf(run, "update.ratio", column);
  if (ratio !== undefined && ratio < others / 100) tell("next to no steps", Math.log10(others / Math.max(ratio, 1e-30)),
    `starved: a step moves it by ${number(ratio, 2)} of its size`);
  if (dead !== undefined && dead > 0.1) tell("dead units", dead * 10, `${percent(dead)} of its units are dead`);
  // A rectifier is flat where it is 0, which is its nature: only what is flat elsewhere is saturated.
  const flat = (saturated ?? 0) - (value("activation.zero") ?? 0);
  if (flat > 0.3) tell("saturated outputs", flat * 8, `${percent(flat)} of its outputs are saturated`);
  // What was not measured is not well: at a step whose loss is not finite there is no gradient.
  const missing = [size === undefined ? "output" : "", delta === undefined && run.value("delta.rms", layer, 0) !== undefined ? "gradient"
    : ""].filter(Boolean);
  const unknown = missing.length > 0 && grade === 0;
  if (missing.length > 0) reasons.push(`its ${missing.join(" and ")} ${missing.length > 1 ? "were" : "was"} not measured here`);
  return { grade, badness, text: reasons.length ? reasons.join("; ") : grades[0], kinds, dead: delta === 0 || (dead ?? 0) >= 1,
    level: unknown ? "level-unknown" : `level-${grade}` };
}

/** What stands out at a step in layers that no finding holds against them, in a sentence; empty where nothing does. */
export function standingOut(run: Run, column: number): string {
  const found = new Map<string, number[]>();
  run.layers.forEach((_, layer) => {
    const health = healthOf(run, layer, column);
    for (const kind of health.grade === 1 ? new Set(health.kinds) : []) found.set(kind, [...(found.get(kind) ?? []), layer + 1]);
  });
  const told = [...found].map(([kind, layers]) => `${kind} in layer${layers.length === 1 ? "" : "s"} ${ranges(layers)}`);
  return told.length ? `What stands out at the last sample, though no check counts it a fault: ${told.join("; ")}.` : "";
}

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
