"""What the tests of watching share: a small network, batches, and a training that is watched or not."""

import json
import os
import tempfile
import unittest

import torch

import weir_trace
from weir_trace.arrays import trace_lines


def small(seed=0, inplace=False):
    torch.manual_seed(seed)
    return torch.nn.Sequential(torch.nn.Linear(4, 8), torch.nn.ReLU(inplace=inplace), torch.nn.Linear(8, 3))


def batches(count, seed=1, size=16):
    random = torch.Generator().manual_seed(seed)
    return [(torch.randn(size, 4, generator=random), torch.randint(0, 3, (size,), generator=random)) for _ in range(count)]


class Watched(unittest.TestCase):
    def setUp(self):
        self._folder = tempfile.TemporaryDirectory()
        self.addCleanup(self._folder.cleanup)
        self.directory = os.path.join(self._folder.name, "run")
        torch.set_num_threads(1)

    def train(self, model, steps=6, watched=True, optimizer=None, loss_fn=None, step=None, **options):
        optimizer = optimizer or torch.optim.SGD(model.parameters(), lr=0.1)
        loss_fn = loss_fn or torch.nn.CrossEntropyLoss()
        run = weir_trace.watch(model, optimizer, loss_fn=loss_fn, directory=self.directory, **options) if watched else None
        losses = []
        for x, y in batches(steps):
            optimizer.zero_grad()
            loss = loss_fn(model(x), y)
            loss.backward()
            if step:
                step(model, optimizer)
            else:
                optimizer.step()
            losses.append(loss.item())
        if run:
            run.close()
        return losses

    def samples(self):
        return trace_lines(os.path.join(self.directory, "flow.jsonl"))

    def facts(self):
        with open(os.path.join(self.directory, "facts.json"), encoding="utf-8") as file:
            return json.load(file)
