import type { Effect, StudyDocument } from "./document";
import { h, svg } from "./dom";
import { figure } from "./figure";
import { folded, leading, widthOf } from "./folded";
import { MeasureAxis } from "./studyAxis";
import { linesAt, nameOf } from "./studyIntervals";
import type { StudyView } from "./studyView";
import { vectorOf } from "./styled";

const top = 8, bottom = 44;

/** What each level does to the chosen measure, against the factor's first level, with intervals that hold together. */
export function effectsPicture(study: StudyDocument, view: StudyView): { element: HTMLElement; draw(): void } {
  let interactions = false;
  const box = h("div", { class: "plot" });
  const shown = () => study.effects.filter(effect => effect.measure === view.state.measure && (interactions || !effect.interaction));
  const several = new Set(study.cells.map(cell => cell.network)).size > 1;
  const name = (effect: Effect) => `${effect.level} against ${effect.against}${several ? ` · ${effect.network}` : ""}`;
  const toggle = study.effects.some(effect => effect.interaction) ? h("button", { type: "button", "aria-pressed": "false", onclick: () => {
    interactions = !interactions;
    toggle!.setAttribute("aria-pressed", String(interactions));
    draw();
  } }, "Interactions") : null;

  function draw(): void {
    const width = box.clientWidth, measure = view.measure, effects = shown();
    if (width < 60 || !measure) return;
    if (effects.length === 0) {
      box.replaceChildren(h("p", { class: "note" }, "No effect on this measure is known."));
      return;
    }
    const factors = [...new Set(effects.map(effect => effect.factor))], narrow = width < 560;
    const longest = Math.max(...effects.map(effect => widthOf(name(effect)))), right = narrow ? 22 : 250;
    const left = narrow ? 10 : Math.min(width * 0.4, 20 + longest), each = narrow ? 38 : 22;
    const rows = new Map(effects.map(effect => {
      const lines = folded(name(effect), narrow ? width : left - 16);
      // That it is inside its noise is told by its grey. On a narrow screen words stand where there is no mark.
      const words = narrow && effect.difference !== null ? []
        : folded(effect.text.replace(/, inside its noise$/, ""), narrow ? width : right - 16);
      const high = narrow ? 24 + leading * (lines.length + Math.max(0, words.length - 1))
        : Math.max(each, 8 + leading * Math.max(lines.length, words.length));
      return [effect, { lines, words, high }];
    }));
    const axis = new MeasureAxis(measure, effects.flatMap(effect => [effect.difference ?? NaN, ...(effect.interval ?? [])]), left,
      width - left - right, true);
    const height = top + each * factors.length + [...rows.values()].reduce((sum, row) => sum + row.high, 0) + bottom;
    const picture = svg("svg",
      { class: "study-plot", width, height, viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": describe() });
    axis.draw(picture, top, height - bottom);
    let upper = top;
    for (const factor of factors) {
      picture.append(svg("text", { class: "axis-factor", x: narrow ? 0 : left - 10, y: upper + each / 2 + 4,
        "text-anchor": narrow ? "start" : "end" }, factor));
      upper += each;
      for (const effect of effects.filter(one => one.factor === factor)) {
        const good = effect.noise !== false || !measure.better ? "" : (effect.difference ?? 0) * measure.better > 0 ? " good" : " bad";
        const group = svg("g", { class: `effect${effect.noise === false ? " sure" : ""}${good}` },
          svg("title", {}, `${name(effect)}: ${effect.text}`));
        const { lines, words, high } = rows.get(effect)!, y = upper + (narrow ? 5 + leading * lines.length : high / 2);
        upper += high;
        group.append(nameOf(lines, left, y, narrow));
        if (effect.interval) group.append(...axis.interval(effect.interval, y));
        if (effect.difference !== null) group.append(svg("circle", { class: "mean", cx: axis.x(effect.difference), cy: y, r: 4.5 }));
        group.append(narrow ? linesAt(words, "axis-text", 0, y + 4, "start")
          : linesAt(words, "axis-text", width - 2, y + 4 - leading * (words.length - 1) / 2, "end"));
        picture.append(group);
      }
    }
    box.replaceChildren(picture);
  }

  const describe = () =>
    `Effects on ${view.measure?.title ?? ""}: ${shown().slice(0, 10).map(effect => `${name(effect)}: ${effect.text}`).join("; ")}`;
  view.on(draw);
  const element = figure({
    name: "effects",
    title: "What each level does",
    note: "Differences from the first level of each factor, paired by seed and averaged over what else varies; intervals hold for all "
      + "effects on the measure together with 95 % (Bonferroni). Grey: inside its noise.",
    describe,
    vector: () => vectorOf(box, draw),
    table: () => ({
      columns: ["network", "factor", "level", "against", "measure", "difference", "low", "high", "seeds", "diverged", "noise"],
      rows: study.effects.filter(effect => interactions || !effect.interaction).map(effect => [effect.network, effect.factor, effect.level,
        effect.against, effect.measure, effect.difference, effect.interval?.[0] ?? null, effect.interval?.[1] ?? null, effect.seeds,
          effect.diverged,
        effect.noise === null ? null : String(effect.noise)]),
    }),
  }, box, ...(toggle ? [toggle] : []));
  return { element, draw };
}
