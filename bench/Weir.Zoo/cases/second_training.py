"""Trains a case of the second part of the zoo in PyTorch, with all its seeds side by side, and says how well it did."""
import hashlib, json, math, time

import numpy as np
import torch
import torch.nn.functional as F

from second_data import load

SEEDS = 3


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
