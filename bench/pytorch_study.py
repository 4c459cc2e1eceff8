#!/usr/bin/python3
"""PyTorch's side of `bench/peers study`: trains networks of rectifiers on MNIST as the study's recipes say, on command.

Reads lines from standard input and answers each with one JSON line:

    load FOLDER                                   reads MNIST: 50,000 samples to learn from, 10,000 for validation
    train SIZES BATCH RATE DECAY EPOCHS FOREACH   trains a network of such sizes (784,100,10), and validates it after each epoch
    step SIZES BATCH RATE DECAY STEPS FOREACH     so many steps of it alone

Needs Debian's python3-torch and an OpenBLAS (libopenblas0-openmp or libopenblas0-pthread).
"""
import argparse, gzip, json, os, sys, time
import torch, torch.nn as nn
import torch.nn.functional as F

VALIDATION = 10_000


def read(folder, name, offset):
    path = os.path.join(folder, name)
    with (open(path, 'rb') if os.path.exists(path) else gzip.open(path + '.gz')) as file:
        return torch.frombuffer(bytearray(file.read()), dtype=torch.uint8, offset=offset)


def network(sizes):
    layers = []
    for i, (a, b) in enumerate(zip(sizes, sizes[1:])):
        layers.append(nn.Linear(a, b))
        last = i == len(sizes) - 2
        (nn.init.normal_(layers[-1].weight, std=(1 / a) ** .5) if last else nn.init.kaiming_normal_(layers[-1].weight))
        nn.init.normal_(layers[-1].bias)
        if not last:
            layers.append(nn.ReLU())
    return nn.Sequential(*layers)


class Side:
    def load(self, folder):
        images = read(folder, 'train-images-idx3-ubyte', 16).reshape(-1, 784).float() / 255
        labels = read(folder, 'train-labels-idx1-ubyte', 8).long()
        self.x, self.y = images[:-VALIDATION], F.one_hot(labels[:-VALIDATION], 10).float()
        self.images, self.labels = images[-VALIDATION:], labels[-VALIDATION:]
        return {'samples': len(self.x)}

    def train(self, sizes, batch, rate, decay, epochs, foreach, steps=None):
        torch.manual_seed(1)
        model = network(sizes)
        optimizer = torch.optim.SGD(model.parameters(), lr=rate, weight_decay=decay, foreach=foreach)
        begin, accuracy = time.perf_counter(), 0.0
        for _ in range(epochs):
            # Shuffled at once: to gather each batch by itself takes longer.
            order = torch.randperm(len(self.x))
            x, y = self.x[order].split(batch), self.y[order].split(batch)
            for inputs, targets in list(zip(x, y))[:steps]:
                optimizer.zero_grad(set_to_none=True)
                loss = F.binary_cross_entropy_with_logits(model(inputs), targets, reduction='sum') / len(inputs)
                loss.backward()
                optimizer.step()
            if steps is None:
                with torch.inference_mode():
                    accuracy = (model(self.images).argmax(1) == self.labels).float().mean().item()
        return {'seconds': time.perf_counter() - begin, 'accuracy': accuracy}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--threads', type=int, default=2)
    torch.set_num_threads(parser.parse_args().threads)
    print(json.dumps({'version': torch.__version__}), flush=True)
    side = Side()
    for line in sys.stdin:
        command, *words = line.split()
        if command == 'load':
            answer = side.load(words[0])
        else:
            sizes, (batch, rate, decay, count, foreach) = [int(size) for size in words[0].split(',')], map(float, words[1:])
            how = (sizes, int(batch), rate, decay)
            answer = side.train(*how, int(count), foreach > 0) if command == 'train' else side.train(*how, 1, foreach > 0, int(count))
        print(json.dumps(answer), flush=True)


if __name__ == '__main__':
    main()
