let context: CanvasRenderingContext2D | null | undefined;

/** Between the lines of a name that is folded. */
export const leading = 14;

/** A name whose dots, between the levels of a cell, stay with what stands before them where it is folded. */
export const bound = (name: string): string => name.replaceAll(" · ", "\u00a0· ");

/** A text in as many lines as a width wants: between its words where that is possible, within them where not. */
export function folded(text: string, room: number, size = 12): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of bound(text).split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (widthOf(longer, size) <= room) {
      line = longer;
      continue;
    }
    if (widthOf(word, size) <= room) {
      lines.push(line);
      line = word;
      continue;
    }
    // One that is longer than a line begins where the last one ended.
    if (line !== "") line += " ";
    for (const letter of word) {
      if (line !== "" && widthOf(line + letter, size) > room) {
        lines.push(line);
        line = "";
      }
      line += letter;
    }
  }
  return [...lines, line];
}

/** The width of a text where it is drawn at its boldest, as under the pointer. */
export function widthOf(text: string, size = 12): number {
  context ??= document.createElement("canvas").getContext("2d");
  if (!context) return text.length * size * 0.57;
  context.font = `650 ${size}px ${getComputedStyle(document.body).fontFamily}`;
  return context.measureText(text).width;
}
