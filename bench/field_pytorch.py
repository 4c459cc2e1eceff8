#!/usr/bin/python3
"""Trains the field's recipes (real training faults and their repairs) in PyTorch, watched by weir_trace.

    bench/field_pytorch.py FIELD --out DIR [--images DATA] [--seeds N] [--only f02]
    bench/zoo import DIR --out pytorch.json          # what Weir says of them
    bench/field_report.py FIELD pytorch.json [--beside weir.json]

FIELD holds cases.json, cases/CASE/{buggy,fixed,best}.yaml and data/. One folder for each recipe and seed: DIR/CASE-VARIANT-SEED. What
PyTorch's side cannot say is named with its reason and left out. Needs Debian's python3-torch and python3-yaml.
"""

import argparse
import json
import os
import re
import sys

import torch
import yaml

from field_data import Unknown, load, take
from field_network import build, loss_of, optimizer_of, penalty_of

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python", "weir_trace", "src"))
import weir_trace  # noqa: E402

KNOWN = ("name", "seed", "data", "model", "loss", "optimizer", "gradient", "batch", "epochs", "checkpoints")


class Numbers(yaml.SafeLoader):
    """Numbers as 1e-16, which YAML 1.1 takes for text."""


Numbers.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"^[-+]?[0-9]+(\.[0-9]*)?[eE][-+]?[0-9]+$"), list("-+0123456789"))


class Parts:
    """A recipe made into what PyTorch trains."""

    def __init__(self, recipe, seed, folder, images):
        take(recipe, KNOWN, "recipe")
        training, validation = load(recipe, folder, images)
        torch.manual_seed(seed)
        values = training[1].is_floating_point()
        outputs = training[1].shape[1] if values else int(training[1].max()) + 1
        self.model, _ = build(recipe, tuple(training[0].shape[1:]), outputs)
        self.loss_fn, targets = loss_of(recipe, outputs)
        self.optimizer, self.penalty = optimizer_of(recipe, self.model), penalty_of(recipe, self.model)
        # One logit for 0 and 1 tells classes apart too.
        self.one_logit = values and recipe["loss"] == "sigmoid-cross-entropy"
        self.classes = not values or self.one_logit
        # As in Weir: values are scaled under a loss that takes any value, behind a last layer without a function.
        self.center, self.unit = 0.0, 1.0
        if values and recipe["loss"] != "sigmoid-cross-entropy" and isinstance(self.model[-1], torch.nn.Linear):
            self.center, self.unit = float(training[1].mean()), float(training[1].var(unbiased=False).sqrt()) or 1.0
        self.training, self.validation = [
            None if part is None else (part[0], part[1], targets((part[1] - self.center) / self.unit if values else part[1]))
            for part in (training, validation)]
        self.batch, self.epochs = recipe["batch"], recipe["epochs"]

    def right(self, said, y):
        """How many classes are told rightly."""
        return int(((said > 0) == (y > 0.5)).sum() if self.one_logit else (said.argmax(1) == y).sum())

    def score(self, run, right):
        """Tells the run how well the network does on validation data."""
        accuracy = right / len(self.training[0]) if self.classes else None
        if self.validation is None:
            run.validation(training_accuracy=accuracy)
            return
        x, y, wanted = self.validation
        with torch.no_grad():
            said = torch.cat([self.model(part) for part in x.split(500)])
            loss = float(self.loss_fn(said, wanted))
        if self.classes:
            run.validation(loss, accuracy=self.right(said, y) / len(y), training_accuracy=accuracy)
        else:
            error = float((said * self.unit + self.center - y).square().mean())
            run.validation(loss, r2=1 - error / max(1e-30, float(y.var(unbiased=False))))


def train(parts, directory):
    x, y, wanted = parts.training
    steps = -(-len(x) // parts.batch)
    run = weir_trace.watch(parts.model, parts.optimizer, loss_fn=parts.loss_fn, directory=directory, total_steps=steps * parts.epochs,
                           steps_per_epoch=steps, samples=len(x),
                           validation_samples=0 if parts.validation is None else len(parts.validation[0]))
    with run:
        for _ in range(parts.epochs):
            parts.model.train()
            right, order = 0, torch.randperm(len(x))
            for chosen in order.split(parts.batch):
                parts.optimizer.zero_grad()
                said = parts.model(x[chosen])
                loss = parts.loss_fn(said, wanted[chosen])
                (loss if parts.penalty is None else loss + parts.penalty()).backward()
                parts.optimizer.step()
                right += parts.right(said, y[chosen]) if parts.classes else 0
            if not torch.isfinite(loss):
                break
            parts.model.eval()
            parts.score(run, right)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("field")
    parser.add_argument("--out", required=True)
    parser.add_argument("--images", default=os.environ.get("WEIR_DATA", "data"), help="the folder that holds mnist and cifar-10")
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    torch.set_num_threads(1)
    with open(os.path.join(options.field, "cases.json"), encoding="utf-8") as file:
        cases = [case["id"] for case in json.load(file) if options.only in case["id"]]
    left = []
    for case in cases:
        for variant in ("buggy", "fixed", "best"):
            path = os.path.join(options.field, "cases", case, variant + ".yaml")
            if not os.path.exists(path):
                continue
            with open(path, encoding="utf-8") as file:
                recipe = yaml.load(file, Numbers)
            for seed in range(1, options.seeds + 1):
                directory = os.path.join(options.out, f"{case}-{variant}-{seed}")
                if os.path.exists(os.path.join(directory, "run.json")):
                    continue
                try:
                    train(Parts(recipe, seed, options.field, options.images), directory)
                    print(f"{case} {variant} seed {seed}", flush=True)
                except Unknown as reason:
                    left.append(f"{case} {variant}: {reason}")
                    break
    for one in left:
        print(f"left out: {one}")


if __name__ == "__main__":
    main()
