import { h } from "./dom";

/** Writes values with their words into a line; what stands there already is only changed where it differs, as it follows the hand. */
export function setReadout(box: HTMLElement, parts: [string, string, string][]): void {
  while (box.children.length > parts.length) box.lastElementChild!.remove();
  parts.forEach((texts, i) => {
    if (!box.children[i]) box.append(h("span", {}, h("span", {}), h("b", {}), h("span", {})));
    texts.forEach((text, part) => {
      const element = box.children[i].children[part];
      if (element.textContent !== text) element.textContent = text;
    });
  });
}
