#!/usr/bin/python3
"""Writes the second part of the given zoo, which was a hold-out until rules were tuned on it: data sets, cases, and how each case trains
in PyTorch.

    nice /usr/bin/python3 make_second.py            writes second/NAME-{train,test}.csv and second/cases.json beside this file

Nothing here looks at what Weir says of a case. Set-ups are drawn from a fixed seed; a healthy candidate that does not train is left out,
and so are the faulty ones that it was to be the twin of. The form of the file and the verdicts are those of cases.json, with three
seeds instead of five: `suffers` if all three lose more than 15 % of the twin's gain over chance, `stochastic` if one or two do. The
three seeds are trained side by side, each weight with an axis of seeds in front: the numbers of one do not touch those of another.
Needs torch and numpy.
"""
import argparse, json, multiprocessing, os, random, sys

from second_data import HERE, TABLES, write_tables
from second_faults import faulty_candidates
from second_setups import healthy_candidates
from second_training import SEEDS, measure

LOSS = 0.15      # part of the twin's gain over chance whose loss is suffering
HEALTHY = 0.80     # part of the data set's best gain that every seed of a healthy case must reach


def measured(cases, cache):
    """The cases with their scores; what a run before this one has measured is taken over."""
    known = {}
    if os.path.exists(cache):
        known = {entry["id"]: entry for entry in map(json.loads, open(cache))}
    todo = [case for case in cases if case["id"] not in known]
    with multiprocessing.Pool(2) as pool, open(cache, "a") as file:
        for number, (case, seconds) in enumerate(pool.imap_unordered(measure, todo)):
            known[case["id"]] = case
            file.write(json.dumps(case) + "\n")
            file.flush()
            print(f"{number + 1}/{len(todo)} {case['id']:60} {seconds:6.1f} s",
                *[f"{s['train']:.3f}/{s['test']:.3f}" for s in case["measured"]], flush=True)
    return [known[case["id"]] for case in cases]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", default=os.path.join(HERE, "measured.jsonl"),
        help="what has been measured; makes an interrupted run go on (not committed)")
    parser.add_argument("--seed", type=int, default=20, help="another one draws other set-ups on the same data")
    parser.add_argument("--output", default=os.path.join(HERE, "cases.json"))
    arguments = parser.parse_args()
    cache = arguments.cache
    os.makedirs(HERE, exist_ok=True)
    write_tables()
    r = random.Random(arguments.seed)
    healthy = measured(healthy_candidates(r), cache)
    kept = []
    for dataset in [*TABLES, "mnist"]:
        of = [case for case in healthy if case["dataset"] == dataset]
        gains = [sorted(seed["test"] - case["chance"] for seed in case["measured"]) for case in of]
        best = max(gain[1] for gain in gains)
        for case, gain in zip(of, gains):
            if gain[0] >= HEALTHY * best and all(seed["finite"] for seed in case["measured"]):
                kept.append({**case, "verdict": "trains", "twin_test": None})
            else:
                print("left out:", case["id"], [f"{value / best:.2f}" for value in gain])
    faulty = measured(faulty_candidates(kept, r), cache)
    for case in faulty:
        lost = sum(seed["test"] - case["chance"] < (1 - LOSS) * (case["twin_test"] - case["chance"]) for seed in case["measured"])
        case["verdict"] = "suffers" if lost == SEEDS else "stochastic" if lost else "trains-anyway"
    with open(arguments.output, "w") as file:
        file.write("[\n" + ",\n".join(json.dumps(case, separators=(",", ":")) for case in kept + faulty) + "\n]\n")
    counts = {verdict: sum(case["verdict"] == verdict for case in kept + faulty)
        for verdict in ("trains", "suffers", "stochastic", "trains-anyway")}
    print(len(healthy) - len(kept), "healthy candidates left out;", counts)


if __name__ == "__main__":
    sys.exit(main())
