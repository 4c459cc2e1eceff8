"""The data sets of the second part of the zoo: tables that are drawn from fixed seeds, and a part of MNIST."""
import gzip, os, sys

import numpy as np
import torch

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "second")


def standard(x, reference=None):
    reference = x if reference is None else reference
    return (x - reference.mean(0)) / reference.std(0)


def moons(n, r):
    t, k = r.uniform(0, np.pi, n), r.integers(0, 2, n)
    x = np.stack([np.where(k == 0, np.cos(t), 1 - np.cos(t)), np.where(k == 0, np.sin(t), 0.5 - np.sin(t))], 1)
    return standard(x + r.normal(0, 0.15, x.shape)), k


def checkers(n, r):
    x = r.uniform(-1.7, 1.7, (n, 2))
    return x, (np.floor((x[:, 0] + 1.7) / 1.1334) + np.floor((x[:, 1] + 1.7) / 1.1334)).astype(int) % 2


def rings(n, r):
    k, t = r.integers(0, 4, n), r.uniform(0, 2 * np.pi, n)
    radius = 0.35 + 0.55 * k + r.normal(0, 0.09, n)
    return np.stack([radius * np.cos(t), radius * np.sin(t)], 1), k


def swirl(n, r):
    k, t = r.integers(0, 2, n), np.sqrt(r.uniform(0.04, 1, n))
    angle = 3.5 * np.pi * t + np.pi * k
    return np.stack([1.9 * t * np.cos(angle), 1.9 * t * np.sin(angle)], 1) + r.normal(0, 0.03, (n, 2)), k


def gauss12(n, r):
    means = np.random.default_rng(5).normal(0, 1.25, (3, 5))
    k = r.integers(0, 3, n)
    x = r.normal(0, 1, (n, 12))
    x[:, :5] += means[k]
    noisy = r.random(n) < 0.1
    return x, np.where(noisy, r.integers(0, 3, n), k)


def rare(n, r):
    k = (r.random(n) < 0.2).astype(int)
    x = r.normal(0, 1, (n, 6))
    x[:, 0] += 1.6 * k
    x[:, 1] += np.where(k == 1, 1.8 * np.sign(x[:, 2]), 0)
    return x, k


def shop(n, r):
    """Categories as one-hot columns, and two counts."""
    a, b, c = r.integers(0, 5, n), r.integers(0, 4, n), r.integers(0, 3, n)
    counts = np.stack([r.poisson(2, n), r.poisson(1, n)], 1)
    score = (np.array([0, 1.5, -1, 2, -2])[a] + np.where(c == 1, 1.2, -0.8) * np.array([1, -1, 0.5, -1.5])[b]
        + 0.6 * (counts[:, 0] - 2) - 0.4 * counts[:, 1])
    k = np.digitize(score + r.normal(0, 0.4, n), [-1.2, 0.8])
    return np.concatenate([np.eye(5)[a], np.eye(4)[b], np.eye(3)[c], counts], 1), k


def waves(n, r):
    """Five inputs of deviations 0.4 to 2.5."""
    u = r.uniform(-1, 1, (n, 5))
    y = np.sin(3 * u[:, 0]) + 1.5 * u[:, 1] * u[:, 2] + 0.5 * u[:, 3] + 0.3 * u[:, 4] ** 2
    return u * np.array([0.7, 1.7, 1, 4.3, 2.5]), (y - 0.1) / 0.95 + r.normal(0, 0.1, n)


def noisy(n, r):
    """Nearly linear; half of the variance is noise."""
    x = r.normal(0, 1, (n, 6))
    y = x @ np.array([0.6, -0.4, 0.3, 0, 0, 0.2]) + 0.25 * np.abs(x[:, 3])
    return x, (y - 0.2) / 0.83 + r.normal(0, 0.9, n)


TABLES = {"moons": (moons, 500, 400), "checkers": (checkers, 800, 400), "rings": (rings, 600, 400), "swirl": (swirl, 700, 400),
    "gauss12": (gauss12, 600, 400),
          "rare": (rare, 700, 500), "shop": (shop, 500, 400), "waves": (waves, 600, 400), "noisy": (noisy, 500, 400)}
REGRESSION = {"waves", "noisy"}
# How many steps a set needs, against the others.
EFFORT = {"moons": 1, "checkers": 1.6, "rings": 1, "swirl": 2.4, "gauss12": 0.7, "rare": 0.8, "shop": 0.7, "waves": 1.4, "noisy": 0.6,
    "mnist": 0.5}


def write_tables():
    for index, (name, (make, training, test)) in enumerate(TABLES.items()):
        for part, count in (("train", training), ("test", test)):
            x, y = make(count, np.random.default_rng(1000 * index + (part == "test")))
            with open(os.path.join(HERE, f"{name}-{part}.csv"), "w") as file:
                file.write(",".join([f"x{i}" for i in range(x.shape[1])] + ["y"]) + "\n")
                for row, target in zip(x, y):
                    file.write(",".join([f"{value:.4g}" for value in row]
                        + [f"{target:.4g}" if name in REGRESSION else str(int(target))]) + "\n")


def load(name):
    if name == "mnist":
        if "WEIR_DATA" not in os.environ:
            sys.exit("make_second: mnist is read from the folder that WEIR_DATA names, and it names none")
        folder = os.path.join(os.environ["WEIR_DATA"], "mnist")

        def read(file, offset):
            path = os.path.join(folder, file)
            data = open(path, "rb").read() if os.path.exists(path) else gzip.open(path + ".gz").read()
            return np.frombuffer(data, np.uint8, offset=offset)
        images, labels = [read(f"{part}-images-idx3-ubyte", 16) for part in ("train", "t10k")], [read(f"{part}-labels-idx1-ubyte", 8)
            for part in ("train", "t10k")]
        return tuple((torch.tensor(i.reshape(-1, 784)[:n] / 255.0, dtype=torch.float32), torch.tensor(l[:n].astype(np.int64)))
            for i, l, n in zip(images, labels, (4000, 2000)))
    parts = []
    for part in ("train", "test"):
        table = np.loadtxt(os.path.join(HERE, f"{name}-{part}.csv"), delimiter=",", skiprows=1)
        y = torch.tensor(table[:, -1], dtype=torch.float32)[:, None] if name in REGRESSION else torch.tensor(table[:, -1].astype(np.int64))
        parts.append((torch.tensor(table[:, :-1], dtype=torch.float32), y))
    return tuple(parts)
