#!/usr/bin/python3
"""What Weir says of the field's recipes that PyTorch has trained (bench/field_pytorch.py), and of its own runs beside them.

    bench/field_report.py FIELD RESULTS [--beside RESULTS-OF-WEIR]

RESULTS are written by `bench/zoo import`. The cases are given ones: rules were tuned with them in sight, so that figures are of a
training set.
"""

import argparse
import json
import os
import re

LOUD = ("error", "warning")


def names_of_codes():
    """The name of each code, from the pages on diagnostics."""
    folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "docs", "diagnostics")
    names = {}
    for file in os.listdir(folder):
        with open(os.path.join(folder, file), encoding="utf-8") as page:
            code = re.search(r"WEIR\d{3}", page.readline() + page.readline() + page.readline())
        if code:
            names[code.group()] = file[:-3]
    return names


def read(path, names):
    with open(path, encoding="utf-8") as file:
        results = json.load(file)
    records = results["records"] if isinstance(results, dict) else results
    found = {}
    for record in records:
        lower = {key[0].lower() + key[1:]: value for key, value in record.items()}
        said = [({k.lower(): v for k, v in one.items()}) for one in lower.get("findings") or []]
        found[lower["case"], int(lower["seed"])] = None if lower.get("error") else [
            (names.get(one["code"], one["code"]), one["severity"].lower()) for one in said]
    return found


def first(said):
    """The first finding that is an error or a warning; None for silence."""
    return next((name for name, severity in said if severity in LOUD), None)


def marked(said):
    return " ".join({"error": "", "warning": "~"}.get(severity, "·") + name for name, severity in said) or "nothing"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("field")
    parser.add_argument("results")
    parser.add_argument("--beside", help="what bench/zoo import has made of Weir's own runs of the same recipes")
    options = parser.parse_args()
    names = names_of_codes()
    torch, weir = read(options.results, names), read(options.beside, names) if options.beside else {}
    with open(os.path.join(options.field, "cases.json"), encoding="utf-8") as file:
        cases = json.load(file)
    raised = right = ill = alarms = well = same = both = 0
    for case in cases:
        for variant in ("buggy", "fixed", "best"):
            for (name, seed), said in sorted(torch.items()):
                if name != f"{case['id']}-{variant}" or said is None:
                    continue
                causes = set(case["causes"] if variant == "buggy" else case.get(f"{variant}_causes", []))
                loud = [one for one, severity in said if severity in LOUD]
                healthy = case["healthy"] if variant == "buggy" else variant == "best" or seed in case.get("fixed_learning_seeds", [seed])
                suffers = (variant == "buggy" and not case["healthy"] and case.get("suffers", True)
                           and seed in case.get("suffering_seeds", [seed]))
                mark = ""
                if suffers:
                    ill += 1
                    raised += bool(loud)
                    right += bool(loud) and loud[0] in causes
                    mark = "missed" if not loud else "first" if loud[0] in causes else "wrong"
                elif healthy:
                    well += 1
                    alarm = any(one not in causes for one in loud)
                    alarms += alarm
                    mark = "ALARM" if alarm else "right"
                other = weir.get((name, seed))
                if other is not None:
                    both += 1
                    same += first(said) == first(other)
                print(f"{name:12} seed {seed} {mark:7}{marked(said)}"
                      + (f"   | Weir: {marked(other)}" if other is not None and first(said) != first(other) else ""))
    print(f"\nsuffering, an error or a warning: {raised} of {ill}; the cause first: {right} of {ill}; "
          f"healthy with an alarm: {alarms} of {well}")
    if both:
        print(f"the same first error or warning as in Weir, or silence in both: {same} of {both}")
    failed = [f"{name}-{seed}" for (name, seed), said in torch.items() if said is None]
    if failed:
        print(f"not readable: {', '.join(failed)}")


if __name__ == "__main__":
    main()
