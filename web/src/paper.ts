/** Rows of a picture that stand together on paper. */
const together = 6;

/** Whether a picture of so many rows, with its heading, is taller than a page of paper. */
export const isTall = (rows: number): boolean => rows > 35;

/**
 * A tall picture of rows in pieces of a few rows each; another as it is. A browser parts a page of paper between two pictures and never
 * within one, so that a picture taller than what is left of a page would leave the rest of it empty.
 *
 * Rows are groups whose first rectangle tells where they lie; what is no group, as lines and braces, goes on through all pieces.
 */
export function inPieces(picture: SVGSVGElement, top: number, row: number, rows: number): SVGSVGElement[] {
  if (!isTall(rows)) return [picture];
  const height = Number(picture.getAttribute("height")), width = picture.getAttribute("width");
  const cuts = [0];
  for (let at = together; at < rows; at += together) cuts.push(top + at * row);
  cuts.push(height);
  return cuts.slice(1).map((end, i) => {
    const start = cuts[i], piece = picture.cloneNode(true) as SVGSVGElement;
    piece.setAttribute("height", String(end - start));
    piece.setAttribute("viewBox", `0 ${start} ${width} ${end - start}`);
    for (const group of piece.querySelectorAll(":scope > g")) {
      const y = Number(group.querySelector("rect")?.getAttribute("y") ?? start);
      // Heights may reach into the row above.
      if (y + 3 * row < start || y > end) group.remove();
    }
    return piece;
  });
}
