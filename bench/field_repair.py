#!/usr/bin/env python3
"""Repairs the field's programs that suffer (real training faults), and judges by itself what comes of it. Standard library alone.

    bench/field_repair.py FIELD WEIR.DLL [--work DIR] [--only f02,f05] [--strategy weir] [--workers 2] [--seeds 3]

FIELD holds cases.json, cases/CASE/{buggy,fixed,best}.yaml and data/. Each program is handed to 'weir repair'. The recipe as it was, what
the repair handed back and the best known repair are then trained anew with seeds that the repair has not seen; scores are the validation
part's (the training part's where there is none), of which the repair has seen one half or all: the accuracy, or R². The gain is the
repaired score's share of the best known one's over guessing, which is told by the samples that the repair was judged by. What DIR holds
already is not made again.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess

FIRST_SEED = 900_001


def read(path):
    try:
        with open(path) as file:
            return json.load(file)
    except (OSError, ValueError):
        return {}


def lines(path):
    try:
        with open(path) as file:
            return [json.loads(line) for line in file if line.endswith("\n")]
    except (OSError, ValueError):
        return []


class Field:
    """The field's programs, repaired and trained by one build of Weir."""

    def __init__(self, options):
        self.field, self.dll, self.work = (os.path.abspath(path) for path in (options.field, options.dll, options.work))
        self.options = options
        os.makedirs(self.work, exist_ok=True)

    def weir(self, *words):
        return subprocess.run(["dotnet", self.dll, *words], capture_output=True, text=True, cwd=self.field)

    def repair(self, case):
        """The certificate of a program's repair."""
        runs = os.path.join(self.work, "repairs-" + self.options.strategy)
        folder = os.path.join(runs, case)
        certificate = read(os.path.join(folder, "repair.json"))
        if not certificate:
            done = self.weir("repair", os.path.join("cases", case, "buggy.yaml"), "--plain", "--runs", runs, "--name", case,
                             "--strategy", self.options.strategy, "--workers", str(self.options.workers))
            certificate = read(os.path.join(folder, "repair.json"))
            if not certificate:
                return {"status": "refused", "message": done.stderr.strip()}, None
        repaired = os.path.join(folder, "repaired.yaml")
        return certificate, repaired if os.path.exists(repaired) else None

    def scores(self, name, recipe):
        """The score of each seed; kept beside the recipe that made it."""
        with open(recipe) as file:
            text = file.read()
        kept = os.path.join(self.work, name + ".json")
        known = read(kept)
        if known.get("recipe") == text and len(known["scores"]) == self.options.seeds:
            return known["scores"]
        runs, values = os.path.join(self.work, "runs"), []
        for seed in range(FIRST_SEED, FIRST_SEED + self.options.seeds):
            run = f"{name}-{seed}"
            shutil.rmtree(os.path.join(runs, run), ignore_errors=True)
            self.weir("train", recipe, "--seed", str(seed), "--plain", "--threads", "1", "--runs", runs, "--name", run,
                      "--no-report")
            facts = read(os.path.join(runs, run, "facts.json")).get("data") or {}
            restored = read(os.path.join(runs, run, "run.json")).get("restored")
            epochs = [restored] if restored else lines(os.path.join(runs, run, "metrics.jsonl"))
            values.append(score(epochs, facts.get("trivialLoss")))
            shutil.rmtree(os.path.join(runs, run, "checkpoints"), ignore_errors=True)
        with open(kept, "w") as file:
            json.dump({"recipe": text, "scores": values}, file)
        return values


def score(epochs, trivial_loss):
    """What the last epoch scored: accuracy, R² or the share of guessing's loss that is gone; -1 where it is not finite."""
    last = epochs[-1] if epochs else {}
    for key in ("validationAccuracy", "trainingAccuracy", "validationR2", "trainingR2"):
        if isinstance(last.get(key), (int, float)):
            return max(-1.0, last[key])
    loss = last.get("trainingLoss")
    return max(-1.0, 1 - loss / trivial_loss) if trivial_loss and isinstance(loss, (int, float)) else -1.0


def gain(value, guess, best):
    return (value - guess) / (best - guess) if best > guess else 0.0


def main():
    parser = argparse.ArgumentParser(description="Repairs the field's programs that suffer, and judges what comes of it.")
    parser.add_argument("field")
    parser.add_argument("dll")
    parser.add_argument("--work", default="field-repairs")
    parser.add_argument("--only")
    parser.add_argument("--strategy", default="weir", choices=("weir", "random", "fixed"))
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seeds", type=int, default=3)
    options = parser.parse_args()
    field = Field(options)
    rows = []
    with open(os.path.join(field.field, "cases.json")) as file:
        cases = json.load(file)
    for case in cases:
        if options.only and case["id"] not in options.only.split(","):
            continue
        name = case["id"]
        recipe = {variant: os.path.join(field.field, "cases", name, variant + ".yaml") for variant in ("buggy", "fixed", "best")}
        certificate, repaired = field.repair(name)
        before = field.scores(name + "-buggy", recipe["buggy"])
        best = field.scores(f"{name}-{case['reference']}", recipe[case["reference"]])
        after = field.scores(f"{name}-repaired-{options.strategy}", repaired) if repaired else before
        guess = certificate.get("trivial") or 0.0
        row = {
            "id": name, "suffers": case["suffers"], "status": certificate.get("status"),
            "before": statistics.median(before), "after": statistics.median(after), "best": statistics.median(best), "guess": guess,
            "changes": [change["id"] for change in certificate.get("changes", [])],
            "cost": (certificate.get("cost") or {}).get("trainings"),
        }
        row["gain"] = gain(row["after"], guess, row["best"]) if "trivial" in certificate else 0.0
        rows.append(row)
        print("{id} {status:12} {before:.3f} -> {after:.3f}, best known {best:.3f}, guessing {guess:.3f}: gain {gain:.2f}, "
              "cost {cost} {changes}".format(**row), flush=True)
    told(rows)


def told(rows):
    suffering = [row for row in rows if row["suffers"]]
    if not suffering:
        return
    mended = [row for row in suffering if row["gain"] >= 0.95]
    print(f"repaired to 95 % of the best known repair's gain  {len(mended)} of {len(suffering)}")
    print(f"worse than before                                 {sum(row['after'] < row['before'] - 0.02 for row in rows)} of {len(rows)}")
    changed = [row for row in rows if row["status"] == "Repaired"]
    if changed:
        print(f"median changes, median cost                       {statistics.median(len(row['changes']) for row in changed)}, "
              f"{statistics.median(row['cost'] for row in changed):.2f}")
    print(f"healthy programs changed                          {sum(row['status'] == 'Repaired' for row in rows if not row['suffers'])} of "
          f"{sum(not row['suffers'] for row in rows)}")


if __name__ == "__main__":
    main()
