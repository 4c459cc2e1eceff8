"""The faults of the second part of the zoo: functions from a healthy case to a faulty one, or to None where it does not fit."""
import copy, json

from second_data import TABLES
from second_setups import GLOROT, HE, LECUN, act, adam, mlp, named, sgd


def weights(case):
    found = []

    def walk(entries):
        for entry in entries:
            if "init" in entry:
                found.append(entry)
            walk(entry.get("residual", []))
    walk(case["layers"])
    return found


def plain(case, function=None):
    """A chain without normalisation, of one function."""
    text = json.dumps(case["layers"])
    return not any(word in text for word in ("batchnorm", "residual", "dropout", "conv")) and (function is None or f'"{function}"' in text)


def depth(case):
    return len(weights(case)) - 1


def reinit(value, functions=("relu", "tanh"), least=3):
    def change(case):
        if not (any(plain(case, f) for f in functions) and depth(case) >= least):
            return None
        for entry in weights(case):
            entry["init"] = value
        return case
    return change


def network(layers, **more):
    def change(case):
        if not plain(case):
            return None
        case["layers"] = copy.deepcopy(layers)
        for key, value in more.items():
            case[key] = copy.deepcopy(value)
        return case
    return change


def rate(factor, kinds=("sgd", "adam", "adamw")):
    def change(case):
        if case["optimizer"]["kind"] not in kinds:
            return None
        case["optimizer"]["lr"] = float(f"{case['optimizer']['lr'] * factor:.3g}")
        return case
    return change


def key(name, value, suits=lambda case: True):
    def change(case):
        if not suits(case) or name in case:
            return None
        case[name] = value
        return case
    return change


def setting(name, value, kinds):
    def change(case):
        if case["optimizer"]["kind"] not in kinds:
            return None
        case["optimizer"][name] = value
        return case
    return change


def behind(function, regression):
    def change(case):
        if (case["loss"] == "mse") != regression:
            return None
        case["layers"].append(act(function))
        return case
    return change


def biases(value):
    def change(case):
        if not plain(case, "relu") or depth(case) < 2:
            return None
        for entry in weights(case)[:-1]:
            entry["bias"] = f"constant-{value}"
        return case
    return change


def linear(case):
    if not plain(case) or depth(case) < 2:
        return None
    case["layers"] = [entry for entry in case["layers"] if "activation" not in entry]
    return case


def dropped(share):
    def change(case):
        if not plain(case, "relu") or depth(case) < 2:
            return None
        case["layers"] = [part for entry in case["layers"] for part in ([entry, {"dropout": share}] if "activation" in entry else [entry])]
        return case
    return change


not_normed = lambda case: "batchnorm" not in json.dumps(case["layers"])
by_sgd = lambda case: case["optimizer"]["kind"] == "sgd"
FAULTS = {
    "vanishing-gradient": [
        ("sigmoid5-sgd", network(mlp(5, 32, "sigmoid", GLOROT), optimizer=sgd(0.05))),
            ("sigmoid6-adam", network(mlp(6, 24, "sigmoid", GLOROT), optimizer=adam(1e-3))),
        ("sigmoid8-adam", network(mlp(8, 32, "sigmoid", GLOROT), optimizer=adam(1e-3))),
            ("sigmoid12", network(mlp(12, 48, "sigmoid", LECUN), optimizer=adam(2e-3))),
        ("sigmoid7-he", network(mlp(7, 64, "sigmoid", HE), optimizer=sgd(0.1, 0))), ("faint2", reinit("normal-0.02")),
            ("faint2", reinit("normal-0.02")), ("faint5", reinit("uniform-0.05")),
        ("tanh12-faint", network(mlp(12, 32, "tanh", "normal-0.05"), optimizer=sgd(0.05))),
            ("relu15-faint", network(mlp(15, 48, "relu", "normal-0.08"), optimizer=adam(1e-3))),
        ("elu10-faint", network(mlp(10, 24, "elu", "uniform-0.1"), optimizer=sgd(0.02))),
            ("gelu12-faint", network(mlp(12, 32, "gelu", "normal-0.05"), optimizer=adam(1e-3)))],
    "exploding-gradient": [
        ("loud", reinit("normal-1", ("relu", "leaky-relu", "elu", "gelu", "silu"))),
            ("loud-uniform", reinit("uniform-2", ("relu", "leaky-relu", "elu", "gelu", "silu"))),
        ("relu12-loud", network(mlp(12, 32, "relu", "normal-0.6"), optimizer=adam(1e-3))),
            ("leaky10-loud", network(mlp(10, 48, "leaky-relu", "normal-0.5"), optimizer=sgd(0.01))),
        ("exp3", network(mlp(3, 32, "exp", HE))), ("exp5", network(mlp(5, 24, "exp", HE))),
            ("selu10-loud", network(mlp(10, 32, "selu", "normal-0.7"), optimizer=adam(1e-3))),
        ("elu15-loud", network(mlp(15, 24, "elu", "uniform-0.9"), optimizer=sgd(0.02)))],
    "dying-relu": [
        ("bias-1", biases(-1)), ("bias-2", biases(-2)), ("bias-2", biases(-2)), ("bias-4", biases(-4)),
            ("narrow2", network(mlp(10, 2, "relu", HE), optimizer=adam(2e-3))),
        ("narrow2", network(mlp(14, 2, "relu", HE), optimizer=adam(2e-3))),
            ("narrow3", network(mlp(12, 3, "relu", HE), optimizer=adam(2e-3))),
                ("narrow3", network(mlp(20, 3, "relu", HE), optimizer=sgd(0.02)))],
    "saturation": [
        ("tanh-n3", network(mlp(4, 32, "tanh", "normal-3"), optimizer=adam(2e-3))),
            ("tanh-n5", network(mlp(3, 64, "tanh", "normal-5"), optimizer=sgd(0.05))),
        ("tanh-u8", network(mlp(5, 24, "tanh", "uniform-8"), optimizer=adam(1e-3))),
            ("sigmoid-n8", network(mlp(3, 48, "sigmoid", "normal-8"), optimizer=adam(3e-3))),
        ("sigmoid-n5", network(mlp(2, 64, "sigmoid", "normal-5"), optimizer=sgd(0.1))),
            ("tanh-n10", network(mlp(6, 32, "tanh", "normal-10"), optimizer=adam(3e-3))),
                ("tanh-n2", network(mlp(8, 48, "tanh", "normal-2"), optimizer=adam(1e-3)))],
    "unscaled-input": [
        ("x50", key("scale", 50, not_normed)), ("x300", key("scale", 300, not_normed)), ("x1000", key("scale", 1000, not_normed)),
            ("by50", key("shift", 50, not_normed)),
        ("by200", key("shift", 200, not_normed)), ("first200", key("spread", 200, not_normed)),
            ("first1000", key("spread", 1000, not_normed)), ("first5000", key("spread", 5000, not_normed)),
                ("x0.001", key("scale", 0.001, not_normed)), ("by20", key("shift", 20, not_normed))],
    "learning-rate-too-high": [
        ("x10", rate(10)), ("x30", rate(30)), ("x30", rate(30, ("adam", "adamw"))), ("x100", rate(100, ("adam", "adamw"))),
            ("x300", rate(300, ("adam",))), ("x1000", rate(1000, ("adam",))),
        ("x30", rate(30, ("sgd",))), ("x100", rate(100, ("sgd",))), ("x1000", rate(1000, ("sgd",)))],
    "learning-rate-too-low": [
        ("1e-3", rate(1e-3, ("adam",))), ("1e-3", rate(1e-3, ("sgd",))), ("1e-3", rate(1e-3)), ("1e-4", rate(1e-4, ("adam", "adamw"))),
            ("1e-4", rate(1e-4, ("sgd",))), ("1e-5", rate(1e-5)), ("1e-6", rate(1e-6))],
    "symmetric-init": [
        ("zeros", reinit("zeros", ("relu", "tanh", "sigmoid", "elu", "gelu", "silu"), 1)),
            ("zeros", reinit("zeros", ("tanh", "elu", "selu"), 1)), ("constant.1", reinit("constant-0.1", ("tanh", "elu"), 2)),
        ("constant.1", reinit("constant-0.1", ("relu", "leaky-relu"), 2)),
            ("constant.5", reinit("constant-0.5", ("sigmoid", "tanh"), 1)), ("constant.03", reinit("constant-0.03", ("relu", "gelu"), 2))],
    "missing-nonlinearity": [("linear", linear), ("linear", linear), ("linear", linear), ("linear", linear)],
    "over-regularised": [
        ("decay.1", setting("weight_decay", 0.1, ("sgd",))), ("decay.5", setting("weight_decay", 0.5, ("sgd",))),
            ("decay1", setting("weight_decay", 1, ("sgd",))), ("decay.05", setting("weight_decay", 0.05, ("adam",))),
        ("decay.3", setting("weight_decay", 0.3, ("adam",))), ("decay1", setting("weight_decay", 1, ("adam",))),
            ("decay1", setting("weight_decay", 1, ("adamw",))), ("dropout.8", dropped(0.8)), ("dropout.9", dropped(0.9)),
                ("dropout.95", dropped(0.95))],
    "bad-output-activation": [
        ("softmax", behind("softmax", False)), ("softmax", behind("softmax", False)), ("relu-head", behind("relu", False)),
            ("sigmoid-head", behind("sigmoid", False)), ("tanh-head", behind("tanh", False)),
        ("relu-head", behind("relu", True)), ("sigmoid-head", behind("sigmoid", True)), ("tanh-head", behind("tanh", True))],
    "misaligned-labels": [("shuffled", key("shuffle_labels", True))] * 7,
    "non-finite-input": [("nan1", key("nan_rows", 1)), ("nan3", key("nan_rows", 3)), ("nan20", key("nan_rows", 20))],
    "over-clipped": [("clip1e-3", key("clip_norm", 1e-3, by_sgd)), ("clip1e-4", key("clip_norm", 1e-4, by_sgd)),
        ("clip1e-5", key("clip_norm", 1e-5, by_sgd)), ("clip1e-6", key("clip_norm", 1e-6, by_sgd))],
}


def faulty_candidates(healthy, r):
    cases, datasets = {}, [*TABLES, "mnist"]
    r.shuffle(datasets)
    turn = 0
    for fault, forms in FAULTS.items():
        for name, change in forms:
            for _ in range(60):
                dataset = datasets[turn % len(datasets)]
                turn += 1
                twin = r.choice([case for case in healthy if case["dataset"] == dataset] or [None])
                changed = twin and change(copy.deepcopy({k: v for k,
                    v in twin.items() if k not in ("id", "measured", "chance", "verdict", "twin_test")}))
                if not changed:
                    continue
                changed = named({**changed, "family": f"{twin['family']}-{name}", "fault": fault, "twin": twin["id"]})
                if changed["id"] not in cases:
                    changed["twin_test"] = sorted(seed["test"] for seed in twin["measured"])[1]
                    cases[changed["id"]] = changed
                    break
    return list(cases.values())
