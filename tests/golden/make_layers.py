"""Writes the golden numbers that the layer tests compare with: outputs and all gradients of PyTorch's layers.

Made by: python3 tests/golden/make_layers.py   (torch 1.13, float64 throughout, printed with 9 digits)

Images and weights are turned to channels last. The inputs of a case are the signal and then the parameters in the order of Weir's
module; gradients stand in the same order. The seed is fixed, so the same command writes the same files.
"""

import json
import pathlib

import torch
from torch import nn
from torch.nn.utils import weight_norm

FOLDER = pathlib.Path(__file__).resolve().parent
COMMAND = f"python3 tests/golden/make_layers.py (torch {torch.__version__})"
torch.manual_seed(20240608)
torch.set_default_dtype(torch.float64)

same = lambda t: t
image = lambda t: t.permute(0, 2, 3, 1)
matrix = lambda t: t.T
kernel = lambda t: t.permute(2, 3, 1, 0)


def rounded(tensor):
    return tensor.float().double()


def told(tensor):
    return {"shape": list(tensor.shape), "values": [float(f"{v:.9g}") for v in tensor.reshape(-1).tolist()]}


def case(name, operation, module, shape, parameters, turn=same, numbers=None, run=None, x=None, signal_gradient=True):
    """parameters: (tensors that are added up, how they are turned), in Weir's order."""
    with torch.no_grad():
        for p in module.parameters():
            p.copy_(rounded(p + 0.1 * torch.randn_like(p)))
    if x is None:
        x = rounded(torch.randn(shape))
    x.requires_grad_(signal_gradient)
    y = run(x) if run else module(x)
    turn_out = turn if y.dim() == 4 else same
    weights = rounded(torch.randn(y.shape))
    (y * weights).sum().backward()
    return {
        "name": name,
        "operation": operation,
        "numbers": numbers,
        "indices": None,
        "inputs": [told(turn(x.detach()))] + [told(how(sum(p.detach() for p in ps))) for ps, how in parameters],
        "output": told(turn_out(y.detach())),
        "outputGradient": told(turn_out(weights)),
        "gradients": [told(turn(x.grad)) if signal_gradient else None] + [told(how(ps[0].grad)) for ps, how in parameters],
    }


def convolutions():
    for i, (n, h, w, ci, co, k, stride, padding, dilation, groups) in enumerate([
        (2, 4, 5, 3, 4, (3, 3), 1, 1, 1, 1),
        (2, 5, 4, 2, 3, (3, 2), (2, 1), (1, 0), 1, 1),
        (1, 7, 8, 4, 4, (3, 3), 2, 2, 2, 2),
        (1, 5, 4, 3, 3, (3, 3), 1, 1, 1, 3),
        (2, 4, 5, 4, 3, (1, 1), 1, 0, 1, 1),
        (1, 8, 7, 2, 2, (5, 7), 2, 3, 1, 1),
        (1, 4, 5, 2, 4, (3, 3), 1, 1, 1, 2),
    ]):
        m = nn.Conv2d(ci, co, k, stride, padding, dilation, groups)
        pair = lambda v: list(v) if isinstance(v, tuple) else [v, v]
        numbers = [ci, co, *k, *pair(stride), *pair(padding), *pair(dilation), groups]
        yield case(f"conv {i}", "conv", m, (n, ci, h, w), [([m.weight], kernel), ([m.bias], same)], image, numbers)


def pools():
    yield case("max", "max-pool", nn.MaxPool2d(2), (2, 3, 6, 5), [], image, [2, 2, 0])
    yield case("max overlapping", "max-pool", nn.MaxPool2d(3, 2, 1), (2, 2, 7, 8), [], image, [3, 2, 1])
    yield case("average", "average-pool", nn.AvgPool2d(2), (2, 3, 6, 5), [], image, [2, 2, 0, 1])
    yield case("average padded", "average-pool", nn.AvgPool2d(3, 2, 1), (1, 2, 7, 8), [], image, [3, 2, 1, 1])
    yield case("average inside", "average-pool", nn.AvgPool2d(3, 2, 1, count_include_pad=False), (1, 2, 7, 8), [], image, [3, 2, 1, 0])
    yield case("adaptive", "adaptive", nn.AdaptiveAvgPool2d((3, 2)), (2, 2, 7, 5), [], image, [3, 2])
    yield case("global", "global", nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten()), (2, 3, 4, 5), [], image)


def norms():
    b = nn.BatchNorm2d(3)
    yield case("batch image", "batch-norm", b, (4, 3, 3, 2), [([b.weight], same), ([b.bias], same)], image, [3])
    b = nn.BatchNorm1d(5)
    yield case("batch dense", "batch-norm", b, (6, 5), [([b.weight], same), ([b.bias], same)], same, [5])
    b = nn.BatchNorm2d(3, momentum=0.3)
    signals = [rounded(torch.randn(4, 3, 3, 2) * (i + 1) + i) for i in range(4)]
    for signal in signals[:3]:
        b(signal)
    b.eval()
    entry = case("batch running", "batch-norm-running", b, None, [([b.weight], same), ([b.bias], same)], image, [3, 0.3], x=signals[3])
    entry["inputs"] += [told(image(s.detach())) for s in signals[:3]] + [told(b.running_mean), told(b.running_var)]
    entry["gradients"] += [None] * 5
    yield entry
    m = nn.LayerNorm(7)
    yield case("layer", "layer-norm", m, (2, 3, 7), [([m.weight], same), ([m.bias], same)], same, [7])
    m = nn.GroupNorm(2, 6)
    yield case("group", "group-norm", m, (2, 6, 3, 2), [([m.weight], same), ([m.bias], same)], image, [2, 6])
    m = nn.GroupNorm(4, 4)
    yield case("instance", "group-norm", m, (2, 4, 3, 2), [([m.weight], same), ([m.bias], same)], image, [4, 4])
    m = weight_norm(nn.Linear(5, 4), dim=0)
    yield case("weight norm", "weight-norm", m, (3, 5), [([m.weight_v], matrix), ([m.weight_g], lambda t: t.reshape(-1)),
        ([m.bias], same)], same, [5, 4])


def sequences():
    m = nn.RNN(2, 3, batch_first=True)
    for last in (0, 1):
        m.zero_grad()
        yield case(f"rnn {last}", "rnn", m, (2, 4, 2), [([m.weight_ih_l0], matrix), ([m.weight_hh_l0], matrix),
            ([m.bias_ih_l0, m.bias_hh_l0], same)], same, [2, 3, last],
                   lambda x: m(x)[0][:, -1] if last else m(x)[0])
    l = nn.LSTM(2, 3, batch_first=True)
    for last in (0, 1):
        l.zero_grad()
        yield case(f"lstm {last}", "lstm", l, (2, 4, 2), [([l.weight_ih_l0], matrix), ([l.weight_hh_l0], matrix),
            ([l.bias_ih_l0, l.bias_hh_l0], same)], same, [2, 3, last],
                   lambda x: l(x)[0][:, -1] if last else l(x)[0])
    g = nn.GRU(2, 3, batch_first=True)
    yield case("gru", "gru", g, (2, 4, 2), [([g.weight_ih_l0], matrix), ([g.weight_hh_l0], matrix), ([g.bias_ih_l0], same),
        ([g.bias_hh_l0], same)], same, [2, 3, 0], lambda x: g(x)[0])
    e = nn.Embedding(5, 3)
    yield case("embedding", "embedding", e, None, [([e.weight], same)], same, [5, 3], lambda x: e(x.long()),
        x=torch.tensor([[0.0, 3, 3], [4, 1, 0]]), signal_gradient=False)
    for causal in (0, 1):
        a = nn.MultiheadAttention(6, 2, batch_first=True)
        mask = torch.triu(torch.ones(4, 4, dtype=torch.bool), 1) if causal else None
        yield case(f"attention {causal}", "attention", a, (2, 4, 6), attention(a), same, [6, 2, causal],
            lambda x: a(x, x, x, attn_mask=mask, need_weights=False)[0])
    for first in (0, 1):
        t = nn.TransformerEncoderLayer(6, 2, 7, 0.0, activation="gelu", batch_first=True, norm_first=bool(first))
        parameters = [([t.norm1.weight], same), ([t.norm1.bias], same), *attention(t.self_attn), ([t.norm2.weight], same),
            ([t.norm2.bias], same),
                      ([t.linear1.weight], matrix), ([t.linear1.bias], same), ([t.linear2.weight], matrix), ([t.linear2.bias], same)]
        yield case(f"transformer {first}", "transformer", t, (2, 4, 6), parameters, same, [6, 2, 7, first])


def attention(a):
    return [([a.in_proj_weight], matrix), ([a.in_proj_bias], same), ([a.out_proj.weight], matrix), ([a.out_proj.bias], same)]


class SqueezeExcite(nn.Module):
    def __init__(self, channels, units):
        super().__init__()
        self.squeeze = nn.Linear(channels, units)
        self.excite = nn.Linear(units, channels)

    def forward(self, x):
        gate = torch.sigmoid(self.excite(torch.relu(self.squeeze(x.mean((2, 3))))))
        return x * gate[:, :, None, None]


def blocks():
    m = weight_norm(nn.Conv2d(4, 6, (3, 2), 2, 1, groups=2), dim=0)
    yield case("weight norm of kernels", "weight-norm-conv", m, (2, 4, 5, 4),
        [([m.weight_v], kernel), ([m.weight_g], lambda t: t.reshape(-1)), ([m.bias], same)], image, [4, 6, 3, 2, 2, 1, 2])
    m = SqueezeExcite(6, 2)
    yield case("squeeze-excite", "squeeze-excite", m, (2, 6, 3, 4),
        [([m.squeeze.weight], matrix), ([m.squeeze.bias], same), ([m.excite.weight], matrix), ([m.excite.bias], same)], image, [6, 3])
    yield case("global max", "global-max", nn.Sequential(nn.AdaptiveMaxPool2d(1), nn.Flatten()), (2, 3, 4, 5), [], image)
    for units in (1, 5):
        m = nn.PReLU(units)
        yield case(f"prelu {units}", "prelu", m, (4, 5), [([m.weight], same)], same, [units])
    yield case("softmax", "softmax", nn.Softmax(-1), (3, 5), [])
    for projection in (0, 1):
        b = nn.Sequential(nn.Linear(4, 3), nn.ReLU(), nn.Linear(3, 4 + projection))
        s = nn.Linear(4, 5) if projection else nn.Identity()
        m = nn.ModuleList([b, s])
        yield case(f"residual {projection}", "residual", m, (3, 4), [([p], matrix if p.dim() == 2 else same) for p in m.parameters()],
            same, [projection], lambda x: torch.relu(b(x) + s(x)))
    c, n = nn.Conv2d(3, 4, 3, 2, 1, bias=False), nn.BatchNorm2d(4)
    yield case("conv-block", "conv-block", nn.Sequential(c, n), (3, 3, 5, 4),
        [([c.weight], kernel), ([n.weight], same), ([n.bias], same)], image, None, lambda x: torch.relu(n(c(x))))


def upsampling():
    for i, (shape, factor, mode) in enumerate([
        ((2, 2, 2, 2), (2, 2), "nearest"),
        ((1, 1, 2, 5), (3, 1), "nearest"),
        ((1, 1, 2, 3), (4, 4), "nearest"),
        ((2, 2, 3, 2), (2, 2), "bilinear"),
        ((1, 2, 2, 4), (3, 2), "bilinear"),
        ((1, 1, 1, 3), (4, 5), "bilinear"),
        ((1, 9, 2, 2), (2, 2), "bilinear"),
    ]):
        yield case(f"{mode} {i}", "upsample", nn.Upsample(scale_factor=factor, mode=mode), shape, [], image,
            [*factor, int(mode == "bilinear")])
    m = nn.Conv2d(3, 4, 3, padding=1)
    yield case("concat", "concat", m, (1, 3, 4, 3), [([m.weight], kernel), ([m.bias], same)], image, None,
        lambda x: torch.cat([x, torch.relu(m(x))], 1))
    for i, (n, h, w, ci, co, k, stride, padding, dilation) in enumerate([
        (1, 3, 2, 3, 5, (2, 2), (2, 2), (0, 0), (1, 1)),
        (1, 4, 3, 2, 3, (4, 4), (2, 2), (1, 1), (1, 1)),
        (1, 3, 3, 3, 2, (3, 2), (1, 3), (1, 0), (2, 1)),
        (1, 2, 3, 6, 4, (3, 3), (1, 1), (1, 1), (1, 1)),
    ]):
        m = nn.ConvTranspose2d(ci, co, k, stride, padding, dilation=dilation)
        yield case(f"transposed {i}", "conv-transpose", m, (n, ci, h, w), [([m.weight], kernel), ([m.bias], same)], image,
            [ci, co, *k, *stride, *padding, *dilation])


for file, cases in {"convolutions": convolutions, "pools": pools, "norms": norms, "sequences": sequences, "blocks": blocks,
                    "upsampling": upsampling}.items():
    text = json.dumps({"madeBy": COMMAND, "cases": list(cases())}, separators=(",", ":")).replace('{"name"', '\n{"name"')
    path = FOLDER / f"layers-{file}.json"
    path.write_text(text + "\n")
    assert path.stat().st_size < 50_000, (file, path.stat().st_size)
