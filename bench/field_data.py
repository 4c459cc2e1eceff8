"""The data of the field's recipes for PyTorch: tables, MNIST and CIFAR-10, cut into parts and standardized as Weir does it."""

import csv
import os

import torch

from zoo_pytorch import idx


class Unknown(Exception):
    """Something that a recipe says and that is not read here."""


def take(options, known, place):
    """The options of a recipe; Unknown where there are others than those that are read."""
    others = set(options) - set(known)
    if others:
        raise Unknown(f"{place}: {', '.join(sorted(others))}")
    return options


def load(recipe, folder, images):
    """(x, y) of training and of validation, which may be None; inputs with channels first; classes as whole numbers, values as rows."""
    options = take(recipe["data"], ("source", "file", "task", "training", "validation", "test", "standardize", "images"), "data")
    source = options["source"]
    if source == "csv":
        x, y = table(os.path.join(folder, options["file"]), options["task"] == "classification")
        order = torch.randperm(len(x), generator=torch.Generator().manual_seed(0))
        held = options.get("validation", 0)
        parts = [(x[chosen], y[chosen]) for chosen in (order[held:], order[:held])]
    elif source in ("mnist", "cifar-10"):
        parts = (mnist if source == "mnist" else cifar)(os.path.join(images, source), options)
    else:
        raise Unknown(f"data: source: {source}")
    if options.get("test", 0) != 0:
        raise Unknown("data: test")
    parts = [(change(x), y) for change in [standardizer(parts[0][0], options.get("standardize", "none"))] for x, y in parts]
    return parts[0], parts[1] if len(parts[1][0]) > 0 else None


def table(path, classes):
    """Inputs and targets, the last column; names of classes become numbers by their order."""
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    x = torch.tensor([[float(value) for value in row[:-1]] for row in rows])
    said = [row[-1] for row in rows]
    if not classes:
        return x, torch.tensor([[float(value)] for value in said])
    names = sorted(set(said))
    return x, torch.tensor([names.index(value) for value in said])


def mnist(folder, options):
    count, held = options["training"], options["validation"]
    if not any(os.path.exists(os.path.join(folder, "train-images-idx3-ubyte" + end)) for end in ("", ".gz")):
        raise Unknown(f"there are no files of MNIST in {folder}")
    pixels = idx(folder, "train-images-idx3-ubyte")[: count + held].float() / 255
    labels = idx(folder, "train-labels-idx1-ubyte")[: count + held].long()
    pixels = pixels.reshape(-1, 1, 28, 28) if options.get("images") else pixels.reshape(-1, 784)
    return [(pixels[:count], labels[:count]), (pixels[count:], labels[count:])]


def cifar(folder, options):
    count, held = options["training"], options["validation"]
    path = os.path.join(folder, "data_batch_1.bin")
    if not os.path.exists(path):
        raise Unknown(f"there is no file of CIFAR-10 in {folder}")
    with open(path, "rb") as file:
        rows = torch.frombuffer(bytearray(file.read()), dtype=torch.uint8).reshape(-1, 3073)[: count + held]
    pixels, labels = rows[:, 1:].float().reshape(-1, 3, 32, 32) / 255, rows[:, 0].long()
    return [(pixels[:count], labels[:count]), (pixels[count:], labels[count:])]


def standardizer(training, kind):
    """What brings inputs to mean 0 and deviation 1 by the training part; what does not vary is moved alone."""
    axes = {"none": None, "global": tuple(range(training.dim())), "per-feature": (0,), "per-channel": (0, 2, 3)}
    if kind not in axes:
        raise Unknown(f"data: standardize: {kind}")
    if axes[kind] is None:
        return lambda values: values
    mean = training.double().mean(axes[kind], keepdim=True)
    deviation = training.double().var(axes[kind], unbiased=False, keepdim=True).sqrt()
    deviation[deviation <= 1e-6 * mean.abs()] = 1
    return lambda values: ((values.double() - mean) / deviation).float() if len(values) else values
