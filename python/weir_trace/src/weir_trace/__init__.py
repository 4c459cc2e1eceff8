"""Measures the flow of signal and gradient through a network while it trains, and writes the trace that Weir diagnoses.

    import weir_trace

    run = weir_trace.watch(model, optimizer, loss_fn=loss_fn, directory="runs/my-run")
    for x, y in batches:
        optimizer.zero_grad()
        loss_fn(model(x), y).backward()
        optimizer.step()              # steps are counted here
    run.close()                       # then:  weir diagnose my-run

The numbers, random state, state_dict and exceptions of the training stay as they are; a failure in here is a warning.
"""

from .check import check
from .run import Run
from .sampling import SamplingPlan
from .watching import watch

__all__ = ["Run", "SamplingPlan", "check", "watch"]
__version__ = "0.1.0"
