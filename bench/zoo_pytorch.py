#!/usr/bin/env python3
"""Trains the zoo's set-ups in PyTorch, watched by weir_trace, so that their traces can be judged beside those of Weir's own runs.

    bench/zoo_pytorch.py --out DIR [--cases FILE] [--data DIR] [--mnist DIR] [--seeds N] [--only TEXT]
                          [--budget SHARE]
    bench/zoo import DIR --out results.json        # what Weir says of them
    bench/zoo report results.json

One folder for each case and seed, DIR/CASE-SEED. Without MNIST's files its cases are left out. The share of time that measuring may take
is that of `weir_trace.watch`; with 1 all steps of the plan are measured, with 0.000001 only those that always are: both the same each time.
"""

import argparse
import csv
import gzip
import json
import os
import struct
import sys

import torch

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python", "weir_trace", "src"))
import weir_trace  # noqa: E402

ACTIVATIONS = {
    "relu": torch.nn.ReLU, "tanh": torch.nn.Tanh, "sigmoid": torch.nn.Sigmoid, "leaky-relu": lambda: torch.nn.LeakyReLU(0.01),
    "elu": torch.nn.ELU, "selu": torch.nn.SELU, "softmax": lambda: torch.nn.Softmax(-1), "softplus": torch.nn.Softplus,
        "gelu": torch.nn.GELU,
}


class Exponential(torch.nn.Module):
    def forward(self, x):
        return torch.exp(x)


class Residual(torch.nn.Module):
    def __init__(self, branch):
        super().__init__()
        self.branch = branch

    def forward(self, x):
        return x + self.branch(x)


class ChannelsFirst(torch.nn.Module):
    """Rows of numbers as images; the zoo has them height × width × channels."""

    def __init__(self, shape):
        super().__init__()
        self.shape = shape

    def forward(self, x):
        return x.reshape(-1, *self.shape).permute(0, 3, 1, 2)


class FlattenChannelsLast(torch.nn.Module):
    def forward(self, x):
        return x.permute(0, 2, 3, 1).reshape(x.shape[0], -1) if x.dim() == 4 else x.reshape(x.shape[0], -1)


def fill(tensor, rule, inputs, outputs):
    """Draws first values by the zoo's words."""
    name, _, number = rule.partition("-")
    with torch.no_grad():
        if rule == "zeros":
            tensor.zero_()
        elif rule == "he-normal":
            tensor.normal_(0, (2 / inputs) ** 0.5)
        elif rule == "he-uniform":
            bound = (6 / inputs) ** 0.5
            tensor.uniform_(-bound, bound)
        elif rule == "glorot-uniform":
            bound = (6 / (inputs + outputs)) ** 0.5
            tensor.uniform_(-bound, bound)
        elif rule == "lecun-normal":
            tensor.normal_(0, (1 / inputs) ** 0.5)
        elif name == "normal":
            tensor.normal_(0, float(number))
        elif name == "uniform":
            tensor.uniform_(-float(number), float(number))
        elif name == "constant":
            tensor.fill_(float(number))
        else:
            raise ValueError(f"there is no rule '{rule}' for first values")


def build(layers, shape, outputs):
    """The modules, and the shape of what they put out (without samples)."""
    parts = []
    for layer in layers:
        if "dense" in layer:
            units = outputs if layer["dense"] == "classes" else layer["dense"]
            part = torch.nn.Linear(shape[-1], units)
            fill(part.weight, layer["init"], shape[-1], units)
            fill(part.bias, layer.get("bias", "zeros"), shape[-1], units)
            shape = (*shape[:-1], units)
        elif "conv" in layer:
            kernel, channels = layer["kernel"], shape[2]
            part = torch.nn.Conv2d(channels, layer["conv"], kernel)
            area = kernel * kernel
            fill(part.weight, layer["init"], channels * area, layer["conv"] * area)
            fill(part.bias, layer.get("bias", "zeros"), channels * area, layer["conv"] * area)
            shape = (shape[0] - kernel + 1, shape[1] - kernel + 1, layer["conv"])
        elif "maxpool" in layer:
            part = torch.nn.MaxPool2d(layer["maxpool"])
            shape = (shape[0] // layer["maxpool"], shape[1] // layer["maxpool"], shape[2])
        elif "reshape" in layer:
            part = ChannelsFirst(layer["reshape"])
            shape = tuple(layer["reshape"])
        elif "flatten" in layer:
            part = FlattenChannelsLast()
            shape = (torch.Size(shape).numel(),)
        elif "batchnorm" in layer:
            part = torch.nn.BatchNorm2d(shape[-1]) if len(shape) == 3 else torch.nn.BatchNorm1d(shape[-1])
        elif "dropout" in layer:
            part = torch.nn.Dropout(layer["dropout"])
        elif "residual" in layer:
            branch, shape = build(layer["residual"], shape, outputs)
            part = Residual(branch)
        elif layer["activation"] == "exp":
            part = Exponential()
        else:
            part = ACTIVATIONS[layer["activation"]]()
        parts.append(part)
    return torch.nn.Sequential(*parts), shape


def table(path, classification):
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    column = rows[0].index("y")
    inputs = torch.tensor([[float(value) for i, value in enumerate(row) if i != column] for row in rows[1:]])
    targets = torch.tensor([float(row[column]) for row in rows[1:]])
    return inputs, targets.long() if classification else targets.reshape(-1, 1)


def idx(folder, name):
    path = os.path.join(folder, name)
    path = path if os.path.exists(path) else path + ".gz"
    with (gzip.open if path.endswith(".gz") else open)(path, "rb") as file:
        data = file.read()
    rank = data[3]
    shape = struct.unpack(f">{rank}I", data[4:4 + 4 * rank])
    return torch.frombuffer(bytearray(data[4 + 4 * rank:]), dtype=torch.uint8).reshape(shape)


def load(case, folder, mnist):
    classification = case["loss"] == "cross-entropy"
    if case["dataset"] == "mnist":
        parts = []
        for part, count in (("train", 4000), ("t10k", 2000)):
            images = idx(mnist, f"{part}-images-idx3-ubyte")[:count].reshape(count, 784).float() / 255
            parts.append((images, idx(mnist, f"{part}-labels-idx1-ubyte")[:count].long()))
    else:
        parts = [table(os.path.join(folder, f"{case['dataset']}-{part}.csv"), classification) for part in ("train", "test")]
    (x, y), (x_test, y_test) = parts
    scale, shift = case.get("scale") or 1, case.get("shift") or 0
    x, x_test = x * scale + shift, x_test * scale + shift
    if case.get("spread"):
        x[:, 0] *= case["spread"]
        x_test[:, 0] *= case["spread"]
    if case.get("shuffle_labels"):
        y = y[torch.randperm(len(y), generator=torch.Generator().manual_seed(7))]
    if case.get("nan_rows"):
        x[: case["nan_rows"], 0] = float("nan")
    return x, y, x_test, y_test


def optimizer_of(case, model):
    options = case["optimizer"]
    decay = options.get("weight_decay", 0)
    if options["kind"] == "sgd":
        return torch.optim.SGD(model.parameters(), lr=options["lr"], momentum=options.get("momentum", 0), weight_decay=decay)
    kind = {"adam": torch.optim.Adam, "adamw": torch.optim.AdamW}[options["kind"]]
    return kind(model.parameters(), lr=options["lr"], weight_decay=decay)


def train(case, seed, data, directory, budget):
    x, y, x_test, y_test = data
    torch.manual_seed(seed)
    classification = case["loss"] == "cross-entropy"
    outputs = int(max(y.max(), y_test.max())) + 1 if classification else 1
    model, _ = build(case["layers"], (x.shape[1],), outputs)
    optimizer = optimizer_of(case, model)
    loss_fn = torch.nn.CrossEntropyLoss() if classification else torch.nn.MSELoss()
    batch = case["batch"]
    steps = len(x) // batch
    run = weir_trace.watch(model, optimizer, loss_fn=loss_fn, directory=directory, total_steps=steps * case["epochs"],
                           steps_per_epoch=steps, samples=len(x), budget=budget)
    if case.get("clip_norm"):
        run.gradient_clip(case["clip_norm"])
    with run:
        for _ in range(case["epochs"]):
            model.train()
            right = 0
            order = torch.randperm(len(x))
            for i in range(steps):
                chosen = order[i * batch:(i + 1) * batch]
                optimizer.zero_grad()
                prediction = model(x[chosen])
                loss = loss_fn(prediction, y[chosen])
                loss.backward()
                if case.get("clip_norm"):
                    torch.nn.utils.clip_grad_norm_(model.parameters(), case["clip_norm"])
                optimizer.step()
                right += int((prediction.argmax(1) == y[chosen]).sum()) if classification else 0
            if not torch.isfinite(loss):
                break
            model.eval()
            with torch.no_grad():
                prediction = model(x_test)
                value = float(loss_fn(prediction, y_test))
            if classification:
                run.validation(value, accuracy=float((prediction.argmax(1) == y_test).float().mean()),
                    training_accuracy=right / (steps * batch))
            else:
                run.validation(value, r2=1 - value / float(y_test.var(unbiased=False)))


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", required=True)
    parser.add_argument("--cases", default=os.path.join(here, "Weir.Zoo", "cases", "cases.json"))
    parser.add_argument("--data")
    parser.add_argument("--mnist", default=os.path.join(os.environ.get("WEIR_DATA", "data"), "mnist"))
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--only", default="")
    parser.add_argument("--budget", type=float)
    options = parser.parse_args()
    torch.set_num_threads(1)
    with open(options.cases, encoding="utf-8") as file:
        cases = [case for case in json.load(file) if options.only in case["id"]]
    data = options.data or os.path.join(os.path.dirname(options.cases), "data")
    has_mnist = any(os.path.exists(os.path.join(options.mnist, "train-images-idx3-ubyte" + end)) for end in ("", ".gz"))
    for case in cases:
        if case["dataset"] == "mnist" and not has_mnist:
            print(f"{case['id']}: left out, there are no files of MNIST in {options.mnist}")
            continue
        for seed in range(1, options.seeds + 1):
            directory = os.path.join(options.out, f"{case['id']}-{seed}")
            if os.path.exists(os.path.join(directory, "run.json")):
                continue
            train(case, seed, load(case, data, options.mnist), directory, options.budget)
            print(f"{case['id']} seed {seed}", flush=True)


if __name__ == "__main__":
    main()
