#!/usr/bin/python3
"""What watching with weir_trace adds to a training in PyTorch.

    bench/weir_trace_cost.py [--threads N] [--seconds N] [--processor] [--device cuda] [WORKLOAD …]

The workloads of `bench/peers`, plain SGD on one batch. Three kinds of step take turns in one process: plain, watched but not sampled, and
sampled; from their medians and the plan's number of samples follows what 2,000 steps cost more. Small networks are run whole
besides: 2,000 watched steps and 2,000 plain ones in turn, three times. Needs Debian's python3-torch and
an OpenBLAS (libopenblas0-openmp): with the reference BLAS, which is what comes without one, steps are so slow that watching looks cheap.
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
from weir_trace.sampling import SamplingPlan  # noqa: E402

STEPS, NEVER = 2000, 10 ** 9


def workloads():
    spec = importlib.util.spec_from_file_location('pytorch_step', os.path.join(HERE, 'pytorch_step.py'))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def watched(side, folder, every=None):
    return weir_trace.watch(side.model, side.optimizer, loss_fn=side.loss, directory=os.path.join(folder, 'run'), every=every)


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
            run = watched(side, folder, every)
            # The first step of a run is always sampled, and prepares what the others find.
            side.step()
            taken += times(side, turn, clock)
            run.close()
    return [statistics.median(taken) for taken in (plain, quiet, sampled)]


def whole(side, folder, clock):
    ratios = []
    for _ in range(3):
        plain = sum(times(side, STEPS, clock))
        run = watched(side, folder)
        ratios.append(sum(times(side, STEPS, clock)) / plain - 1)
        run.close()
    return statistics.median(ratios)


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
    plan = SamplingPlan()
    samples = sum(plan.is_sampled(step) for step in range(1, STEPS + 1))
    print(f'PyTorch {torch.__version__}, {torch.get_num_threads()} threads, {options.device}; {samples} of {STEPS} steps are sampled')
    print(f'{"workload":22}{"plain ms":>10}{"watched":>10}{"sampled":>10}{"2,000 steps":>13}{"run whole":>11}')
    for name in options.workloads or work.WORK:
        with tempfile.TemporaryDirectory() as folder:
            side = work.Side(name)
            side.model.train()
            on_device(side, options.device)
            plain, quiet, sampled = kinds(side, options.seconds, folder, clock)
            cost = (samples * sampled + (STEPS - samples) * quiet) / (STEPS * plain) - 1
            run = f'{100 * whole(side, folder, clock):.1f} %' if plain * STEPS < 12 else ''
        print(f'{name:22}{plain * 1e3:10.3f}{quiet * 1e3:10.3f}{sampled * 1e3:10.3f}{100 * cost:11.1f} %{run:>11}', flush=True)


if __name__ == '__main__':
    main()
