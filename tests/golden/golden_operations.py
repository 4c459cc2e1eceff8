"""The cases of single operations: elementwise functions, arithmetic, reductions, losses, products and shaping."""

import torch
import torch.nn.functional as F

from golden_numbers import case, float32, positive, randn, rounded, spread

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
