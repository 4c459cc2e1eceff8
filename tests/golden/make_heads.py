"""Losses of heads with one output for two classes, with margins, and with weights of classes, and their gradients.

Made by: python3 tests/golden/make_heads.py   (torch 1.13)
"""

import json
import pathlib

import torch
import torch.nn.functional as F

FOLDER = pathlib.Path(__file__).resolve().parent
COMMAND = f"python3 tests/golden/make_heads.py (torch {torch.__version__})"
torch.manual_seed(20250302)


def told(tensor):
    return {"shape": list(tensor.shape), "values": [float(f"{v:.9g}") for v in tensor.double().reshape(-1).tolist()]}


def case(name, operation, function, shape, labels, numbers=None):
    x = torch.randn(*shape, dtype=torch.float64).float().double().requires_grad_()
    y = function(x)
    y.backward()
    one = torch.ones((), dtype=torch.float64)
    return {"name": name, "operation": operation, "numbers": numbers, "indices": labels, "inputs": [told(x.detach())],
        "output": told(y.detach()),
            "outputGradient": told(one), "gradients": [told(x.grad)]}


two, four = [0, 1, 1, 0, 1, 0], [3, 1, 0, 2, 2, 1]
sides = torch.tensor(two, dtype=torch.float64).reshape(6, 1) * 2 - 1
rest = F.one_hot(torch.tensor(four), 4).double() * 2 - 1
hot = F.one_hot(torch.tensor(four), 4).double()
weights = [0.5, 2.0, 1.0, 4.0]
weight = torch.tensor(weights, dtype=torch.float64)
each = weight[torch.tensor(four)].reshape(6, 1)
cases = [
    case("one logit", "sigmoid-cross-entropy", lambda x: F.binary_cross_entropy_with_logits(x, (sides + 1) / 2), (6, 1), two),
    case("one output and a margin of 1", "hinge", lambda x: (1 - sides * x).clamp(min=0).mean(), (6, 1), two, [1.0]),
    case("each class against the rest, a margin of 0.3", "hinge", lambda x: (0.3 - rest * x).clamp(min=0).mean(), (6, 4), four, [0.3]),
    case("weighted classes", "cross-entropy", lambda x: F.cross_entropy(x, torch.tensor(four), weight=weight), (6, 4), four, weights),
    case("weighted classes, each output by itself", "sigmoid-cross-entropy",
         lambda x: (F.binary_cross_entropy_with_logits(x, hot, reduction="none") * each).sum() / (4 * each.sum()), (6, 4), four, weights),
    case("weighted classes, one logit", "sigmoid-cross-entropy",
         lambda x: F.binary_cross_entropy_with_logits(x, (sides + 1) / 2, weight=(sides + 1) / 2 * 2.5 + 0.5,
             reduction="sum") / ((sides + 1) / 2 * 2.5 + 0.5).sum(),
         (6, 1), two, [0.5, 3.0]),
]
text = json.dumps({"madeBy": COMMAND, "cases": cases}, separators=(",", ":")).replace('{"name"', '\n{"name"')
(FOLDER / "nn-heads.json").write_text(text + "\n")
