import { colour, h } from "./dom";

/** A vector picture as pixels, twice as many as it says, on the ground of the page. */
export async function drawn(vector: string): Promise<HTMLCanvasElement> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(vector)}`;
  await image.decode();
  const picture = h("canvas", { width: image.naturalWidth * 2, height: image.naturalHeight * 2 }), context = picture.getContext("2d")!;
  context.fillStyle = colour("card");
  context.fillRect(0, 0, picture.width, picture.height);
  context.drawImage(image, 0, 0, picture.width, picture.height);
  return picture;
}
