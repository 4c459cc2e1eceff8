import { h } from "./dom";
import { drawn } from "./drawn";
import { pictures } from "./figure";

/** The fragment by which the program asks a page for its pictures (`weir report --png`). */
export const picturesWanted = "#pictures";

/** Writes every picture of the page into it as text: addresses of data for what is drawn, markup for what is vector. */
export async function givePictures(): Promise<void> {
  const all: Record<string, string> = {};
  for (const picture of pictures) {
    try {
      const canvas = picture.canvas?.();
      if (canvas && canvas.width > 1) all[`${picture.name}.png`] = canvas.toDataURL("image/png");
      const vector = canvas ? "" : picture.vector?.() ?? "";
      if (vector === "") continue;
      all[`${picture.name}.svg`] = vector;
      all[`${picture.name}.png`] = (await drawn(vector)).toDataURL("image/png");
    } catch {
      // A picture without numbers was never drawn.
    }
  }
  document.body.append(h("script", { type: "application/json", id: "weir-pictures" }, JSON.stringify(all)));
}
