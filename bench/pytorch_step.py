#!/usr/bin/python3
"""PyTorch's side of `bench/peers`: training steps and forward passes of the workloads, on command.

Reads lines from standard input and answers each with one JSON line:

    use WORKLOAD        makes network and batch
    train SECONDS       training steps for so long (at least one)
    infer BATCH SECONDS forward passes in evaluation

Needs Debian's python3-torch and an OpenBLAS (libopenblas0-openmp or libopenblas0-pthread).
"""
import argparse, json, sys, time
import torch, torch.nn as nn

SMALL, WIDE = [784, 100, 100, 100, 100, 10], [784, 2048, 1024, 512, 256, 10]
VGG19 = [64, 64, 'M', 128, 128, 'M', 256, 256, 256, 256, 'M', 512, 512, 512, 512, 'M', 512, 512, 512, 512, 'M']


def mlp(sizes):
    layers = []
    for i, (a, b) in enumerate(zip(sizes, sizes[1:])):
        layers.append(nn.Linear(a, b))
        if i < len(sizes) - 2:
            layers.append(nn.ReLU())
    return nn.Sequential(*layers)


def vgg(stages):
    layers, channels = [], 3
    for width in stages:
        if width == 'M':
            layers.append(nn.MaxPool2d(2, 2))
        else:
            layers += [nn.Conv2d(channels, width, 3, padding=1), nn.BatchNorm2d(width), nn.ReLU()]
            channels = width
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(512, 10))


class Basic(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.way = nn.Sequential(
            nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(),
            nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False), nn.BatchNorm2d(outputs))
        same = stride == 1 and inputs == outputs
        self.shortcut = nn.Identity() if same else nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        return torch.relu(self.way(x) + self.shortcut(x))


def resnet18():
    layers, channels = [nn.Conv2d(3, 64, 7, 2, 3, bias=False), nn.BatchNorm2d(64), nn.ReLU(), nn.MaxPool2d(3, 2, 1)], 64
    for width, stride in ((64, 1), (128, 2), (256, 2), (512, 2)):
        layers += [Basic(channels, width, stride), Basic(width, width, 1)]
        channels = width
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(512, 10))


class CharTransformer(nn.Module):
    def __init__(self, characters=65, width=192, heads=6, depth=4, context=128):
        super().__init__()
        self.characters, self.places = nn.Embedding(characters, width), nn.Embedding(context, width)
        block = nn.TransformerEncoderLayer(width, heads, 4 * width, dropout=0.0, activation='gelu', batch_first=True, norm_first=True)
        self.blocks, self.head = nn.TransformerEncoder(block, depth), nn.Linear(width, characters)
        self.register_buffer('mask', torch.triu(torch.full((context, context), float('-inf')), 1))

    def forward(self, x):
        h = self.characters(x) + self.places(torch.arange(x.shape[1], device=x.device))
        return self.head(self.blocks(h, self.mask)).flatten(0, 1)


def flat(n):
    return torch.randn(n, 784), torch.randint(0, 10, (n,))


def images(side):
    return lambda n: (torch.randn(n, 3, side, side), torch.randint(0, 10, (n,)))


def text(n):
    return torch.randint(0, 65, (n, 128)), torch.randint(0, 65, (n * 128,))


WORK = {
    'mlp-small-b10': (lambda: mlp(SMALL), flat, 10), 'mlp-small-b128': (lambda: mlp(SMALL), flat, 128),
    'mlp-wide-b10': (lambda: mlp(WIDE), flat, 10), 'mlp-wide-b128': (lambda: mlp(WIDE), flat, 128),
    'vgg19bn-32-b32': (lambda: vgg(VGG19), images(32), 32), 'resnet18-224-b8': (resnet18, images(224), 8),
    'char-transformer-b16': (CharTransformer, text, 16),
}


def peak_mb():
    with open('/proc/self/status') as status:
        return next(int(line.split()[1]) // 1024 for line in status if line.startswith('VmHWM'))


def timed(work, seconds):
    times, begin = [], time.perf_counter()
    while not times or time.perf_counter() - begin < seconds:
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    times.sort()
    return {'median_ms': times[len(times) // 2] * 1e3, 'min_ms': times[0] * 1e3, 'count': len(times), 'peak_mb': peak_mb()}


class Side:
    def __init__(self, name):
        make, self.data, batch = WORK[name]
        torch.manual_seed(1)
        self.model, self.loss = make(), nn.CrossEntropyLoss()
        self.x, self.y = self.data(batch)
        self.optimizer = torch.optim.SGD(self.model.parameters(), lr=.01)
        self.batches = {}

    def step(self):
        self.optimizer.zero_grad(set_to_none=True)
        value = self.loss(self.model(self.x), self.y)
        value.backward()
        self.optimizer.step()
        return value.item()

    def train(self, seconds):
        self.model.train()
        return timed(self.step, seconds)

    def infer(self, batch, seconds):
        self.model.eval()
        x = self.batches.setdefault(batch, self.data(batch)[0])
        with torch.inference_mode():
            return timed(lambda: self.model(x), seconds)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--threads', type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    print(json.dumps({'version': torch.__version__}), flush=True)
    side = None
    for line in sys.stdin:
        words = line.split()
        if words[0] == 'use':
            side = None
            side = Side(words[1])
            answer = {'workload': words[1]}
        elif words[0] == 'train':
            answer = side.train(float(words[1]))
        else:
            answer = side.infer(int(words[1]), float(words[2]))
        print(json.dumps(answer), flush=True)


if __name__ == '__main__':
    main()
