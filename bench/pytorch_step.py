#!/usr/bin/python3
"""PyTorch's side of `bench/peers`: training steps of a workload, on command.

Reads lines `run N` from standard input, makes N steps and answers with one JSON line: the median step in ms.
Needs Debian's python3-torch and an OpenBLAS (libopenblas0-openmp or libopenblas0-pthread).
"""
import argparse, json, sys, time
import torch, torch.nn as nn

SMALL, WIDE = [784, 100, 100, 100, 100, 10], [784, 2048, 1024, 512, 256, 10]
WORK = {
    'mlp-small-b10': (SMALL, 10), 'mlp-small-b128': (SMALL, 128),
    'mlp-wide-b10': (WIDE, 10), 'mlp-wide-b128': (WIDE, 128),
}


def mlp(sizes):
    layers = []
    for i, (a, b) in enumerate(zip(sizes, sizes[1:])):
        layers.append(nn.Linear(a, b))
        if i < len(sizes) - 2:
            layers.append(nn.ReLU())
    return nn.Sequential(*layers)


def peak_mb():
    with open('/proc/self/status') as status:
        return next(int(line.split()[1]) // 1024 for line in status if line.startswith('VmHWM'))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('workload', choices=WORK)
    parser.add_argument('--threads', type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(1)
    sizes, batch = WORK[args.workload]
    model, loss = mlp(sizes), nn.CrossEntropyLoss()
    x, y = torch.randn(batch, sizes[0]), torch.randint(0, sizes[-1], (batch,))
    optimizer = torch.optim.SGD(model.parameters(), lr=.01)

    def step():
        optimizer.zero_grad(set_to_none=True)
        value = loss(model(x), y)
        value.backward()
        optimizer.step()
        return value.item()

    print(json.dumps({'version': torch.__version__}), flush=True)
    for line in sys.stdin:
        times = []
        for _ in range(int(line.split()[1])):
            start = time.perf_counter()
            step()
            times.append(time.perf_counter() - start)
        times.sort()
        print(json.dumps({'median_ms': times[len(times) // 2] * 1e3, 'min_ms': times[0] * 1e3, 'peak_mb': peak_mb()}), flush=True)


main()
