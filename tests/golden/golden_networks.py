"""The cases of whole networks: their gradients, losses and steps."""

import torch
import torch.nn.functional as F

from golden_numbers import case, float32, randn, rounded, told
from golden_operations import PARAMETERS, UNARY

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
