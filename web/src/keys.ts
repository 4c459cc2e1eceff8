import { h } from "./dom";
import { press } from "./pointer";
import type { Run } from "./run";
import type { Store } from "./view";

/** What keys do: on the whole page, or in a picture that has the focus. */
const keys: [string[], string, "page" | "picture"][] = [
  [["←", "→"], "move the cursor by a sample, with Shift by ten", "page"],
  [["j", "k"], "select the layer below or above", "page"],
  [["n", "p"], "go to the next or the previous finding", "page"],
  [["+", "−"], "zoom in and out around the cursor", "page"],
  [["0"], "show all steps", "page"],
  [["Esc"], "let go of the layer and the zoom", "page"],
  [["?"], "this list", "page"],
  [["↓", "↑"], "select the layer below or above", "picture"],
  [["Home", "End"], "go to the first or the last sample", "picture"],
];

const kept = "weir-keys";

/** Whether the keys work without a picture that has the focus; one who speaks to a computer, or types by chance, may not want them. */
let everywhere = ((): boolean => {
  try {
    return localStorage.getItem(kept) !== "off";
  } catch {
    return true;
  }
})();

/** The keys on the whole page, and the list of them: a button for the header. */
export function pageKeys(run: Run, store: Store): HTMLElement {
  const help = list();
  document.addEventListener("keydown", event => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTaken(event.target, event.key)) return;
    if (!everywhere || document.querySelector("dialog[open]")) return;
    const done = event.key === "?" ? open(help) : event.key === "n" || event.key === "p" ? goToFinding(event.key === "n" ? 1 : -1)
      : !/^(Arrow(Up|Down)|Home|End)$/.test(event.key) && press(event, run, store);
    if (done) event.preventDefault();
  });
  return h("button", { type: "button", class: "keys-button", "aria-haspopup": "dialog", "aria-label": "Keys", title: "what keys do (?)",
    onclick: () => void open(help) }, h("kbd", {}, "?"), h("span", {}, " keys"));
}

/** Whether a key means something to what has the focus: a field, or what scrolls to the side. */
function isTaken(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.matches("select, textarea, input:not([type=range])")) return true;
  return key.startsWith("Arrow") && (target.matches("input") || target.scrollWidth > target.clientWidth + 1);
}

function open(help: HTMLDialogElement): boolean {
  if (!help.isConnected) document.body.append(help);
  help.showModal();
  return true;
}

/** Goes to the finding behind or before the one that is at the top of the page. */
function goToFinding(by: 1 | -1): boolean {
  const all = [...document.querySelectorAll<HTMLElement>(".finding[id^=finding-]")];
  if (all.length === 0) return false;
  const top = (document.querySelector<HTMLElement>(".top")?.offsetHeight ?? 0) + 20;
  const places = all.map(each => each.getBoundingClientRect().top - top);
  // The last ones may be unable to come to the top: from the one that has the focus it goes on by number.
  const here = all.findIndex(each => each === document.activeElement);
  const at = here >= 0 ? here + by : by > 0 ? places.findIndex(place => place > 4) : places.findLastIndex(place => place < -4);
  const target = all[Math.min(all.length - 1, at < 0 ? (by > 0 && here < 0 ? all.length - 1 : 0) : at)];
  target.tabIndex = -1;
  target.scrollIntoView({ block: "start" });
  target.focus({ preventScroll: true });
  return true;
}

function list(): HTMLDialogElement {
  const part = (title: string, where: "page" | "picture") => [h("h3", {}, title),
    h("dl", {}, ...keys.filter(key => key[2] === where).map(([names, text]) =>
      h("div", {}, h("dt", {}, ...names.map(name => h("kbd", {}, name))), h("dd", {}, text))))];
  const choice = h("input", { type: "checkbox", checked: everywhere, onchange: () => {
    everywhere = choice.checked;
    try {
      localStorage.setItem(kept, everywhere ? "on" : "off");
    } catch {
      // A page from a file may have no storage: the choice holds until it is closed.
    }
  } });
  return h("dialog", { class: "keys", "aria-labelledby": "keys-title" },
    h("form", { method: "dialog" }, h("h2", { id: "keys-title" }, "Keys"), h("button", { autofocus: true }, "Close")),
    ...part("On the whole page", "page"), ...part("In a picture that has the focus (Tab, or a click), besides", "picture"),
    h("label", { class: "note" }, choice, " the keys work on the whole page, and not in pictures alone"),
    h("p", { class: "note" }, "With a hand: move over a picture for the cursor, drag to zoom, double-click to show all steps; on a map, "
      + "click to select a layer."));
}
