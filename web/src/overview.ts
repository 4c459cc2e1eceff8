import { Curve, type CurveOptions } from "./curve";
import { type Epoch, toNumber } from "./document";
import { h } from "./dom";
import { percent } from "./format";
import { figure } from "./figure";
import type { Run } from "./run";
import type { CurveSeries } from "./series";
import type { Store } from "./view";

/** Loss, metric, rate and the norm of the gradient over the run. */
export function overviewSection(run: Run, store: Store): { element: HTMLElement; draw(): void } {
  const epochs = (label: string, colour: string, value: (epoch: Epoch) => number | string | undefined, format?: (value: number) =>
    string): CurveSeries[] => {
    const some = run.document.epochs.filter(epoch => value(epoch) !== undefined);
    return some.length ? [{ label, colour, steps: some.map(epoch => epoch.step), values: some.map(epoch => toNumber(value(epoch))),
      points: true, format }] : [];
  };
  const sampled = (name: string, label: string, colour: string, smooth = false): CurveSeries[] => {
    const values = run.series(name);
    return values.some(value => value !== undefined) ? [{ label, colour, steps: run.steps, values, smooth }] : [];
  };
  const all: (CurveOptions & { note?: string })[] = [
    {
      name: "loss", title: "Loss", log: () => spread(run.series("loss")), marks: () => run.document.findings,
      series: () => [...sampled("loss", "loss of the step's batch", "line-1", true),
        ...epochs("training", "line-2", epoch => epoch.trainingLoss), ...epochs("validation", "line-3", epoch => epoch.validationLoss)],
    },
    {
      name: "accuracy", title: "Accuracy", log: () => false, limits: [0, 1],
      series: () => [...epochs("training", "line-2", epoch => epoch.trainingAccuracy, percent),
        ...epochs("validation", "line-3", epoch => epoch.validationAccuracy, percent)],
    },
    { name: "r2", title: "R² of the validation part", log: () => false, series: () =>
      epochs("validation", "line-3", epoch => epoch.validationR2) },
    {
      name: "gradient-norm", title: "Norm of all gradients", log: () => true, marks: () => run.document.findings,
      series: () => [...sampled("gradient.norm", "before clipping", "line-4"), ...(clips(run)
        ? sampled("gradient.norm.clipped", "after clipping", "line-5") : [])],
    },
    { name: "rate", title: "Learning rate", log: () => spread(run.series("rate")), series: () => sampled("rate", "rate", "line-6") },
    { name: "noise-scale", title: "Gradient noise scale", log: () => true, series: () => sampled("noise.scale", "samples", "line-5") },
  ];
  const plates = all.map(options => {
    const curve = new Curve(options, run, store);
    return { curve, figure: figure({ name: options.name, title: options.title, describe: () => curve.describe(), table: () =>
      curve.table(), canvas: () => curve.canvas(), vector: () => curve.vector() }, curve.element) };
  });
  return {
    element: h("div", { class: "grid" }, ...plates.map(plate => plate.figure)),
    draw: () => plates.forEach(({ curve, figure }) => {
      // A run that has just begun has nothing to show in some of them yet.
      figure.hidden = curve.options.series().length === 0;
      curve.draw();
    }),
  };
}

/** Whether numbers span decades, so that a log axis shows them. */
function spread(values: (number | undefined)[]): boolean {
  const some = values.filter((value): value is number => value !== undefined && Number.isFinite(value) && value > 0);
  return some.length > 1 && some.reduce((a, b) => Math.max(a, b)) / some.reduce((a, b) => Math.min(a, b)) > 20;
}

function clips(run: Run): boolean {
  const before = run.series("gradient.norm"), after = run.series("gradient.norm.clipped");
  return after.some((value = NaN, i) => Math.abs(value - (before[i] ?? NaN)) > 1e-6 * Math.abs(before[i] ?? NaN));
}
