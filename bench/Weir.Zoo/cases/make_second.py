#!/usr/bin/python3
"""Writes the second part of the given zoo, which was a hold-out until rules were tuned on it: data sets, cases, and how each case trains
in PyTorch.

    nice /usr/bin/python3 make_second.py            writes second/NAME-{train,test}.csv and second/cases.json beside this file

Nothing here looks at what Weir says of a case. Set-ups are drawn from a fixed seed; a healthy candidate that does not train is left out,
and so are the faulty ones that it was to be the twin of. The form of the file and the verdicts are those of cases.json, with three
seeds instead of five: `suffers` if all three lose more than 15 % of the twin's gain over chance, `stochastic` if one or two do. The
three seeds are trained side by side, each weight with an axis of seeds in front: the numbers of one do not touch those of another.
Needs torch and numpy.
"""
import argparse, copy, hashlib, json, math, multiprocessing, os, random, sys, time

import numpy as np
import torch
import torch.nn.functional as F

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "second")
SEEDS = 3
LOSS = 0.15      # part of the twin's gain over chance whose loss is suffering
HEALTHY = 0.80     # part of the data set's best gain that every seed of a healthy case must reach


# ---------------------------------------------------------------------------------------------------------------- data

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
        folder = os.path.join(os.environ["WEIR_DATA"], "mnist")

        def read(file, offset):
            import gzip
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


# ------------------------------------------------------------------------------------------------------------ training

def first_values(name, shape, fan_in, fan_out, generator):
    """Weights with the axis of seeds in front."""
    shape = (SEEDS, *shape)
    normal = lambda s: torch.randn(shape, generator=generator) * s
    uniform = lambda a: (torch.rand(shape, generator=generator) * 2 - 1) * a
    if name.startswith("constant-"):
        return torch.full(shape, float(name[len("constant-"):]))
    if name.startswith("normal-"):
        return normal(float(name[len("normal-"):]))
    if name.startswith("uniform-"):
        return uniform(float(name[len("uniform-"):]))
    return {"zeros": lambda: torch.zeros(shape), "he-normal": lambda: normal(math.sqrt(2 / fan_in)),
        "he-uniform": lambda: uniform(math.sqrt(6 / fan_in)),
            "glorot-uniform": lambda: uniform(math.sqrt(6 / (fan_in + fan_out))),
                "lecun-normal": lambda: normal(math.sqrt(1 / fan_in))}[name]()


FUNCTIONS = {"relu": torch.relu, "tanh": torch.tanh, "sigmoid": torch.sigmoid, "elu": F.elu, "selu": F.selu, "leaky-relu": F.leaky_relu,
    "gelu": F.gelu, "silu": F.silu,
             "exp": torch.exp, "softmax": lambda x: torch.softmax(x, -1)}


def build(entries, shape, classes, generator):
    """The layers as functions of (x, training), their parameters, and the shape behind them. x is (seeds, samples, …)."""
    steps, parameters = [], []

    def parameter(value):
        parameters.append(value.requires_grad_())
        return value
    for entry in entries:
        if "dense" in entry:
            units = classes if entry["dense"] == "classes" else entry["dense"]
            w = parameter(first_values(entry["init"], (shape[0], units), shape[0], units, generator))
            b = parameter(first_values(entry.get("bias", "zeros"), (1, units), shape[0], units, generator))
            steps.append(lambda x, t, w=w, b=b: torch.baddbmm(b, x, w))
            shape = (units,)
        elif "conv" in entry:
            c, k, o = shape[0], entry["kernel"], entry["conv"]
            w = parameter(first_values(entry["init"], (o, c, k, k), c * k * k, o * k * k, generator))
            b = parameter(first_values(entry.get("bias", "zeros"), (o,), c * k * k, o * k * k, generator))

            def conv(x, t, w=w, b=b):
                s, n, c, h, v = x.shape
                y = F.conv2d(x.transpose(0, 1).reshape(n, s * c, h, v), w.reshape(-1, *w.shape[2:]), b.reshape(-1), groups=s)
                return y.reshape(n, s, -1, *y.shape[2:]).transpose(0, 1)
            steps.append(conv)
            shape = (o, shape[1] - k + 1, shape[2] - k + 1)
        elif "maxpool" in entry:
            steps.append(lambda x, t, k=entry["maxpool"]: F.max_pool2d(x.flatten(0, 1), k).unflatten(0, x.shape[:2]))
            shape = (shape[0], shape[1] // entry["maxpool"], shape[2] // entry["maxpool"])
        elif "reshape" in entry:
            h, v, c = entry["reshape"]
            steps.append(lambda x, t, h=h, v=v, c=c: x.reshape(*x.shape[:2], h, v, c).permute(0, 1, 4, 2, 3))
            shape = (c, h, v)
        elif "flatten" in entry:
            steps.append(lambda x, t: x.flatten(2))
            shape = (int(np.prod(shape)),)
        elif "batchnorm" in entry:
            size = (SEEDS, 1, shape[0]) + (1,) * (len(shape) - 1)
            gamma, beta, running = parameter(torch.ones(size)), parameter(torch.zeros(size)), [torch.zeros(size), torch.ones(size)]

            def norm(x, t, gamma=gamma, beta=beta, running=running):
                axes = [1] + list(range(3, x.dim()))
                mean, var = (x.mean(axes, keepdim=True), x.var(axes, unbiased=False, keepdim=True)) if t else running
                if t:
                    n = x[0].numel() // x.shape[2]
                    running[0] = 0.9 * running[0] + 0.1 * mean.detach()
                    running[1] = 0.9 * running[1] + 0.1 * var.detach() * n / max(1, n - 1)
                return (x - mean) / torch.sqrt(var + 1e-5) * gamma + beta
            steps.append(norm)
        elif "activation" in entry:
            steps.append(lambda x, t, f=FUNCTIONS[entry["activation"]]: f(x))
        elif "dropout" in entry:
            steps.append(lambda x, t, p=entry["dropout"]: F.dropout(x, p, t))
        elif "residual" in entry:
            inner, more, shape = build(entry["residual"], shape, classes, generator)
            parameters += more
            steps.append(lambda x, t, inner=inner: x + inner(x, t))
        else:
            raise ValueError(entry)

    def run(x, training):
        for step in steps:
            x = step(x, training)
        return x
    return run, parameters, shape


def measure(case):
    torch.set_num_threads(1)
    started = time.time()
    number = int(hashlib.sha256(json.dumps(case, sort_keys=True).encode()).hexdigest()[:8], 16)
    torch.manual_seed(number)
    generator = torch.Generator().manual_seed(number)
    (x, y), (xt, yt) = load(case["dataset"])
    regression = case["loss"] == "mse"
    classes = 1 if regression else int(max(y.max(), yt.max())) + 1

    def change(v):
        v = v * case.get("scale", 1) + case.get("shift", 0)
        v[:, 0] *= case.get("spread", 1)
        return v
    x, xt = change(x), change(xt)
    n = len(x)
    xs, ys = x.expand(SEEDS, *x.shape).clone(), y.expand(SEEDS, *y.shape).clone()
    for s in range(SEEDS):
        xs[s, torch.randperm(n)[:case.get("nan_rows", 0)], 0] = math.nan
        if case.get("shuffle_labels"):
            ys[s] = ys[s, torch.randperm(n)]
    run, parameters, _ = build(case["layers"], (x.shape[1],), classes, generator)
    o = dict(case["optimizer"])
    kind = {"sgd": torch.optim.SGD, "adam": torch.optim.Adam, "adamw": torch.optim.AdamW}[o.pop("kind")]
    optimizer = kind(parameters, **o)
    batch, rows = case["batch"], torch.arange(SEEDS)[:, None]
    finite = torch.ones(SEEDS, dtype=torch.bool)

    def losses(output, target):
        if regression:
            return ((output - target) ** 2).mean((1, 2))
        return F.cross_entropy(output.flatten(0, 1), target.flatten(), reduction="none").reshape(SEEDS, -1).mean(1)
    for _ in range(case["epochs"]):
        order = torch.argsort(torch.rand(SEEDS, n), 1)
        for begin in range(0, n - batch + 1, batch):
            chosen = order[:, begin:begin + batch]
            loss = losses(run(xs[rows, chosen], True), ys[rows, chosen])
            optimizer.zero_grad()
            loss.sum().backward()
            if "clip_norm" in case:
                norm = torch.sqrt(sum((p.grad ** 2).flatten(1).sum(1) for p in parameters))
                factor = torch.clamp(case["clip_norm"] / (norm + 1e-6), max=1)
                for p in parameters:
                    p.grad *= factor.reshape(-1, *[1] * (p.dim() - 1))
            optimizer.step()
            finite = torch.isfinite(loss.detach())
        if not finite.any():
            break

    def scores(inputs, targets):
        with torch.no_grad():
            output = torch.cat([run(inputs[:, i:i + 500], False) for i in range(0, inputs.shape[1], 500)], 1)
        result = []
        for s in range(SEEDS):
            if not torch.isfinite(output[s]).all():
                result.append(-1.0 if regression else 1 / classes)
            elif regression:
                result.append(max(-1.0, float(1 - ((output[s] - targets[s]) ** 2).sum() / ((targets[s] - targets[s].mean()) ** 2).sum())))
            else:
                result.append(float((output[s].argmax(1) == targets[s]).float().mean()))
        return result
    train, test = scores(xs, ys), scores(xt.expand(SEEDS, *xt.shape), yt.expand(SEEDS, *yt.shape))
    case["measured"] = [{"train": round(a, 4), "test": round(b, 4), "finite": bool(f)} for a, b, f in zip(train, test, finite)]
    case["chance"] = 0.0 if regression else round(float(torch.bincount(yt).max() / len(yt)), 4)
    return case, time.time() - started


# --------------------------------------------------------------------------------------------------------------- cases

def dense(units, init, bias="zeros"):
    return {"dense": units, "init": init, "bias": bias}


def act(name):
    return {"activation": name}


def mlp(depth, width, function, init, norm=False, drop=0, residual=False, bias="zeros", head=None):
    layers = []
    for i in range(depth):
        block = [dense(width, init, bias)] + ([{"batchnorm": True}] if norm else []) + [act(function)]
        layers += [{"residual": block}] if residual and i > 0 else block
        layers += [{"dropout": drop}] if drop else []
    return layers + [dense("classes", head or ("glorot-uniform" if init.split("-")[0] in ("he", "lecun", "glorot") else init))]


def sgd(lr, momentum=0.9, **more):
    return {"kind": "sgd", "lr": lr, "momentum": momentum, **more}


def adam(lr, **more):
    return {"kind": "adam", "lr": lr, **more}


def adamw(lr, **more):
    return {"kind": "adamw", "lr": lr, **more}


HE, GLOROT, LECUN = "he-normal", "glorot-uniform", "lecun-normal"
# name, layers, optimizer, batch, factor on the number of steps, more
KINDS = [
    ("relu1-w128", mlp(1, 128, "relu", HE), adam(0.01), 32, 1, {}),
    ("relu2-w64", mlp(2, 64, "relu", HE), adam(3e-3), 32, 1, {}),
    ("relu2-w256", mlp(2, 256, "relu", "he-uniform"), adam(1e-3), 64, 1, {}),
    ("relu3-sgd-plain", mlp(3, 64, "relu", HE), sgd(0.1, 0), 16, 2, {}),
    ("relu4-momentum", mlp(4, 32, "relu", HE), sgd(0.05), 64, 1, {}),
    ("relu3-fast-sgd", mlp(3, 48, "relu", HE), sgd(0.3, 0), 32, 1.2, {}),
    ("relu3-fast-momentum", mlp(3, 48, "relu", HE), sgd(0.1), 64, 1, {}),
    ("relu6", mlp(6, 32, "relu", HE), adam(2e-3), 64, 1, {}),
    ("relu10", mlp(10, 48, "relu", HE), adam(1e-3), 32, 1, {}),
    ("relu4-glorot", mlp(4, 64, "relu", GLOROT), adam(2e-3), 32, 1, {}),
    ("relu3-fast-adam", mlp(3, 64, "relu", HE), adam(0.01), 64, 1, {}),
    ("relu2-faster-adam", mlp(2, 32, "relu", HE), adam(0.03), 64, 0.8, {}),
    ("relu12-norm", mlp(12, 24, "relu", HE, norm=True), adam(3e-3), 64, 1, {}),
    ("relu4-norm-sgd", mlp(4, 48, "relu", HE, norm=True), sgd(0.05), 32, 1, {}),
    ("residual8", mlp(8, 24, "relu", HE, residual=True), adam(1e-3), 64, 1, {}),
    ("residual10-norm", mlp(10, 24, "relu", HE, norm=True, residual=True), adam(2e-3), 64, 1, {}),
    ("residual19-tanh", mlp(19, 16, "tanh", GLOROT, residual=True), adam(1e-3), 64, 1, {}),
    ("tanh1", mlp(1, 64, "tanh", GLOROT), adam(0.02), 32, 1, {}),
    ("tanh2-sgd", mlp(2, 32, "tanh", GLOROT), sgd(0.2), 32, 1.2, {}),
    ("tanh5", mlp(5, 32, "tanh", GLOROT), adam(3e-3), 64, 1, {}),
    ("tanh10", mlp(10, 32, "tanh", LECUN), adam(1e-3), 64, 1.2, {}),
    ("tanh3-he", mlp(3, 48, "tanh", HE), adam(2e-3), 32, 1, {}),
    ("sigmoid1", mlp(1, 64, "sigmoid", GLOROT), adam(0.03), 32, 1.2, {}),
    ("sigmoid2", mlp(2, 32, "sigmoid", GLOROT), adam(0.02), 32, 1.3, {}),
    ("elu4", mlp(4, 32, "elu", HE), adam(3e-3), 64, 1, {}),
    ("selu8", mlp(8, 32, "selu", LECUN), adam(1e-3), 64, 1, {}),
    ("leaky4-sgd", mlp(4, 32, "leaky-relu", HE), sgd(0.05), 64, 1, {}),
    ("gelu3", mlp(3, 48, "gelu", HE), adamw(3e-3), 64, 1, {}),
    ("silu3", mlp(3, 48, "silu", HE), adamw(3e-3, weight_decay=0.05), 32, 1, {}),
    ("dropout2", mlp(3, 96, "relu", HE, drop=0.2), adam(3e-3), 32, 1.3, {}),
    ("dropout5", mlp(2, 256, "relu", HE, drop=0.5), adam(3e-3), 32, 1.3, {}),
    ("decay-sgd", mlp(3, 64, "relu", HE), sgd(0.05, weight_decay=1e-4), 32, 1, {}),
    ("decay-adam", mlp(3, 64, "relu", HE), adam(3e-3, weight_decay=1e-4), 32, 1, {}),
    ("clip1-sgd", mlp(3, 48, "tanh", GLOROT), sgd(0.1), 32, 1, {"clip_norm": 1}),
    ("clip5", mlp(4, 48, "relu", HE), adam(3e-3), 64, 1, {"clip_norm": 5}),
    ("batch4", mlp(2, 32, "relu", HE), sgd(0.02, 0), 4, 3, {}),
    ("batch8-norm", mlp(3, 32, "relu", HE, norm=True), adam(2e-3), 8, 2, {}),
    ("batch256", mlp(3, 64, "relu", HE), adam(0.01), 256, 0.6, {}),
    ("long", mlp(3, 128, "relu", HE), adam(2e-3), 32, 3.5, {}),
    ("short", mlp(2, 96, "relu", HE), adam(0.01), 16, 0.4, {}),
    ("shifted", mlp(3, 48, "relu", HE), adam(3e-3), 32, 1, {"shift": 1.5}),
    ("double", mlp(3, 48, "tanh", GLOROT), adam(3e-3), 32, 1, {"scale": 2.5}),
    ("small", mlp(3, 64, "relu", HE), adam(5e-3), 32, 1.2, {"scale": 0.2}),
    ("uneven", mlp(3, 64, "relu", HE), adam(3e-3), 32, 1, {"spread": 8}),
]
IMAGE = [{"reshape": [28, 28, 1]}, {"conv": 6, "kernel": 5, "init": HE, "bias": "zeros"}, act("relu"), {"maxpool": 2}, {"flatten": True}]
IMAGES = [
    ("relu3", mlp(3, 96, "relu", HE), adam(1e-3), 32, 1, {}),
    ("relu2-momentum", mlp(2, 128, "relu", HE), sgd(0.05), 64, 1, {}),
    ("tanh4", mlp(4, 64, "tanh", GLOROT), adam(1e-3), 32, 1, {}),
    ("sigmoid1", mlp(1, 128, "sigmoid", GLOROT), adam(5e-3), 32, 1, {}),
    ("relu8-norm", mlp(8, 48, "relu", HE, norm=True), adam(2e-3), 64, 1, {}),
    ("dropout", mlp(2, 192, "relu", HE, drop=0.4), adam(1e-3), 32, 1.2, {}),
    ("conv", IMAGE + [dense("classes", GLOROT)], adam(3e-3), 64, 0.6, {}),
    ("conv-norm", IMAGE[:2] + [{"batchnorm": True}] + IMAGE[2:] + [dense(32, HE), act("relu"), dense("classes", GLOROT)], sgd(0.03), 64,
        0.6, {}),
]


def make(dataset, kind):
    name, layers, optimizer, batch, effort, more = kind
    n = 4000 if dataset == "mnist" else TABLES[dataset][1]
    epochs = max(2, round(500 * EFFORT[dataset] * effort / (n // batch)))
    return {"dataset": dataset, "family": name, "fault": None, "layers": layers, "optimizer": optimizer,
        "loss": "mse" if dataset in REGRESSION else "cross-entropy",
            "batch": batch, "epochs": epochs, **more, "twin": None}


def named(case):
    digest = hashlib.sha256(json.dumps(case, sort_keys=True).encode()).hexdigest()[:6]
    return {**case, "id": f"{case['dataset']}-{case['family']}-{case['fault'] or 'healthy'}-{digest}"}


def healthy_candidates(r):
    cases = [make("mnist", kind) for kind in IMAGES]
    deck = []
    for _ in range(10):
        for dataset in TABLES:
            if not deck:
                deck = KINDS[:]
                r.shuffle(deck)
            cases.append(make(dataset, deck.pop()))
    unique = {named(case)["id"]: named(case) for case in cases}
    return list(unique.values())


# Faults: a function from a healthy case to a faulty one, or None where it does not fit.

def weights(case):
    found = []

    def walk(entries):
        for entry in entries:
            if "init" in entry:
                found.append(entry)
            walk(entry.get("residual", []))
    walk(case["layers"])
    return found


def plain(case, function=None):
    """A chain without normalisation, of one function."""
    text = json.dumps(case["layers"])
    return not any(word in text for word in ("batchnorm", "residual", "dropout", "conv")) and (function is None or f'"{function}"' in text)


def depth(case):
    return len(weights(case)) - 1


def reinit(value, functions=("relu", "tanh"), least=3):
    def change(case):
        if not (any(plain(case, f) for f in functions) and depth(case) >= least):
            return None
        for entry in weights(case):
            entry["init"] = value
        return case
    return change


def network(layers, **more):
    def change(case):
        if not plain(case):
            return None
        case["layers"] = copy.deepcopy(layers)
        for key, value in more.items():
            case[key] = copy.deepcopy(value)
        return case
    return change


def rate(factor, kinds=("sgd", "adam", "adamw")):
    def change(case):
        if case["optimizer"]["kind"] not in kinds:
            return None
        case["optimizer"]["lr"] = float(f"{case['optimizer']['lr'] * factor:.3g}")
        return case
    return change


def key(name, value, suits=lambda case: True):
    def change(case):
        if not suits(case) or name in case:
            return None
        case[name] = value
        return case
    return change


def setting(name, value, kinds):
    def change(case):
        if case["optimizer"]["kind"] not in kinds:
            return None
        case["optimizer"][name] = value
        return case
    return change


def behind(function, regression):
    def change(case):
        if (case["loss"] == "mse") != regression:
            return None
        case["layers"].append(act(function))
        return case
    return change


def biases(value):
    def change(case):
        if not plain(case, "relu") or depth(case) < 2:
            return None
        for entry in weights(case)[:-1]:
            entry["bias"] = f"constant-{value}"
        return case
    return change


def linear(case):
    if not plain(case) or depth(case) < 2:
        return None
    case["layers"] = [entry for entry in case["layers"] if "activation" not in entry]
    return case


def dropped(share):
    def change(case):
        if not plain(case, "relu") or depth(case) < 2:
            return None
        case["layers"] = [part for entry in case["layers"] for part in ([entry, {"dropout": share}] if "activation" in entry else [entry])]
        return case
    return change


not_normed = lambda case: "batchnorm" not in json.dumps(case["layers"])
by_sgd = lambda case: case["optimizer"]["kind"] == "sgd"
FAULTS = {
    "vanishing-gradient": [
        ("sigmoid5-sgd", network(mlp(5, 32, "sigmoid", GLOROT), optimizer=sgd(0.05))),
            ("sigmoid6-adam", network(mlp(6, 24, "sigmoid", GLOROT), optimizer=adam(1e-3))),
        ("sigmoid8-adam", network(mlp(8, 32, "sigmoid", GLOROT), optimizer=adam(1e-3))),
            ("sigmoid12", network(mlp(12, 48, "sigmoid", LECUN), optimizer=adam(2e-3))),
        ("sigmoid7-he", network(mlp(7, 64, "sigmoid", HE), optimizer=sgd(0.1, 0))), ("faint2", reinit("normal-0.02")),
            ("faint2", reinit("normal-0.02")), ("faint5", reinit("uniform-0.05")),
        ("tanh12-faint", network(mlp(12, 32, "tanh", "normal-0.05"), optimizer=sgd(0.05))),
            ("relu15-faint", network(mlp(15, 48, "relu", "normal-0.08"), optimizer=adam(1e-3))),
        ("elu10-faint", network(mlp(10, 24, "elu", "uniform-0.1"), optimizer=sgd(0.02))),
            ("gelu12-faint", network(mlp(12, 32, "gelu", "normal-0.05"), optimizer=adam(1e-3)))],
    "exploding-gradient": [
        ("loud", reinit("normal-1", ("relu", "leaky-relu", "elu", "gelu", "silu"))),
            ("loud-uniform", reinit("uniform-2", ("relu", "leaky-relu", "elu", "gelu", "silu"))),
        ("relu12-loud", network(mlp(12, 32, "relu", "normal-0.6"), optimizer=adam(1e-3))),
            ("leaky10-loud", network(mlp(10, 48, "leaky-relu", "normal-0.5"), optimizer=sgd(0.01))),
        ("exp3", network(mlp(3, 32, "exp", HE))), ("exp5", network(mlp(5, 24, "exp", HE))),
            ("selu10-loud", network(mlp(10, 32, "selu", "normal-0.7"), optimizer=adam(1e-3))),
        ("elu15-loud", network(mlp(15, 24, "elu", "uniform-0.9"), optimizer=sgd(0.02)))],
    "dying-relu": [
        ("bias-1", biases(-1)), ("bias-2", biases(-2)), ("bias-2", biases(-2)), ("bias-4", biases(-4)),
            ("narrow2", network(mlp(10, 2, "relu", HE), optimizer=adam(2e-3))),
        ("narrow2", network(mlp(14, 2, "relu", HE), optimizer=adam(2e-3))),
            ("narrow3", network(mlp(12, 3, "relu", HE), optimizer=adam(2e-3))),
                ("narrow3", network(mlp(20, 3, "relu", HE), optimizer=sgd(0.02)))],
    "saturation": [
        ("tanh-n3", network(mlp(4, 32, "tanh", "normal-3"), optimizer=adam(2e-3))),
            ("tanh-n5", network(mlp(3, 64, "tanh", "normal-5"), optimizer=sgd(0.05))),
        ("tanh-u8", network(mlp(5, 24, "tanh", "uniform-8"), optimizer=adam(1e-3))),
            ("sigmoid-n8", network(mlp(3, 48, "sigmoid", "normal-8"), optimizer=adam(3e-3))),
        ("sigmoid-n5", network(mlp(2, 64, "sigmoid", "normal-5"), optimizer=sgd(0.1))),
            ("tanh-n10", network(mlp(6, 32, "tanh", "normal-10"), optimizer=adam(3e-3))),
                ("tanh-n2", network(mlp(8, 48, "tanh", "normal-2"), optimizer=adam(1e-3)))],
    "unscaled-input": [
        ("x50", key("scale", 50, not_normed)), ("x300", key("scale", 300, not_normed)), ("x1000", key("scale", 1000, not_normed)),
            ("by50", key("shift", 50, not_normed)),
        ("by200", key("shift", 200, not_normed)), ("first200", key("spread", 200, not_normed)),
            ("first1000", key("spread", 1000, not_normed)), ("first5000", key("spread", 5000, not_normed)),
                ("x0.001", key("scale", 0.001, not_normed)), ("by20", key("shift", 20, not_normed))],
    "learning-rate-too-high": [
        ("x10", rate(10)), ("x30", rate(30)), ("x30", rate(30, ("adam", "adamw"))), ("x100", rate(100, ("adam", "adamw"))),
            ("x300", rate(300, ("adam",))), ("x1000", rate(1000, ("adam",))),
        ("x30", rate(30, ("sgd",))), ("x100", rate(100, ("sgd",))), ("x1000", rate(1000, ("sgd",)))],
    "learning-rate-too-low": [
        ("1e-3", rate(1e-3, ("adam",))), ("1e-3", rate(1e-3, ("sgd",))), ("1e-3", rate(1e-3)), ("1e-4", rate(1e-4, ("adam", "adamw"))),
            ("1e-4", rate(1e-4, ("sgd",))), ("1e-5", rate(1e-5)), ("1e-6", rate(1e-6))],
    "symmetric-init": [
        ("zeros", reinit("zeros", ("relu", "tanh", "sigmoid", "elu", "gelu", "silu"), 1)),
            ("zeros", reinit("zeros", ("tanh", "elu", "selu"), 1)), ("constant.1", reinit("constant-0.1", ("tanh", "elu"), 2)),
        ("constant.1", reinit("constant-0.1", ("relu", "leaky-relu"), 2)),
            ("constant.5", reinit("constant-0.5", ("sigmoid", "tanh"), 1)), ("constant.03", reinit("constant-0.03", ("relu", "gelu"), 2))],
    "missing-nonlinearity": [("linear", linear), ("linear", linear), ("linear", linear), ("linear", linear)],
    "over-regularised": [
        ("decay.1", setting("weight_decay", 0.1, ("sgd",))), ("decay.5", setting("weight_decay", 0.5, ("sgd",))),
            ("decay1", setting("weight_decay", 1, ("sgd",))), ("decay.05", setting("weight_decay", 0.05, ("adam",))),
        ("decay.3", setting("weight_decay", 0.3, ("adam",))), ("decay1", setting("weight_decay", 1, ("adam",))),
            ("decay1", setting("weight_decay", 1, ("adamw",))), ("dropout.8", dropped(0.8)), ("dropout.9", dropped(0.9)),
                ("dropout.95", dropped(0.95))],
    "bad-output-activation": [
        ("softmax", behind("softmax", False)), ("softmax", behind("softmax", False)), ("relu-head", behind("relu", False)),
            ("sigmoid-head", behind("sigmoid", False)), ("tanh-head", behind("tanh", False)),
        ("relu-head", behind("relu", True)), ("sigmoid-head", behind("sigmoid", True)), ("tanh-head", behind("tanh", True))],
    "misaligned-labels": [("shuffled", key("shuffle_labels", True))] * 7,
    "non-finite-input": [("nan1", key("nan_rows", 1)), ("nan3", key("nan_rows", 3)), ("nan20", key("nan_rows", 20))],
    "over-clipped": [("clip1e-3", key("clip_norm", 1e-3, by_sgd)), ("clip1e-4", key("clip_norm", 1e-4, by_sgd)),
        ("clip1e-5", key("clip_norm", 1e-5, by_sgd)), ("clip1e-6", key("clip_norm", 1e-6, by_sgd))],
}


def faulty_candidates(healthy, r):
    cases, datasets = {}, [*TABLES, "mnist"]
    r.shuffle(datasets)
    turn = 0
    for fault, forms in FAULTS.items():
        for name, change in forms:
            for _ in range(60):
                dataset = datasets[turn % len(datasets)]
                turn += 1
                twin = r.choice([case for case in healthy if case["dataset"] == dataset] or [None])
                changed = twin and change(copy.deepcopy({k: v for k,
                    v in twin.items() if k not in ("id", "measured", "chance", "verdict", "twin_test")}))
                if not changed:
                    continue
                changed = named({**changed, "family": f"{twin['family']}-{name}", "fault": fault, "twin": twin["id"]})
                if changed["id"] not in cases:
                    changed["twin_test"] = sorted(seed["test"] for seed in twin["measured"])[1]
                    cases[changed["id"]] = changed
                    break
    return list(cases.values())


def measured(cases, cache):
    """The cases with their scores; what a run before this one has measured is taken over."""
    known = {}
    if os.path.exists(cache):
        known = {entry["id"]: entry for entry in map(json.loads, open(cache))}
    todo = [case for case in cases if case["id"] not in known]
    with multiprocessing.Pool(2) as pool, open(cache, "a") as file:
        for number, (case, seconds) in enumerate(pool.imap_unordered(measure, todo)):
            known[case["id"]] = case
            file.write(json.dumps(case) + "\n")
            file.flush()
            print(f"{number + 1}/{len(todo)} {case['id']:60} {seconds:6.1f} s",
                *[f"{s['train']:.3f}/{s['test']:.3f}" for s in case["measured"]], flush=True)
    return [known[case["id"]] for case in cases]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", default=os.path.join(HERE, "measured.jsonl"),
        help="what has been measured; makes an interrupted run go on (not committed)")
    parser.add_argument("--seed", type=int, default=20, help="another one draws other set-ups on the same data")
    parser.add_argument("--output", default=os.path.join(HERE, "cases.json"))
    arguments = parser.parse_args()
    cache = arguments.cache
    os.makedirs(HERE, exist_ok=True)
    write_tables()
    r = random.Random(arguments.seed)
    healthy = measured(healthy_candidates(r), cache)
    kept = []
    for dataset in [*TABLES, "mnist"]:
        of = [case for case in healthy if case["dataset"] == dataset]
        gains = [sorted(seed["test"] - case["chance"] for seed in case["measured"]) for case in of]
        best = max(gain[1] for gain in gains)
        for case, gain in zip(of, gains):
            if gain[0] >= HEALTHY * best and all(seed["finite"] for seed in case["measured"]):
                kept.append({**case, "verdict": "trains", "twin_test": None})
            else:
                print("left out:", case["id"], [f"{value / best:.2f}" for value in gain])
    faulty = measured(faulty_candidates(kept, r), cache)
    for case in faulty:
        lost = sum(seed["test"] - case["chance"] < (1 - LOSS) * (case["twin_test"] - case["chance"]) for seed in case["measured"])
        case["verdict"] = "suffers" if lost == SEEDS else "stochastic" if lost else "trains-anyway"
    with open(arguments.output, "w") as file:
        file.write("[\n" + ",\n".join(json.dumps(case, separators=(",", ":")) for case in kept + faulty) + "\n]\n")
    counts = {verdict: sum(case["verdict"] == verdict for case in kept + faulty)
        for verdict in ("trains", "suffers", "stochastic", "trains-anyway")}
    print(len(healthy) - len(kept), "healthy candidates left out;", counts)


if __name__ == "__main__":
    sys.exit(main())
