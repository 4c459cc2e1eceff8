"""The set-ups of the second part of the zoo that are candidates for healthy ones: networks, optimizers, and which set each learns."""
import hashlib, json

from second_data import EFFORT, REGRESSION, TABLES


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
