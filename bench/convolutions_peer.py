"""Times the convolutions of `bench convolutions` in PyTorch: forward (with relu), gradient of the image, gradient of the weight.

Usage: python3 bench/convolutions_peer.py
"""

import time

import torch
import torch.nn.functional as F

CASES = [
    ("3x3 64-64 32x32 b32", (32, 64, 32, 32), (64, 64, 3, 3), 1, 1, 1),
    ("3x3 128-128 16x16 b32", (32, 128, 16, 16), (128, 128, 3, 3), 1, 1, 1),
    ("7x7/2 3-64 224x224 b8", (8, 3, 224, 224), (64, 3, 7, 7), 2, 3, 1),
    ("3x3 256-256 8x8 b32", (32, 256, 8, 8), (256, 256, 3, 3), 1, 1, 1),
    ("3x3 512-512 4x4 b32", (32, 512, 4, 4), (512, 512, 3, 3), 1, 1, 1),
    ("3x3 512-512 7x7 b8", (8, 512, 7, 7), (512, 512, 3, 3), 1, 1, 1),
    ("3x3 512-512 2x2 b32", (32, 512, 2, 2), (512, 512, 3, 3), 1, 1, 1),
    ("3x3/2 64-128 56x56 b8", (8, 64, 56, 56), (128, 64, 3, 3), 2, 1, 1),
    ("1x1/2 64-128 56x56 b8", (8, 64, 56, 56), (128, 64, 1, 1), 2, 0, 1),
    ("3x3 16-16 32x32 b32", (32, 16, 32, 32), (16, 16, 3, 3), 1, 1, 1),
    ("depthwise 3x3 128 28x28 b8", (8, 128, 28, 28), (128, 1, 3, 3), 1, 1, 128),
    ("depthwise 3x3/2 128 56x56 b8", (8, 128, 56, 56), (128, 1, 3, 3), 2, 1, 128),
    ("depthwise 3x3 512 14x14 b1", (1, 512, 14, 14), (512, 1, 3, 3), 1, 1, 512),
]


def best(run, seconds=0.4):
    run()
    least, end = float("inf"), time.perf_counter() + seconds
    while time.perf_counter() < end:
        start = time.perf_counter()
        run()
        least = min(least, time.perf_counter() - start)
    return least * 1e3


print(f"torch {torch.__version__}; best of both memory formats")
print(f"{'convolution':29} {'threads':>7} {'forward ms':>11} {'dx ms':>9} {'dw ms':>9}")
for threads in (1, 2):
    torch.set_num_threads(threads)
    for name, image, kernel, stride, padding, groups in CASES:
        found = []
        for form in (torch.contiguous_format, torch.channels_last):
            x = torch.randn(image).to(memory_format=form)
            w = torch.randn(kernel).to(memory_format=form)
            b = torch.randn(kernel[0])
            with torch.no_grad():
                y = F.conv2d(x, w, b, stride, padding, 1, groups).contiguous(memory_format=form)
                back = lambda mask: torch.ops.aten.convolution_backward(y, x, w, [kernel[0]], [stride] * 2, [padding] * 2, [1, 1], False,
                    [0, 0], groups, mask)
                found.append((
                    best(lambda: F.relu_(F.conv2d(x, w, b, stride, padding, 1, groups))),
                    best(lambda: back([True, False, False])),
                    best(lambda: back([False, True, False])),
                ))
        forward, dx, dw = (min(times) for times in zip(*found))
        print(f"{name:29} {threads:7} {forward:11.3f} {dx:9.3f} {dw:9.3f}", flush=True)
