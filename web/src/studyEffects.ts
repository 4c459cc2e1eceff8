import type { Effect, StudyDocument } from "./document";
import { h, svg } from "./dom";
import { figure } from "./figure";
import { MeasureAxis } from "./studyAxis";
import { fitted, nameOf } from "./studyIntervals";
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
    const longest = Math.max(...effects.map(effect => name(effect).length)), right = narrow ? 22 : 250;
    const left = narrow ? 10 : Math.min(width * 0.4, 20 + longest * 6.6), each = narrow ? 38 : 22;
    const axis = new MeasureAxis(measure, effects.flatMap(effect => [effect.difference ?? NaN, ...(effect.interval ?? [])]), left,
      width - left - right, true);
    const height = top + each * (effects.length + factors.length) + bottom;
    const picture = svg("svg",
      { class: "study-plot", width, height, viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": describe() });
    axis.draw(picture, top, height - bottom);
    let y = top + each / 2;
    for (const factor of factors) {
      picture.append(svg("text", { class: "axis-factor", x: narrow ? 0 : left - 10, y: y + 4, "text-anchor": narrow ? "start" : "end" },
        factor));
      y += each;
      for (const effect of effects.filter(one => one.factor === factor)) {
        const good = effect.noise !== false || !measure.better ? "" : (effect.difference ?? 0) * measure.better > 0 ? " good" : " bad";
        const group = svg("g", { class: `effect${effect.noise === false ? " sure" : ""}${good}` },
          svg("title", {}, `${name(effect)}: ${effect.text}`));
        group.append(nameOf(name(effect), left, y, narrow, width));
        if (effect.interval) group.append(...axis.interval(effect.interval, y));
        if (effect.difference !== null) group.append(svg("circle", { class: "mean", cx: axis.x(effect.difference), cy: y, r: 4.5 }));
        // Where there is no mark, the words stand in its place.
        if (!narrow) group.append(svg("text", { class: "axis-text", x: width - 2, y: y + 4, "text-anchor": "end" },
          // That it is inside its noise is told by its grey.
          fitted(effect.text.replace(/, inside its noise$/, ""), right)));
        else if (effect.difference === null) group.append(svg("text", { class: "axis-text", x: 0, y: y + 4 }, fitted(effect.text, width)));
        picture.append(group);
        y += each;
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
