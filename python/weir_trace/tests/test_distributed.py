"""Several processes that train one model together; on this processor, by gloo."""

import json
import os
import socket
import subprocess
import sys
import unittest

import torch

from watching import Watched

PROGRAM = '''
import sys, os, warnings
import torch, torch.distributed as dist
sys.path[:0] = {paths!r}
import weir_trace
from watching import batches, small

kind, directory, broken = sys.argv[1], sys.argv[2], sys.argv[3] == "broken"
dist.init_process_group("gloo")
rank, count = dist.get_rank(), dist.get_world_size()
torch.set_num_threads(1)
model = small()
root = model
if kind in ("ddp", "as-sharded", "dear"):
    root = torch.nn.parallel.DistributedDataParallel(model)
elif kind == "fsdp":
    from torch.distributed.fsdp import FullyShardedDataParallel
    root = FullyShardedDataParallel(model, use_orig_params=True, device_id=torch.device("cpu"))
elif kind == "fully-shard":
    from torch.distributed.fsdp import fully_shard
    from torch.distributed.device_mesh import init_device_mesh
    mesh = init_device_mesh("cpu", (count,))
    for layer in (model[0], model[2]):
        fully_shard(layer, mesh=mesh)
    fully_shard(model, mesh=mesh)
if kind in ("as-sharded", "dear"):
    # Whole on each rank, and measured as if it were sharded: what the ranks say to each other is the same.
    import weir_trace.run
    weir_trace.run.is_sharded = lambda model: True
optimizer = torch.optim.SGD(root.parameters(), lr=0.1)
loss_fn = torch.nn.CrossEntropyLoss()
when = dict(every=2)
if kind == "dear":
    # By the clock of the second rank all time goes into measuring, by that of the first one none.
    from itertools import count as ticks
    from weir_trace.budget import Budget
    when = dict(budget=Budget(0.02, ticks().__next__ if rank == 1 else lambda: 0))
run = weir_trace.watch(root, optimizer, loss_fn=loss_fn, directory=directory, **when)
if broken and rank == 0:
    run._folder.trace.close()
losses = []
for x, y in batches(60 if kind == "dear" else 8):
    optimizer.zero_grad()
    half = len(x) // count
    part = slice(rank * half, (rank + 1) * half)
    loss = loss_fn(root(x[part]), y[part])
    loss.backward()
    optimizer.step()
    losses.append(loss.item())
run.close()
print("losses", rank, losses, flush=True)
dist.destroy_process_group()
'''


def has_fully_shard():
    try:
        from torch.distributed.fsdp import fully_shard
        return fully_shard is not None
    except Exception:  # noqa: BLE001 - a PyTorch that is older than its Python fails in ways of its own
        return False


@unittest.skipUnless(torch.distributed.is_available() and torch.distributed.is_gloo_available()
                     if hasattr(torch.distributed, "is_gloo_available") else torch.distributed.is_available(), "needs gloo")
class Distributed(Watched):
    def together(self, kind, broken=False, count=2):
        here = os.path.dirname(os.path.abspath(__file__))
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        program = PROGRAM.format(paths=[here, os.path.join(here, "..", "src")])
        environment = {**os.environ, "MASTER_ADDR": "127.0.0.1", "MASTER_PORT": str(port), "WORLD_SIZE": str(count),
                       "GLOO_SOCKET_IFNAME": "lo"}
        processes = [subprocess.Popen([sys.executable, "-B", "-c", program, kind, self.directory, "broken" if broken else "whole"],
                                      env={**environment, "RANK": str(rank)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
                     for rank in range(count)]
        said = []
        try:
            for process in processes:
                out, errors = process.communicate(timeout=90)
                self.assertEqual(0, process.returncode, errors)
                said.append(errors)
        finally:
            for process in processes:
                process.kill()
        return said

    def whole(self):
        """What one process alone finds with all samples."""
        self.train(self.alone())
        found = self.samples()[1:]
        self._folder.cleanup()
        return found[::2]

    @staticmethod
    def alone():
        from watching import small
        return small()

    def check(self, kind):
        expected = [(one["gradient.norm"], [(p["weight.norm"], p["gradient.norm"], p["update.ratio"]) for p in one["parameters"]])
                    for one in self.whole()]
        self.together(kind)
        header, *samples = self.samples()
        self.assertEqual(["0", "1", "2"], [layer["path"] for layer in header["layers"]])
        self.assertEqual(["0.weight", "0.bias", "2.weight", "2.bias"], [one["name"] for one in header["parameters"]])
        self.assertEqual([1, 3, 5, 7], [one["step"] for one in samples])
        for (norm, parameters), sample in zip(expected, samples):
            self.assertAlmostEqual(norm, sample["gradient.norm"], 5)
            for (weight, gradient, update), found in zip(parameters, sample["parameters"]):
                self.assertAlmostEqual(weight, found["weight.norm"], 5)
                self.assertAlmostEqual(gradient, found["gradient.norm"], 5)
                self.assertAlmostEqual(update, found["update.ratio"], 5)
            self.assertTrue(all(layer["delta.rms"] > 0 for layer in sample["layers"]))
        self.assertFalse(os.path.exists(self.directory + "-2"))
        with open(os.path.join(self.directory, "run.json"), encoding="utf-8") as file:
            self.assertEqual("finished", json.load(file)["status"])

    def test_data_parallel(self):
        self.check("ddp")

    def test_what_is_summed_over_ranks_is_as_of_one(self):
        self.check("as-sharded")

    def test_a_rank_that_fails_takes_its_leave_from_the_others(self):
        said = self.together("as-sharded", broken=True)
        self.assertIn("the training goes on", said[0])
        self.assertIn("another process no longer measures", said[1])

    def test_ranks_measure_the_same_steps_whatever_their_clocks_say(self):
        self.together("dear")
        self.assertEqual([*range(1, 21), 25, 31, 38, 39, 48, 60], [one["step"] for one in self.samples()[1:]])

    @unittest.skipUnless(has_fully_shard(), "PyTorch before 2.6 has no fully_shard")
    def test_fully_sharded(self):
        self.check("fully-shard")

    @unittest.skipUnless(has_fully_shard(), "the FSDP of this PyTorch needs graphics processors")
    def test_fully_sharded_by_the_first_way(self):
        self.check("fsdp")

    @unittest.skipUnless(has_fully_shard(), "PyTorch before 2.6 has no fully_shard")
    def test_a_process_that_fails_lets_the_others_go_on(self):
        said = self.together("fully-shard", broken=True)
        self.assertIn("the training goes on", said[0])
        self.assertIn("another process no longer measures", said[1])


if __name__ == "__main__":
    unittest.main()
