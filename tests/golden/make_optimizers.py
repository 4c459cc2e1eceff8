"""Writes the golden numbers of optimizers, schedules and clipping: what PyTorch makes of the same problem.

Made by: python3 tests/golden/make_optimizers.py   (torch 1.13, float64 throughout, printed with 9 digits)

The seed is fixed, so the same command writes the same files.
"""

import importlib
import inspect
import json
import pathlib
import warnings

import torch

warnings.filterwarnings("ignore")
torch.set_default_dtype(torch.float64)
FOLDER = pathlib.Path(__file__).resolve().parent
COMMAND = f"python3 tests/golden/make_optimizers.py (torch {torch.__version__})"
STEPS = 10


def told(values):
    return [float(f"{v:.9g}") for v in values]


def flat(tensors):
    return told(torch.cat([t.detach().reshape(-1) for t in tensors]).tolist())


def randn(*shape):
    return torch.randn(*shape).float().double()


def write(name, content):
    text = json.dumps({"madeBy": COMMAND, **content}, separators=(",", ":"))
    text = text.replace('{"name"', '\n{"name"')
    assert len(text) < 50_000, name
    (FOLDER / f"{name}.json").write_text(text + "\n")


# y = scale · tanh(x·W + b) against targets: a matrix, a bias and a scale.
torch.manual_seed(20240915)
X, TARGETS = randn(5, 3), randn(5, 2)
FIRST = [randn(3, 2), randn(2) * 0.5, randn(2) + 1.5]
FIRST = [value.float().double() for value in FIRST]


def loss_of(weight, bias, scale):
    return ((scale * torch.tanh(X @ weight + bias) - TARGETS) ** 2).mean()


def steps_of(make, decay, states):
    """Decay is for the matrix alone."""
    parameters = [value.clone().requires_grad_(True) for value in FIRST]
    optimizer = make([{"params": parameters[:1], "weight_decay": decay}, {"params": parameters[1:], "weight_decay": 0.0}])
    after, memory = [], {ours: [] for ours in states}
    for _ in range(STEPS):
        optimizer.zero_grad()
        loss_of(*parameters).backward()
        optimizer.step()
        after.append(flat(parameters))
        for ours, theirs in states.items():
            memory[ours].append(flat([optimizer.state[p][theirs] for p in parameters]))
    return after, memory


def optimizer_file(name, kind, states, *cases):
    told_cases = []
    for case_name, ours, theirs in cases:
        known = states(theirs) if callable(states) else states
        after, memory = steps_of(lambda groups: kind(groups, **{k: v for k, v in theirs.items() if k != "weight_decay"}),
            theirs.get("weight_decay", 0.0), known)
        told_cases.append({"name": case_name, "options": ours, "parameters": after, "states": memory})
    write(f"nn-optimizer-{name}", {
        "x": flat([X]), "targets": flat([TARGETS]), "first": flat(FIRST), "cases": told_cases,
    })


optim = torch.optim
# NAdam of 1.13 takes the present momentum twice into the product of the next step; later versions, as the paper, once.
nadam = importlib.import_module("torch.optim.nadam")
source = inspect.getsource(nadam._single_tensor_nadam)
assert "mu_product * mu * mu_next" in source
exec(source.replace("mu_product * mu * mu_next", "mu_product * mu_next"), nadam.__dict__)
optimizer_file(
    "sgd", optim.SGD, lambda o: {"velocity": "momentum_buffer"} if o.get("momentum") else {},
    ("plain", {"rate": 0.1}, {"lr": 0.1}),
    ("nesterov", {"rate": 0.1, "momentum": 0.9, "nesterov": 1, "weightDecay": 0.05},
        {"lr": 0.1, "momentum": 0.9, "nesterov": True, "weight_decay": 0.05}))
optimizer_file(
    "adagrad", optim.Adagrad, {"sum": "sum"},
    ("defaults", {"rate": 0.1}, {"lr": 0.1}),
    ("decay", {"rate": 0.1, "rateDecay": 0.05, "initialSum": 0.1, "weightDecay": 0.05},
        {"lr": 0.1, "lr_decay": 0.05, "initial_accumulator_value": 0.1, "weight_decay": 0.05}))
optimizer_file(
    "rmsprop", optim.RMSprop,
    lambda o: {"square": "square_avg", **({"mean": "grad_avg"} if o.get("centered") else {}),
        **({"velocity": "momentum_buffer"} if o.get("momentum") else {})},
    ("defaults", {"rate": 0.01}, {"lr": 0.01}),
    ("momentum", {"rate": 0.01, "momentum": 0.8, "alpha": 0.9}, {"lr": 0.01, "momentum": 0.8, "alpha": 0.9}),
    ("centred", {"rate": 0.01, "centred": 1, "alpha": 0.9}, {"lr": 0.01, "centered": True, "alpha": 0.9}),
    ("centred momentum", {"rate": 0.01, "centred": 1, "momentum": 0.5, "alpha": 0.9, "epsilon": 1e-3, "weightDecay": 0.05},
     {"lr": 0.01, "centered": True, "momentum": 0.5, "alpha": 0.9, "eps": 1e-3, "weight_decay": 0.05}))
optimizer_file(
    "adadelta", optim.Adadelta, {"square": "square_avg", "change": "acc_delta"},
    ("defaults", {"rate": 1.0}, {"lr": 1.0}),
    ("decay", {"rate": 3.0, "rho": 0.8, "epsilon": 1e-4, "weightDecay": 0.05}, {"lr": 3.0, "rho": 0.8, "eps": 1e-4, "weight_decay": 0.05}))
ADAM = {"mean": "exp_avg", "square": "exp_avg_sq"}
for name, kind in [("adam", optim.Adam), ("adamw", optim.AdamW), ("nadam", optim.NAdam), ("radam", optim.RAdam)]:
    optimizer_file(
        name, kind, ADAM,
        ("defaults", {"rate": 0.05, "weightDecay": 0.0}, {"lr": 0.05}),
        ("decay", {"rate": 0.1, "beta1": 0.8, "beta2": 0.9, "epsilon": 1e-3, "weightDecay": 0.05},
         {"lr": 0.1, "betas": (0.8, 0.9), "eps": 1e-3, "weight_decay": 0.05}))

# Rates of 100 steps.
S = torch.optim.lr_scheduler


def rates(make, rate=0.5, metric=None):
    optimizer = optim.SGD([torch.zeros(1, requires_grad=True)], lr=rate)
    schedule = make(optimizer)
    seen = []
    for step in range(100):
        seen.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        if metric is None:
            schedule.step()
        else:
            schedule.step(metric[step])
    return told(seen)


metrics = [1 / (1 + 0.3 * min(i, 20)) + 0.001 * ((i * 7) % 5) for i in range(100)]
write("nn-schedules", {"cases": [
    {"name": "constant", "rates": rates(lambda o: S.ConstantLR(o, factor=1.0))},
    {"name": "step", "rates": rates(lambda o: S.StepLR(o, 30, 0.3))},
    {"name": "multi-step", "rates": rates(lambda o: S.MultiStepLR(o, [20, 50, 51], 0.5))},
    {"name": "exponential", "rates": rates(lambda o: S.ExponentialLR(o, 0.95))},
    {"name": "inverse-time", "rates": rates(lambda o: S.LambdaLR(o, lambda t: 1 / (1 + 0.1 * t)))},
    {"name": "linear", "rates": rates(lambda o: S.LinearLR(o, 0.25, 0.75, 60))},
    {"name": "polynomial", "rates": rates(lambda o: S.PolynomialLR(o, 80, 2.0))},
    {"name": "cosine", "rates": rates(lambda o: S.CosineAnnealingLR(o, 99, 0.01))},
    {"name": "cosine-restarts", "rates": rates(lambda o: S.CosineAnnealingWarmRestarts(o, 10, 2, 0.01))},
    {"name": "one-cycle", "rates": rates(lambda o: S.OneCycleLR(o, 0.5, 101, cycle_momentum=False))},
    {"name": "warm-up", "rates": rates(lambda o: S.SequentialLR(o, [S.LinearLR(o, 0.1, 1.0, 9), S.StepLR(o, 40, 0.5)], [10]))},
    {"name": "plateau", "rates": rates(lambda o: S.ReduceLROnPlateau(o, factor=0.5, patience=4, cooldown=3, min_lr=0.02, threshold=0.01),
        metric=metrics), "metrics": told(metrics)},
]})

# Clipping.
torch.manual_seed(7)
gradients = [randn(3, 2), randn(2), randn(2) * 5]


def clipped(clip):
    parameters = [torch.zeros_like(g).requires_grad_(True) for g in gradients]
    for p, g in zip(parameters, gradients):
        p.grad = g.clone()
    clip(parameters)
    return flat([p.grad for p in parameters])


U = torch.nn.utils
write("nn-clipping", {"gradients": flat(gradients), "cases": [
    {"name": "value", "gradients": clipped(lambda p: U.clip_grad_value_(p, 0.7))},
    {"name": "norm", "gradients": clipped(lambda p: U.clip_grad_norm_(p, 1.5))},
    {"name": "norm that is not reached", "gradients": clipped(lambda p: U.clip_grad_norm_(p, 1e3))},
    {"name": "each norm", "gradients": clipped(lambda p: [U.clip_grad_norm_([q], 2.0) for q in p])},
]})
