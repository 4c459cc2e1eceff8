"""Writes the golden numbers that the tests compare with: inputs, outputs, gradients and steps from PyTorch.

Made by: python3 tests/golden/make_golden.py   (torch 1.13, float64 throughout, printed with 9 digits)

The seed is fixed, so the same command writes the same files.
"""

import json
import pathlib

import torch
import torch.nn.functional as F

FOLDER = pathlib.Path(__file__).resolve().parent
COMMAND = f"python3 tests/golden/make_golden.py (torch {torch.__version__})"
torch.manual_seed(20240607)


def rounded(tensor):
    """Inputs are float32 numbers, so that both programs start from the same."""
    return tensor.float().double()


def randn(*shape):
    return rounded(torch.randn(shape, dtype=torch.float64) * 1.5)


def positive(*shape):
    return rounded(torch.rand(shape, dtype=torch.float64) * 3 + 0.1)


def spread(shape):
    """Values in (-12, 12): both tails of the functions."""
    return rounded(torch.rand(shape, dtype=torch.float64) * 24 - 12)


def told(tensor):
    return {"shape": list(tensor.shape), "values": [float(f"{v:.9g}") for v in tensor.reshape(-1).tolist()]}


def case(operation, function, inputs, numbers=None, indices=None, gradients=None, name=None):
    inputs = [x.clone().requires_grad_(gradients is None or gradients[i]) for i, x in enumerate(inputs)]
    output = function(*inputs)
    weights = rounded(torch.randn(output.shape, dtype=torch.float64))
    (output * weights).sum().backward()
    return {
        "name": name or f"{operation} {' '.join(str(tuple(x.shape)) for x in inputs)} {numbers or ''}".strip(),
        "operation": operation,
        "numbers": numbers,
        "indices": indices,
        "inputs": [told(x.detach()) for x in inputs],
        "output": told(output.detach()),
        "outputGradient": told(weights),
        "gradients": [told(x.grad) if x.grad is not None else None for x in inputs],
    }


def write(name, cases):
    text = json.dumps({"madeBy": COMMAND, "cases": cases}, separators=(",", ":"))
    text = text.replace('{"name"', '\n{"name"')
    path = FOLDER / f"{name}.json"
    path.write_text(text + "\n")
    assert path.stat().st_size < 50_000, (name, path.stat().st_size)


UNARY = {
    "absolute": lambda x, p: x.abs(),
    "elu": lambda x, p: F.elu(x, p),
    "exponential": lambda x, p: x.exp(),
    "gelu": lambda x, p: F.gelu(x),
    "leakyRelu": lambda x, p: F.leaky_relu(x, p),
    "logarithm": lambda x, p: x.log(),
    "relu": lambda x, p: x.relu(),
    "selu": lambda x, p: F.selu(x),
    "shift": lambda x, p: x + p,
    "sigmoid": lambda x, p: x.sigmoid(),
    "silu": lambda x, p: F.silu(x),
    "softplus": lambda x, p: F.softplus(x, threshold=1000),
    "square": lambda x, p: x.square(),
    "squareRoot": lambda x, p: x.sqrt(),
    "tanh": lambda x, p: x.tanh(),
}
PARAMETERS = {"elu": 0.7, "leakyRelu": 0.15, "shift": 1.25}

BINARY = {
    "absoluteError": lambda a, b, p: F.l1_loss(a, b, reduction="none"),
    "add": lambda a, b, p: a + b,
    "divide": lambda a, b, p: a / b,
    "huberError": lambda a, b, p: F.huber_loss(a, b, reduction="none", delta=p),
    "maximum": lambda a, b, p: torch.maximum(a, b),
    "minimum": lambda a, b, p: torch.minimum(a, b),
    "multiply": lambda a, b, p: a * b,
    "pRelu": lambda a, b, p: torch.where(a > 0, a, a * b),
    "sigmoidCrossEntropy": lambda a, b, p: F.binary_cross_entropy_with_logits(a, b, reduction="none"),
    "squaredError": lambda a, b, p: F.mse_loss(a, b, reduction="none"),
    "subtract": lambda a, b, p: a - b,
}


def float32(value):
    return float(torch.tensor(value, dtype=torch.float32))


def elementwise():
    for name, function in UNARY.items():
        p = float32(PARAMETERS.get(name, 0.0))
        make = positive if name in ("logarithm", "squareRoot") else randn
        for x in (make(3, 5), make(19) if make is positive else spread(19)):
            yield case(name, lambda x: function(x, p), [x], [p])


def arithmetic():
    shapes = [((2, 4), (2, 4)), ((2, 5), (5,)), ((2, 3, 2), (2, 1, 2)), ((3, 1), (1, 2)), ((), (6,))]
    for name, function in BINARY.items():
        p = float32(0.8) if name == "huberError" else 0.0
        for a, b in shapes:
            left = randn(*a)
            right = torch.rand(b, dtype=torch.float64) if name == "sigmoidCrossEntropy" else randn(*b)
            if name == "divide":
                right = right.sign() * (right.abs() + 0.3)
            yield case(
                name,
                lambda a, b: function(*torch.broadcast_tensors(a, b), p),
                [left, rounded(right)],
                [p],
            )


def reductions():
    for name, function in {"sum": torch.sum, "mean": torch.mean, "max": torch.amax}.items():
        for axis in (0, 1, 2):
            for keep in (False, True):
                yield case(name, lambda x: function(x, dim=axis, keepdim=keep), [randn(2, 4, 3)], [axis, int(keep)])
    yield case("sumAll", lambda x: x.sum(), [randn(3, 7)])
    yield case("meanAll", lambda x: x.mean(), [randn(3, 7)])
    for shape in ((4, 5), (2, 3, 17)):
        yield case("softmax", lambda x: F.softmax(x, -1), [randn(*shape)])
        yield case("logSoftmax", lambda x: F.log_softmax(x, -1), [randn(*shape)])
    offset = rounded(randn(3, 6) + 30)
    yield case("softmax", lambda x: F.softmax(x, -1), [offset], name="softmax with an offset of 30")


def losses():
    for smoothing in (0.0, float32(0.1)):
        for rows, classes in ((6, 10), (3, 2)):
            labels = torch.randint(classes, (rows,))
            yield case(
                "crossEntropy",
                lambda x: F.cross_entropy(x, labels, reduction="none", label_smoothing=smoothing),
                [randn(rows, classes)],
                [smoothing],
                labels.tolist(),
            )
    labels = torch.randint(10, (6,))
    yield case("meanCrossEntropy", lambda x: F.cross_entropy(x, labels), [randn(6, 10)], [0.0], labels.tolist())
    targets = rounded(torch.rand(4, 3, dtype=torch.float64))
    only_first = [True, False]
    yield case("meanSigmoidCrossEntropy", F.binary_cross_entropy_with_logits, [randn(4, 3), targets], gradients=only_first)
    yield case("meanSquaredError", F.mse_loss, [randn(4, 3), randn(4, 3)])
    yield case("meanAbsoluteError", F.l1_loss, [randn(4, 3), randn(4, 3)])
    delta = float32(0.7)
    yield case("meanHuberError", lambda a, b: F.huber_loss(a, b, delta=delta), [randn(4, 3), randn(4, 3)], [delta])


def products():
    for left in (False, True):
        for right in (False, True):
            a = randn(7, 5) if left else randn(5, 7)
            b = randn(6, 7) if right else randn(7, 6)
            yield case(
                "matrixMultiply",
                lambda a, b: (a.T if left else a) @ (b.T if right else b),
                [a, b],
                [int(left), int(right)],
            )
    activations = {"": lambda y: y, "relu": torch.relu, "sigmoid": torch.sigmoid, "tanh": torch.tanh}
    for name, function in activations.items():
        for shape in ((4, 9), (2, 3, 9)):
            yield case(
                f"affine {name}".strip(),
                lambda x, w, b: function(F.linear(x, w.T, b)),
                [randn(*shape), rounded(randn(9, 6) / 3), randn(6)],
            )
    yield case("affine", lambda x, w: x @ w, [randn(4, 9), randn(9, 6)], name="affine without a bias")


def shaping():
    rows = [3, 0, 3, 3, 5]
    yield case("gather", lambda t: F.embedding(torch.tensor(rows), t), [randn(6, 4)], indices=rows)
    for axis in (0, 1, 2):
        parts = [randn(*[n if i == axis else s for i, s in enumerate((2, 3, 4))]) for n in (1, 3, 2)]
        yield case("concatenate", lambda *x: torch.cat(x, axis), parts, [axis])
    yield case("slice", lambda x: x[1:3], [randn(5, 4)], [0, 1, 2])
    yield case("slice", lambda x: x[:, 2:5], [randn(3, 7)], [1, 2, 3])
    yield case("slice", lambda x: x[:, 1:2, :], [randn(2, 4, 3)], [1, 1, 1])
    for order in ([1, 0], [2, 0, 1], [0, 2, 1], [1, 3, 0, 2]):
        shape = (2, 3, 4, 5)[: len(order)]
        yield case("transpose", lambda x: x.permute(*order), [randn(*shape)], order)
    yield case("reshape", lambda x: x.reshape(4, 6), [randn(2, 3, 4)], [4, 6])
    yield case("scale", lambda x: x * -2.5, [randn(3, 5)], [-2.5])
    # A use twice, and a small network.
    yield case("network", network, [randn(5, 6), rounded(randn(6, 8) / 2), randn(8), rounded(randn(8, 4) / 2), randn(4)],
        indices=[0, 3, 1, 1, 2])


def network(x, w1, b1, w2, b2):
    hidden = torch.tanh(x @ w1 + b1)
    logits = hidden @ w2 + b2
    penalty = (w1 * w1).sum() * 0.125
    return F.cross_entropy(logits, torch.tensor([0, 3, 1, 1, 2])) + penalty


for file, cases in {
    "elementwise": elementwise,
    "arithmetic": arithmetic,
    "reductions": reductions,
    "losses": losses,
    "products": products,
    "shaping": shaping,
}.items():
    write(f"tensors-{file}", list(cases()))

ACTIVATIONS = {
    name: UNARY[name]
    for name in ("elu", "exponential", "gelu", "leakyRelu", "relu", "selu", "sigmoid", "silu", "softplus", "tanh")
}


def layers(*widths):
    """Weights as (in, out) and biases, one after the other."""
    return [p for a, b in zip(widths, widths[1:]) for p in (rounded(torch.randn(a, b, dtype=torch.float64) / a**0.5),
        rounded(randn(b) / 10))]


def forward(x, parameters, function):
    for i in range(0, len(parameters), 2):
        x = x @ parameters[i] + parameters[i + 1]
        if i < len(parameters) - 2:
            x = function(x)
    return x


def networks():
    """Three layers: logits, ∂loss/∂logits, the gradients of all parameters, and as the last number the loss."""
    for name, function in ACTIVATIONS.items():
        p = float32(PARAMETERS.get(name, 0.0))
        x, parameters, labels = randn(4, 5), layers(5, 6, 5, 3), torch.randint(3, (4,))
        if name == "exponential":
            # An exponential of an exponential of 1 is 15, of 3 it is half a milliard: small signals keep it well-conditioned.
            x, parameters = rounded(x / 4), [rounded(w / 2) for w in parameters]
        leaves = [w.clone().requires_grad_() for w in parameters]
        logits = forward(x, leaves, lambda z: function(z, p))
        logits.retain_grad()
        loss = F.cross_entropy(logits, labels)
        loss.backward()
        yield {
            "name": f"network of {name}",
            "operation": name,
            "numbers": [p, loss.item()],
            "indices": labels.tolist(),
            "inputs": [told(x), *map(told, parameters)],
            "output": told(logits.detach()),
            "outputGradient": told(logits.grad),
            "gradients": [None, *(told(w.grad) for w in leaves)],
        }


def network_losses():
    labels = torch.randint(4, (5,))
    hot = F.one_hot(labels, 4).double()
    delta = float32(0.6)
    measures = {
        "huber": (lambda a, b: F.huber_loss(a, b, delta=delta), delta),
        "mean-absolute-error": (F.l1_loss, None),
        "mean-squared-error": (F.mse_loss, None),
        "sigmoid-cross-entropy": (F.binary_cross_entropy_with_logits, None),
    }
    for smoothing in (0.0, float32(0.1), float32(0.3)):
        yield case("cross-entropy", lambda x: F.cross_entropy(x, labels, label_smoothing=smoothing), [randn(5, 4)], [smoothing],
            labels.tolist())
    for name, (function, number) in measures.items():
        numbers = None if number is None else [number]
        yield case(name, lambda x: function(x, hot), [randn(5, 4)], numbers, labels.tolist(), name=f"{name} on classes")
        targets = rounded(torch.rand(5, 4, dtype=torch.float64)) if name.startswith("sigmoid") else randn(5, 4)
        yield case(name, lambda x, t: function(x, t), [randn(5, 4), targets], numbers, gradients=[True, False], name=f"{name} on values")


def steps():
    """Ten steps of SGD: the losses before each (output) and all parameters after each (gradients)."""
    x, start, labels = randn(6, 3), layers(3, 4, 3, 2), torch.randint(2, (6,))
    # rate, momentum, Nesterov, decay, decay on all, clip (0: none)
    for name, numbers in {
        "plain": (0.5, 0, 0, 0, 0, 0),
        "momentum": (0.2, 0.9, 0, 0, 0, 0),
        "nesterov": (0.2, 0.9, 1, 0, 0, 0),
        "decay of weights": (0.5, 0, 0, 0.05, 0, 0),
        "decay of all": (0.5, 0.5, 0, 0.05, 1, 0),
        "clip": (0.5, 0, 0, 0, 0, 0.25),
        "all together": (0.2, 0.8, 1, 0.02, 1, 0.3),
    }.items():
        rate, momentum, nesterov, decay, everything, clip = map(float32, map(float, numbers))
        leaves = [w.clone().requires_grad_() for w in start]
        groups = [{"params": leaves[0::2], "weight_decay": decay}, {"params": leaves[1::2], "weight_decay": decay * everything}]
        optimizer = torch.optim.SGD(groups, lr=rate, momentum=momentum, nesterov=nesterov > 0)
        losses, after = [], []
        for _ in range(10):
            optimizer.zero_grad()
            loss = F.cross_entropy(forward(x, leaves, torch.tanh), labels)
            loss.backward()
            norm = torch.sqrt(sum((w.grad**2).sum() for w in leaves))
            # As clip_grad_norm_, without the 1e-6 that it adds to the norm.
            if clip > 0 and norm > clip:
                for w in leaves:
                    w.grad *= clip / norm
            optimizer.step()
            losses.append(loss.item())
            after.append(told(torch.cat([w.detach().reshape(-1) for w in leaves])))
        yield {
            "name": name,
            "operation": "sgd",
            "numbers": [rate, momentum, nesterov, decay, everything, clip],
            "indices": labels.tolist(),
            "inputs": [told(x), *map(told, start)],
            "output": told(torch.tensor(losses, dtype=torch.float64)),
            "outputGradient": told(torch.zeros(0)),
            "gradients": after,
        }


def soft_losses():
    """Cross-entropy with shares of classes as targets: of one class, of two, of all."""
    for smoothing in (0.0, float32(0.1)):
        for name, shares in {
            "of one": F.one_hot(torch.randint(4, (5,)), 4).double(),
            "of two": rounded(0.75 * F.one_hot(torch.randint(4, (5,)), 4).double() + 0.25 * F.one_hot(torch.randint(4, (5,)), 4).double()),
            "of all": torch.softmax(randn(5, 4), -1).float().double(),
        }.items():
            yield case("cross-entropy", lambda x, q: F.cross_entropy(x, q, label_smoothing=smoothing), [randn(5, 4), shares],
                [smoothing], gradients=[True, False], name=f"shares {name}, smoothing {smoothing:.1f}")


for file, cases in {"networks": networks, "losses": network_losses, "steps": steps, "soft-losses": soft_losses}.items():
    write(f"nn-{file}", list(cases()))
