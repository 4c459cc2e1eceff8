"""Writes networks made in PyTorch as safetensors and .npz files, with the outputs that Weir must find with their weights.

Made by: python3 tests/golden/make_weights.py   (torch 1.13, numpy 1.24)

The safetensors format is written by hand: eight bytes with the header's length, a header in JSON, the numbers. The seed is fixed, so the
same
command writes the same files. Also writes small arrays of every type that is read from NumPy's files.
"""

import json
import pathlib
import struct

import numpy
import torch
from torch import nn

FOLDER = pathlib.Path(__file__).resolve().parent
COMMAND = f"python3 tests/golden/make_weights.py (torch {torch.__version__})"
TYPES = {torch.float32: "F32", torch.float64: "F64", torch.float16: "F16", torch.bfloat16: "BF16", torch.int64: "I64", torch.int32: "I32"}
torch.manual_seed(20240917)


def write_safetensors(path, tensors):
    header, data = {"__metadata__": {"format": "pt"}}, b""
    for name, tensor in tensors.items():
        raw = tensor.contiguous()
        if raw.dtype == torch.bfloat16:
            raw = raw.view(torch.int16)
        raw = raw.numpy().tobytes()
        header[name] = {"dtype": TYPES[tensor.dtype], "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def told(tensor):
    return {"shape": list(tensor.shape), "values": [float(f"{v:.9g}") for v in tensor.double().reshape(-1).tolist()]}


def case(name, x, y):
    return {"name": name, "operation": "weights", "inputs": [told(x)], "output": told(y), "gradients": []}


def sample(name, model, x, to_weir=lambda x: x):
    for module in model.modules():
        if isinstance(module, nn.modules.batchnorm._BatchNorm):
            nn.init.normal_(module.weight, 1, 0.2)
            nn.init.normal_(module.bias, 0, 0.2)
            nn.init.normal_(module.running_mean, 0, 0.3)
            nn.init.uniform_(module.running_var, 0.5, 2)
    model.eval()
    with torch.no_grad():
        y = model(x)
    write_safetensors(FOLDER / f"weights-{name}.safetensors", model.state_dict())
    return case(name, to_weir(x), y)


class Cnn(nn.Module):
    """The image behind the convolutions is 3 x 4 pixels of 5 channels: its flattened order differs between the two programs."""

    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(nn.Conv2d(2, 4, 3, padding=1, bias=False), nn.BatchNorm2d(4), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(4, 5, 3, padding=1), nn.Tanh())
        self.norm = nn.BatchNorm1d(5 * 3 * 4)
        self.classifier = nn.Sequential(nn.Linear(5 * 3 * 4, 6), nn.ReLU(), nn.Linear(6, 3))

    def forward(self, x):
        return self.classifier(self.norm(torch.flatten(self.features(x), 1)))


class Sequences(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(7, 4)
        self.lstm = nn.LSTM(4, 6, batch_first=True)
        self.block = nn.TransformerEncoderLayer(6, 2, 8, 0.0, activation="gelu", batch_first=True, norm_first=True)
        self.gru = nn.GRU(6, 3, batch_first=True)

    def forward(self, x):
        return self.gru(self.block(self.lstm(self.embedding(x))[0]))[0]


cnn = sample("cnn", Cnn(), torch.randn(4, 2, 6, 8), lambda x: x.permute(0, 2, 3, 1))
tokens = torch.tensor([[0, 3, 6, 1, 1], [5, 2, 0, 4, 6]])
sequences = sample("sequences", Sequences(), tokens)
half = nn.Sequential(nn.Linear(3, 2)).to(torch.float16)
write_safetensors(FOLDER / "weights-half.safetensors", {"0.weight": half[0].weight.data, "0.bias": half[0].bias.data.to(torch.bfloat16)})
cases = [cnn, sequences, case("half", half[0].weight.data.T, half[0].bias.data.to(torch.bfloat16))]
text = json.dumps({"madeBy": COMMAND, "cases": cases}, separators=(",", ":")).replace('{"name"', '\n{"name"')
(FOLDER / "weights.json").write_text(text + "\n")

arrays = {name: numpy.arange(-3 if numpy.dtype(name).kind != "u" else 0,
    3 if numpy.dtype(name).kind != "u" else 6).astype(name).reshape(2, 3)
          for name in ("float32", "float64", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64")}
arrays["scalar"] = numpy.float32(2.5)
arrays["empty"] = numpy.zeros((0, 4), numpy.float32)
numpy.savez(FOLDER / "arrays.npz", **arrays)
numpy.savez_compressed(FOLDER / "arrays-compressed.npz", float32=arrays["float32"])
numpy.save(FOLDER / "array.npy", numpy.linspace(-1, 1, 12, dtype=numpy.float64).reshape(3, 2, 2))
numpy.save(FOLDER / "array-fortran.npy", numpy.asfortranarray(arrays["float32"]))
numpy.save(FOLDER / "array-big-endian.npy", arrays["float32"].astype(">f4"))
numpy.save(FOLDER / "array-complex.npy", arrays["float32"].astype(numpy.complex64))
numpy.save(FOLDER / "array-record.npy", numpy.zeros(2, [("a", "<f4"), ("b", "<i4")]))
