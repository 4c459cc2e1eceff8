"""Writes images with their known pixels: PNG of every colour type, depth and interlacing with all filters, and resized images.

Made by: /usr/bin/python3 tests/golden/make_images.py   (Pillow 9.4)

The PNG files are put together here, byte by byte, and Pillow has to read the same pixels wherever it keeps all their bits; resized
images are Pillow's.
In a case, `indices` are the bytes of the file and `output` holds the pixels (height, width, channels) from 0 to 1.
"""

import io
import json
import pathlib
import random
import struct
import zlib

import PIL
from PIL import Image

FOLDER = pathlib.Path(__file__).resolve().parent
COMMAND = f"/usr/bin/python3 tests/golden/make_images.py (Pillow {PIL.__version__})"
random.seed(20240607)
SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
PASSES = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def packed(samples, depth):
    if depth == 16:
        return b"".join(struct.pack(">H", s) for s in samples)
    bits = "".join(format(s, f"0{depth}b") for s in samples)
    bits += "0" * (-len(bits) % 8)
    return bytes(int(bits[i : i + 8], 2) for i in range(0, len(bits), 8))


def filtered(kind, row, above, step):
    def near(a, b, c):
        p = a + b - c
        return min(((abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c)))[2]

    out = []
    for i, x in enumerate(row):
        a, b, c = row[i - step] if i >= step else 0, above[i], above[i - step] if i >= step else 0
        out.append((x - [0, a, b, (a + b) // 2, near(a, b, c)][kind]) % 256)
    return bytes([kind]) + bytes(out)


def png(width, height, kind, depth, pixels, interlaced, palette=None, transparency=None):
    """pixels[y][x] is a tuple of samples."""
    data, number = b"", 0
    for x0, y0, dx, dy in PASSES if interlaced else [(0, 0, 1, 1)]:
        columns = range(x0, width, dx)
        if not columns:
            continue
        above = None
        for y in range(y0, height, dy):
            row = packed([s for x in columns for s in pixels[y][x]], depth)
            above = above if above is not None else bytes(len(row))
            data += filtered(number % 5, row, above, max(1, SAMPLES[kind] * depth // 8))
            above, number = row, number + 1
    squeezed = zlib.compress(data)
    middle = len(squeezed) // 2
    file = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, interlaced))
    file += chunk(b"gAMA", struct.pack(">I", 45455))
    if palette:
        file += chunk(b"PLTE", bytes(v for colour in palette for v in colour))
    if transparency:
        file += chunk(b"tRNS", transparency)
    # In two chunks, as writers of large images do.
    return file + chunk(b"IDAT", squeezed[:middle]) + chunk(b"IDAT", squeezed[middle:]) + chunk(b"tEXt",
        b"Comment\0none") + chunk(b"IEND", b"")


def case(name, operation, file, height, width, channels, values, numbers=None):
    return {
        "name": name,
        "operation": operation,
        "numbers": numbers,
        "indices": list(file),
        "inputs": [],
        "output": {"shape": [height, width, channels], "values": [float(f"{v:.9g}") for v in values]},
        "outputGradient": {"shape": [0], "values": []},
        "gradients": [],
    }


def check(name, file, values, channels, opacity):
    image = Image.open(io.BytesIO(file))
    # Pillow cuts colours of 16 bits to 8.
    if image.mode.startswith("I"):
        return
    seen = list(image.convert({1: "L", 2: "LA", 3: "RGB", 4: "RGBA"}[channels]).getdata())
    for i, pixel in enumerate(seen):
        colours = pixel if channels > 1 else (pixel,)
        for c, v in enumerate(colours if opacity else colours[:-1]):
            assert abs(v - values[i * channels + c] * 255) < 1.001, (name, i, c, v, values[i * channels + c] * 255)


def pngs():
    kinds = [(0, d) for d in (1, 2, 4, 8, 16)] + [(2, 8), (2, 16)] + [(3, d) for d in (1, 2, 4, 8)] + [(4, 8), (4, 16), (6, 8), (6, 16)]
    for kind, depth in kinds:
        for interlaced in (0, 1):
            for clear in (False, True) if kind in (0, 2, 3) else (False,):
                width, height = (1, 1) if (kind, depth, interlaced) == (2, 8, 1) and clear else (9, 6)
                palette = [tuple(random.randrange(256) for _ in range(3)) for _ in range(min(2**depth, 11))] if kind == 3 else None
                most = len(palette) if palette else 2**depth
                pixels = [[tuple(random.randrange(most) for _ in range(SAMPLES[kind])) for _ in range(width)] for _ in range(height)]
                key = pixels[0][0]
                transparency = None
                if clear and kind == 3:
                    transparency = bytes(random.randrange(256) for _ in range(len(palette) - 1))
                elif clear:
                    transparency = b"".join(struct.pack(">H", s) for s in key)
                values = []
                for pixel in (p for row in pixels for p in row):
                    if kind == 3:
                        values += [v / 255 for v in palette[pixel[0]]]
                        values += [(transparency[pixel[0]] if pixel[0] < len(transparency) else 255) / 255] if clear else []
                    else:
                        values += [s / (2**depth - 1) for s in pixel]
                        values += [0.0 if pixel == key else 1.0] if clear else []
                channels = (3 if kind == 3 else SAMPLES[kind]) + clear
                name = f"type {kind}, {depth} bits{', interlaced' if interlaced else ''}{', tRNS' if clear else ''}"
                file = png(width, height, kind, depth, pixels, interlaced, palette, transparency)
                # Pillow compares the transparent level with levels that it has scaled.
                check(name, file, values, channels, opacity=not (clear and kind != 3 and depth != 8))
                yield case(name, "png", file, height, width, channels, values)


def resizes():
    for (height, width), (to_height, to_width) in [((5, 7), (3, 3)), ((5, 7), (10, 9)), ((8, 8), (3, 8)), ((3, 3), (1, 1)),
        ((4, 6), (4, 13))]:
        values = [struct.unpack("f", struct.pack("f", random.random()))[0] for _ in range(height * width)]
        image = Image.new("F", (width, height))
        image.putdata(values)
        resized = list(image.resize((to_width, to_height), Image.BILINEAR).getdata())
        yield case(f"{height}x{width} to {to_height}x{to_width}", "resize", b"", to_height, to_width, 1, resized, [height, width, *values])


for file, cases in {"png": pngs, "resize": resizes}.items():
    content = {"madeBy": COMMAND, "cases": list(cases())}
    (FOLDER / f"images-{file}.json").write_text(json.dumps(content, separators=(",", ":")).replace("},{\"name\"", "},\n{\"name\"") + "\n")
    print(file, len(content["cases"]))
