"""The small products of Weir.Bench's `products`, timed in PyTorch (CPU): forward, dx and dw of a linear layer.

    OPENBLAS_CORETYPE=SKYLAKEX OMP_NUM_THREADS=1 python3 bench/products_peer.py
    OPENBLAS_CORETYPE=SKYLAKEX OMP_NUM_THREADS=2 python3 bench/products_peer.py

With --small only those of a small layer, a JSON line each, as `bench/peers` and `products --peer` ask for.

The time is that of a call from Python, the best of many, with gradients off and the result given, so that nothing but
the product is left to do.
"""

import json
import os
import sys
import time

import torch


def best(work, seconds=0.3):
    for _ in range(20):
        work()
    start = time.perf_counter()
    work()
    series = max(1, int(2e-4 / (time.perf_counter() - start)))
    least = float("inf")
    start = time.perf_counter()
    while time.perf_counter() - start < seconds:
        begin = time.perf_counter()
        for _ in range(series):
            work()
        least = min(least, (time.perf_counter() - begin) / series)
    return least * 1e6


def times(batch, inputs, outputs, seconds):
    x = torch.randn(batch, inputs)
    w = torch.randn(inputs, outputs)
    dy = torch.randn(batch, outputs)
    y, dx, dw = torch.empty(batch, outputs), torch.empty(batch, inputs), torch.empty(inputs, outputs)
    return (
        best(lambda: torch.mm(x, w, out=y), seconds),
        best(lambda: torch.mm(dy, w.t(), out=dx), seconds),
        best(lambda: torch.mm(x.t(), dy, out=dw), seconds),
    )


def small():
    for batch in (10, 64):
        for inputs, outputs in ((784, 100), (100, 100)):
            print(json.dumps(times(batch, inputs, outputs, 0.15)))


def main():
    torch.set_grad_enabled(False)
    threads = int(os.environ.get("OMP_NUM_THREADS", "1"))
    torch.set_num_threads(threads)
    if "--small" in sys.argv:
        small()
        return
    print(f"PyTorch {torch.__version__}, {threads} thread(s)")
    print(f"{'product':<26} {'forward µs':>11} {'dx µs':>9} {'dw µs':>9}")
    for batch in (10, 64, 128):
        for inputs, outputs in ((784, 100), (100, 100), (100, 10), (784, 2048), (2048, 1024), (1024, 512), (512, 256), (256, 10)):
            forward, backward, weights = times(batch, inputs, outputs, 0.3)
            print(f"{f'{batch} x {inputs} x {outputs}':<26} {forward:11.2f} {backward:9.2f} {weights:9.2f}")
    a, b, c = torch.randn(1024, 1024), torch.randn(1024, 1024), torch.empty(1024, 1024)
    print(f"{'1024 x 1024 x 1024':<26} {best(lambda: torch.mm(a, b, out=c), 1.0):11.2f}")


main()
