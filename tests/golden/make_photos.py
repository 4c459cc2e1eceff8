"""Writes small JPEG and BMP files of every kind that is read, with the pixels that Pillow (libjpeg) finds in them.

Made by: /usr/bin/python3 tests/golden/make_photos.py   (Pillow 9.4)

In a case, `indices` are the bytes of the file and `output` holds the pixels (height, width, channels) from 0 to 1.
"""

import io
import json
import math
import pathlib

import PIL
from PIL import Image, ImageOps

FOLDER = pathlib.Path(__file__).resolve().parent
COMMAND = f"/usr/bin/python3 tests/golden/make_photos.py (Pillow {PIL.__version__})"


def picture(width, height):
    image = Image.new("RGB", (width, height))
    for y in range(height):
        for x in range(width):
            image.putpixel((x, y), (int(255 * x / width), int(127 + 120 * math.sin(y / 3)), int(255 * (x + y) / (width + height))))
    return image


def case(name, image, kind, grey=False, **options):
    data = io.BytesIO()
    image.save(data, kind, **options)
    read = ImageOps.exif_transpose(Image.open(io.BytesIO(data.getvalue())))
    read = read if read.mode == "L" else read.convert("L" if grey else "RGB")
    values = [value for pixel in read.getdata() for value in (pixel if isinstance(pixel, tuple) else (pixel,))]
    shape = [read.height, read.width, 1 if read.mode == "L" else 3]
    output = {"shape": shape, "values": [round(value / 255, 7) for value in values]}
    return {"name": name, "operation": "image", "indices": list(data.getvalue()), "inputs": [], "output": output, "gradients": []}


colour = picture(19, 13)
cases = [
    case("baseline", colour, "JPEG", quality=85),
    case("progressive", colour, "JPEG", quality=85, progressive=True),
    case("without subsampling", colour, "JPEG", quality=95, subsampling=0),
    case("grey", colour.convert("L"), "JPEG", quality=85),
    case("four inks", colour.convert("CMYK"), "JPEG", quality=85),
]
for orientation in range(1, 9):
    exif = Image.Exif()
    exif[0x0112] = orientation
    cases.append(case(f"orientation {orientation}", colour, "JPEG", quality=95, subsampling=0, exif=exif.tobytes()))
cases += [
    case("bmp of colours", colour, "BMP"),
    case("bmp of grey", colour.convert("L"), "BMP"),
    case("bmp of a palette", colour.quantize(16), "BMP"),
    case("bmp of two levels", colour.convert("1").convert("L").quantize(2), "BMP", grey=True),
]
text = json.dumps({"madeBy": COMMAND, "cases": cases}, separators=(",", ":")).replace('{"name"', '\n{"name"')
(FOLDER / "images-photos.json").write_text(text + "\n")
