#!/usr/bin/python3
"""PyTorch's side of `bench/peers`: training steps of a workload, on command.

Reads lines `run N` from standard input, makes N steps and answers with one JSON line: the median step in ms.
Needs Debian's python3-torch and an OpenBLAS (libopenblas0-openmp or libopenblas0-pthread).
"""
import argparse, json, sys, time
import torch, torch.nn as nn

SMALL, WIDE = [784, 100, 100, 100, 100, 10], [784, 2048, 1024, 512, 256, 10]
VGG19 = [64, 64, 0, 128, 128, 0, 256, 256, 256, 256, 0, 512, 512, 512, 512, 0, 512, 512, 512, 512, 0]


def mlp(sizes):
    layers = []
    for i, (a, b) in enumerate(zip(sizes, sizes[1:])):
        layers.append(nn.Linear(a, b))
        if i < len(sizes) - 2:
            layers.append(nn.ReLU())
    return nn.Sequential(*layers)


def vgg(units):
    layers, inputs = [], 3
    for outputs in units:
        if outputs == 0:
            layers.append(nn.MaxPool2d(2, 2))
        else:
            layers += [nn.Conv2d(inputs, outputs, 3, padding=1), nn.BatchNorm2d(outputs), nn.ReLU()]
            inputs = outputs
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(inputs, 10))


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.branch = nn.Sequential(
            nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(),
            nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False), nn.BatchNorm2d(outputs))
        self.shortcut = nn.Identity()
        if stride > 1 or inputs != outputs:
            self.shortcut = nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        return torch.relu(self.branch(x) + self.shortcut(x))


def resnet18():
    layers, inputs = [nn.Conv2d(3, 64, 7, 2, 3, bias=False), nn.BatchNorm2d(64), nn.ReLU(), nn.MaxPool2d(3, 2, 1)], 64
    for outputs, stride in ((64, 1), (128, 2), (256, 2), (512, 2)):
        layers += [Block(inputs, outputs, stride), Block(outputs, outputs, 1)]
        inputs = outputs
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(512, 10))


# What makes the network, the shape of a sample, the batch.
WORK = {
    'mlp-small-b10': (lambda: mlp(SMALL), (784,), 10), 'mlp-small-b128': (lambda: mlp(SMALL), (784,), 128),
    'mlp-wide-b10': (lambda: mlp(WIDE), (784,), 10), 'mlp-wide-b128': (lambda: mlp(WIDE), (784,), 128),
    'vgg19bn-32-b32': (lambda: vgg(VGG19), (3, 32, 32), 32), 'resnet18-224-b8': (resnet18, (3, 224, 224), 8),
}


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
    make, sample, batch = WORK[args.workload]
    model, loss = make(), nn.CrossEntropyLoss()
    x, y = torch.randn(batch, *sample), torch.randint(0, 10, (batch,))
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
