import type { Epoch } from "./document";
import { count, number } from "./format";

/** What the axis of a run's pictures counts. */
export type Unit = "step" | "epoch" | "time";

/** The course of a run: what has been reached at each step, in steps, epochs or time. It only ever rises. */
export class Course {
  /** @param marks Steps and what was reached at them, both rising from 0; none where steps are counted themselves. */
  private constructor(readonly name: "steps" | "epochs" | "time", readonly text: (value: number) => string,
    private readonly marks: [number, number][]) {}

  static readonly steps = new Course("steps", count, []);

  /** The course by the epochs that a run has recorded; by its steps where it has none. */
  static of(unit: Unit, epochs: Epoch[], seconds: number): Course {
    if (unit === "step" || epochs.length === 0) return Course.steps;
    const [name, size] = seconds >= 7200 ? ["h", 3600] as const : seconds >= 120 ? ["min", 60] as const : ["s", 1] as const;
    const marks: [number, number][] = [[0, 0]];
    let time = 0;
    for (const epoch of epochs) {
      time += epoch.seconds / size;
      const last = marks[marks.length - 1], value = unit === "epoch" ? epoch.epoch : time;
      if (epoch.step > last[0] && value > last[1]) marks.push([epoch.step, value]);
    }

    return marks.length < 2 ? Course.steps
      : unit === "epoch" ? new Course("epochs", number, marks) : new Course("time", value => `${number(value)} ${name}`, marks);
  }

  /** The same for places that are epochs or times already, and no steps. */
  get reached(): Course {
    return new Course(this.name, this.text, []);
  }

  /** Whether there are no parts of what is counted. */
  get whole(): boolean {
    return this.name === "steps";
  }

  /** The names of places on an axis, each once. */
  labels(places: number[]): string[] {
    const texts = places.map(place => this.text(place));
    return texts.map((text, i) => (texts.indexOf(text) < i ? "" : text));
  }

  /** The title of a picture that is taken along, which has to say what its axis counts where that is not steps. */
  titled(title: string): string {
    return this.name === "steps" ? title : `${title}, over ${this.name}`;
  }

  /** What was reached at a step, in words. */
  told(step: number): string {
    return `${this.name === "epochs" ? "epoch " : ""}${this.text(this.at(step))}`;
  }

  at(step: number): number {
    return this.between(step, 0, 1);
  }

  step(value: number): number {
    return this.between(value, 1, 0);
  }

  /** On the straight lines between the marks; what lies beyond the last goes on as before it. */
  private between(place: number, from: 0 | 1, to: 0 | 1): number {
    const { marks } = this;
    if (marks.length === 0) return place;
    let low = 1, high = marks.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (marks[middle][from] < place) low = middle + 1;
      else high = middle;
    }
    const one = marks[low - 1], two = marks[low];
    return one[to] + ((place - one[from]) / (two[from] - one[from])) * (two[to] - one[to]);
  }
}
