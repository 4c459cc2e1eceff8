import type { Run } from "./run";

export interface CurveSeries {
  label: string;
  /** A colour of the theme. */
  colour: string;
  steps: number[];
  /** NaN is a value; undefined is what was not measured. */
  values: (number | undefined)[];
  /** Whose steps they are, where it is not the run that the picture is of. */
  run?: Run;
  dash?: number[];
  /** Whether smoothing applies: the raw line stays behind. */
  smooth?: boolean;
  points?: boolean;
  format?: (value: number) => string;
}

/** What a series has at a step: that of the last of its steps up to there. */
export function valueAt(series: CurveSeries, step: number): number | undefined {
  // A step that comes back from an axis of epochs or time may have lost its last digit.
  const until = step + 1e-6 * Math.max(1, Math.abs(step));
  let low = 0, high = series.steps.length - 1;
  if (high < 0 || series.steps[0] > until) return undefined;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (series.steps[middle] <= until) low = middle;
    else high = middle - 1;
  }
  return series.values[low];
}

/** An exponential mean without its bias at the start; what is no finite number stays what it is. */
export function smoothed(values: (number | undefined)[], share: number): (number | undefined)[] {
  let state = NaN, weight = 0;
  return values.map(value => {
    if (value === undefined || !Number.isFinite(value)) return value;
    state = Number.isNaN(state) ? (1 - share) * value : share * state + (1 - share) * value;
    weight = share * weight + (1 - share);
    return state / weight;
  });
}
