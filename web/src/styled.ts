const carried = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "paint-order", "font-size",
  "font-weight", "opacity"];

/** A vector picture of the page as text: a copy that carries its colours along. */
export function styled(picture: SVGSVGElement): string {
  const copy = picture.cloneNode(true) as SVGSVGElement, from = picture.querySelectorAll("*");
  const to = copy.querySelectorAll<SVGElement>("*");
  from.forEach((element, i) => {
    const style = getComputedStyle(element);
    for (const name of carried) {
      to[i].setAttribute(name, style.getPropertyValue(name));
    }
    to[i].removeAttribute("class");
  });
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("font-family", "system-ui, sans-serif");
  return new XMLSerializer().serializeToString(copy) + "\n";
}

/** The vector picture in a box, drawn first. */
export function vectorOf(box: HTMLElement, draw: () => void): string {
  draw();
  const picture = box.querySelector("svg");
  return picture ? styled(picture) : "";
}
