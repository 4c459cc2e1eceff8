"""Exports networks made in PyTorch as ONNX files, with the outputs that Weir must find when it reads them.

Made by: python3 tests/golden/make_onnx.py   (torch 1.13)

Images are channels first there; the inputs of a case are channels last, as Weir takes them. The seed is fixed.
"""

import json
import pathlib

import torch
from torch import nn
from torch.nn import functional

FOLDER = pathlib.Path(__file__).resolve().parent
COMMAND = f"python3 tests/golden/make_onnx.py (torch {torch.__version__})"
torch.manual_seed(20250301)


def told(tensor):
    return {"shape": list(tensor.shape), "values": [float(f"{v:.9g}") for v in tensor.double().reshape(-1).tolist()]}


class Viewed(nn.Module):
    """Flattens by the batch's own size, which PyTorch writes as a sum of shapes."""

    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(nn.Conv2d(3, 4, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(4, 6, 3, stride=2),
            nn.LeakyReLU(0.2))
        self.classifier = nn.Sequential(nn.Dropout(0.3), nn.Linear(6 * 2 * 1, 5), nn.Tanh(), nn.Linear(5, 3))

    def forward(self, x):
        x = self.features(x)
        return self.classifier(x.view(x.size(0), -1))


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.branch = nn.Sequential(
            nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(),
                nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False), nn.BatchNorm2d(outputs))
        same = stride == 1 and inputs == outputs
        self.shortcut = nn.Identity() if same else nn.Sequential(
            nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        return torch.relu(self.branch(x) + self.shortcut(x))


def residual():
    return nn.Sequential(
        nn.Conv2d(3, 4, 3, padding=1, bias=False), nn.BatchNorm2d(4), nn.ReLU(), Block(4, 4, 1), Block(4, 8, 2), nn.AdaptiveAvgPool2d(1),
            nn.Flatten(), nn.Linear(8, 3))


def functions():
    return nn.Sequential(
        nn.Linear(5, 7), nn.ELU(0.7), nn.Linear(7, 6), nn.SiLU(), nn.BatchNorm1d(6), nn.Linear(6, 6, bias=False), nn.SELU(),
            nn.Linear(6, 6), nn.Softplus(),
        nn.Linear(6, 4), nn.PReLU(4), nn.Linear(4, 3), nn.Sigmoid())


class LastPlace(nn.Module):
    """Two recurrent layers, of which the last place alone is taken."""

    def __init__(self, kind):
        super().__init__()
        self.sequence = getattr(nn, kind)(5, 4, 2, batch_first=True)
        self.head = nn.Linear(4, 3)

    def forward(self, x):
        states, _ = self.sequence(x)
        return self.head(states[:, -1])


class AllPlaces(nn.Module):
    def __init__(self):
        super().__init__()
        self.sequence = nn.LSTM(5, 4, batch_first=True)
        self.head = nn.Linear(4, 3)

    def forward(self, x):
        states, _ = self.sequence(x)
        return self.head(torch.relu(states))


class LastState(nn.Module):
    def __init__(self):
        super().__init__()
        self.sequence = nn.RNN(5, 4, nonlinearity="relu", batch_first=True)
        self.head = nn.Linear(4, 3)

    def forward(self, x):
        _, last = self.sequence(x)
        return self.head(last[-1])


class Inception(nn.Module):
    """Four branches side by side, then zeros on two sides and a part of the rows."""

    def __init__(self):
        super().__init__()
        self.one = nn.Conv2d(3, 2, 1)
        self.three = nn.Sequential(nn.Conv2d(3, 2, 1), nn.ReLU(), nn.Conv2d(2, 3, 3, padding=1))
        self.five = nn.Conv2d(3, 2, 5, padding=2)
        self.pool = nn.Sequential(nn.MaxPool2d(3, 1, 1), nn.Conv2d(3, 1, 1))
        self.head = nn.Linear(8, 3)

    def forward(self, x):
        y = torch.relu(torch.cat([self.one(x), self.three(x), self.five(x), self.pool(x)], 1))
        y = functional.max_pool2d(functional.pad(y, (0, 1, 1, 0)), 2)[:, :, 1:]
        return self.head(y.mean((2, 3)))


def case(name, model, x, opset, fold=False):
    for module in model.modules():
        if isinstance(module, nn.modules.batchnorm._BatchNorm):
            nn.init.normal_(module.weight, 1, 0.2)
            nn.init.normal_(module.bias, 0, 0.2)
            nn.init.normal_(module.running_mean, 0, 0.3)
            nn.init.uniform_(module.running_var, 0.5, 2)
    model.eval()
    with torch.no_grad():
        y = model(x)
    # The weights of batch norms are left where they are, so that they are read as such.
    torch.onnx.export(
        model, x[:1], str(FOLDER / f"onnx-{name}.onnx"), opset_version=opset, input_names=["x"], output_names=["y"],
            dynamic_axes={"x": {0: "n"}, "y": {0: "n"}},
        training=torch.onnx.TrainingMode.PRESERVE, do_constant_folding=fold)
    return {"name": name, "operation": "onnx", "inputs": [told(x.permute(0, 2, 3, 1) if x.dim() == 4 else x)], "output": told(y),
        "gradients": []}


cases = [
    case("viewed", Viewed(), torch.randn(3, 3, 10, 6), 11),
    case("residual", residual(), torch.randn(3, 3, 8, 8), 16),
    case("functions", functions(), torch.randn(4, 5), 13),
    # Weights of recurrent layers are put in ONNX's order of gates by folding.
    case("lstm", LastPlace("LSTM"), torch.randn(3, 6, 5), 13, fold=True),
    case("gru", LastPlace("GRU"), torch.randn(3, 6, 5), 11, fold=True),
    case("places", AllPlaces(), torch.randn(3, 6, 5), 13, fold=True),
    case("rnn", LastState(), torch.randn(3, 6, 5), 14, fold=True),
    case("inception", Inception(), torch.randn(2, 3, 7, 7), 13),
    case("inception-9", Inception(), torch.randn(2, 3, 7, 7), 9),
]
text = json.dumps({"madeBy": COMMAND, "cases": cases}, separators=(",", ":")).replace('{"name"', '\n{"name"')
(FOLDER / "onnx.json").write_text(text + "\n")
