#!/usr/bin/python3
"""What watching with weir_trace adds to a training in PyTorch.

    bench/weir_trace_cost.py [--threads N] [--seconds N] [--processor] [--device cuda] [WORKLOAD …]

The workloads of `bench/peers`, plain SGD on one batch. Three kinds of step take turns in one process: plain, watched but not sampled, and
sampled; from their medians and the number of samples follows what 2,000 steps cost more: of all that the plan names, of the few that are
always measured, and of those that the default budget lets be measured. Small networks are run whole besides, three times: 2,000 watched
steps of one beside 2,000 plain ones of its like, in turns of ten, so that what else the machine does meets both. Needs Debian's
python3-torch and an OpenBLAS.
"""
import argparse
import importlib.util
import os
import statistics
import sys
import tempfile
import time

import torch

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', 'python', 'weir_trace', 'src'))
import weir_trace  # noqa: E402
from weir_trace.budget import SHARE, Budget  # noqa: E402
from weir_trace.sampling import SamplingPlan  # noqa: E402

STEPS, NEVER = 2000, 10 ** 9


def workloads():
    spec = importlib.util.spec_from_file_location('pytorch_step', os.path.join(HERE, 'pytorch_step.py'))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def watched(side, folder, **options):
    return weir_trace.watch(side.model, side.optimizer, loss_fn=side.loss, directory=os.path.join(folder, 'run'), **options)


def times(side, count, clock):
    taken = []
    for _ in range(count):
        start = clock()
        side.step()
        if side.x.is_cuda:
            torch.cuda.synchronize()
        taken.append(clock() - start)
    return taken


def on_device(side, device):
    """The same training with model and batch on another device."""
    side.model.to(device)
    side.x, side.y = side.x.to(device), side.y.to(device)
    side.optimizer = torch.optim.SGD(side.model.parameters(), lr=.01)


def kinds(side, seconds, folder, clock):
    """Medians of plain, watched and sampled steps, which take turns until the time is over, four turns at least."""
    once = statistics.median(times(side, 3, clock))
    turn = max(2, min(50, int(0.1 / once)))
    plain, quiet, sampled, begin = [], [], [], time.perf_counter()
    while len(plain) < 4 * turn or time.perf_counter() - begin < seconds:
        plain += times(side, turn, clock)
        for every, taken in ((NEVER, quiet), (1, sampled)):
            run = watched(side, folder, every=every)
            # The first step of a run is always sampled, and prepares what the others find.
            side.step()
            taken += times(side, turn, clock)
            run.close()
    return [statistics.median(taken) for taken in (plain, quiet, sampled)]


class Paused:
    """A clock that stands still while others have their turn."""

    def __init__(self, clock):
        self.clock, self.past, self.since = clock, 0.0, None

    def __call__(self):
        return self.past + (0.0 if self.since is None else self.clock() - self.since)

    def run(self, count, side):
        self.since = self.clock()
        for _ in range(count):
            side.step()
        if side.x.is_cuda:
            torch.cuda.synchronize()
        self.past, self.since = self(), None


def whole(plain, side, folder, clock, turn=10):
    """What watching adds to all steps of a run, and how many it has measured: the median of three."""
    found = []
    for _ in range(3):
        own, other = Paused(clock), Paused(clock)
        run = watched(side, folder, budget=Budget(SHARE, own))
        for _ in range(STEPS // turn):
            other.run(turn, plain)
            own.run(turn, side)
        with open(os.path.join(run.directory, 'flow.jsonl'), encoding='utf-8') as trace:
            found.append((own() / other() - 1, sum(1 for _ in trace) - 1))
        run.close()
    return sorted(found)[1]


def measured(share, quiet, sampled):
    """How many of the steps a budget lets be measured, if each takes what it takes in the middle."""
    now, count, plan = 0.0, 0, SamplingPlan()
    budget = Budget(share, lambda: now)

    @budget.timed
    def measure():
        nonlocal now
        now += max(0.0, sampled - quiet)

    for step in range(1, STEPS + 1):
        now += quiet
        if plan.is_sampled(step):
            count += 1
            measure()
            plan.least_gap = budget.gap(step)
    return count


def main():
    parser = argparse.ArgumentParser(description='What watching with weir_trace adds to a training in PyTorch.')
    parser.add_argument('workloads', nargs='*')
    parser.add_argument('--threads', type=int, default=2)
    parser.add_argument('--seconds', type=float, default=8, help='how long the kinds of step take turns')
    parser.add_argument('--processor', action='store_true', help='counts time of the processor, for a machine that others use too')
    parser.add_argument('--device', default='cpu', help='where model and batch lie')
    options = parser.parse_args()
    clock = time.process_time if options.processor else time.perf_counter
    work = workloads()
    torch.set_num_threads(options.threads)
    print(f'PyTorch {torch.__version__}, {torch.get_num_threads()} threads, {options.device}, '
          f'{"time of the processor" if options.processor else "wall time"}; % of {STEPS} steps (how many are measured)')
    print(f'{"workload":22}{"plain ms":>10}{"watched":>10}{"sampled":>10}{"whole plan":>15}{"default":>15}{"run whole":>15}')
    for name in options.workloads or work.WORK:
        with tempfile.TemporaryDirectory() as folder:
            sides = [work.Side(name) for _ in range(2)]
            for side in sides:
                side.model.train()
                on_device(side, options.device)
            plain, quiet, sampled = kinds(sides[0], options.seconds, folder, clock)
            cells = []
            for share in (1.0, SHARE):
                count = measured(share, quiet, sampled)
                cells.append(((count * sampled + (STEPS - count) * quiet) / (STEPS * plain) - 1, count))
            if plain * STEPS < 12:
                cells.append(whole(*sides, folder, clock))
            cells = [f'{100 * cost:.1f} % ({count})' for cost, count in cells]
        print(f'{name:22}{plain * 1e3:10.3f}{quiet * 1e3:10.3f}{sampled * 1e3:10.3f}{"".join(f"{cell:>15}" for cell in cells)}', flush=True)


if __name__ == '__main__':
    main()
