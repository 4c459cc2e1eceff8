"""Parameters that are sharded over several ranks, as FSDP has them: each rank measures its shard, and one sum tells of the whole."""

from __future__ import annotations

from typing import List, Optional, Sequence

import torch

from .parameters import ParameterProbe, ParameterProbes
from .reductions import Number

# Of each parameter: squares of weights and gradients, entries that are not 0, the product with the sample before and both squares of it,
# squares of the move.
_NUMBERS = 7
_MOST_COMPARED = 512


def local_shard(values: torch.Tensor) -> torch.Tensor:
    """The shard of a tensor that lies on this rank: the tensor itself where it is whole."""
    to_local = getattr(values, "to_local", None)
    return to_local() if to_local is not None else values


def is_sharded(model: torch.nn.Module) -> bool:
    """Whether parameters are sharded over several ranks."""
    if not (torch.distributed.is_available() and torch.distributed.is_initialized()):
        return False
    return (any(hasattr(one, "to_local") for one in model.parameters())
            or any(type(one).__name__ == "FullyShardedDataParallel" for one in model.modules()))


def _copies(parameter: torch.Tensor, ranks: int, flat: bool) -> int:
    """How many ranks hold the same shard. flat: whether the model is of the first FSDP, whose shards are plain tensors."""
    mesh, placements = getattr(parameter, "device_mesh", None), getattr(parameter, "placements", None)
    if mesh is None or placements is None:
        # A parameter that is not sharded is whole on each rank; those of the first FSDP are shards without saying so.
        return 1 if flat else ranks
    copies = 1
    for axis, placement in enumerate(placements):
        if placement.is_replicate():
            copies *= mesh.size(axis)
    return copies * ranks // mesh.size()


class RankLeft(RuntimeError):
    """Another rank has stopped measuring, so that nothing can be told of the whole."""


class Ranks:
    """The ranks that train one model together. Each must take part in whatever is reduced over all of them, or the others wait."""

    def __init__(self, model: torch.nn.Module) -> None:
        self.count = torch.distributed.get_world_size()
        parameter = next(model.parameters())
        self._device = local_shard(parameter.detach()).device

    def agree(self, gap: int) -> int:
        """The widest gap to the next sample that any rank asks for, or 0 where one has failed, which says 0 once: nobody waits for it."""
        wanted = torch.tensor([float(gap), -float(gap)], device=self._device)
        torch.distributed.all_reduce(wanted, torch.distributed.ReduceOp.MIN)
        least, widest = wanted.tolist()
        return int(-widest) if least > 0 else 0

    def all_reduce(self, values: torch.Tensor) -> torch.Tensor:
        """The sum over all ranks, written over the values."""
        torch.distributed.all_reduce(values)
        return values


class ShardedParameterProbes(ParameterProbes):
    """All parameters of the model, of which this rank holds shards. Every rank calls every method at the same steps."""

    def __init__(self, probes: List[ParameterProbe], ranks: Ranks, flat: bool) -> None:
        super().__init__(probes, together=False)
        self._ranks = ranks
        copies = [_copies(probe.parameter, ranks.count, flat) for probe in probes]
        self._share = torch.tensor(copies, dtype=torch.float64).reciprocal()
        self._compared: List[Optional[torch.Tensor]] = [None] * len(probes)
        self._sums: Optional[torch.Tensor] = None
        self._whole: Optional[torch.Tensor] = None

    @torch.no_grad()
    def raw(self) -> List[Number]:
        """The norm of all gradients before anybody clips them: known once the step's numbers are added up."""
        device = local_shard(self.probes[0].parameter.detach()).device
        squares = [_square(self._gradient(probe), device) for probe in self.probes]
        self._whole = (torch.stack(squares) * self._share.to(device)).sum()
        return [self._whole]

    @torch.no_grad()
    def before_step(self) -> None:
        rows = []
        self._before = [local_shard(probe.parameter.detach()).clone() for probe in self.probes]
        for number, (probe, weights) in enumerate(zip(self.probes, self._before)):
            gradient, device = self._gradient(probe), weights.device
            now, before = _some(gradient), self._compared[number]
            self._compared[number] = now
            if now is None or before is None or now.shape != before.shape:
                now = before = None
            rows.append(torch.stack([
                _square(weights, device), _square(gradient, device),
                torch.zeros((), dtype=torch.float64, device=device) if gradient is None else torch.count_nonzero(gradient).double(),
                torch.zeros((), dtype=torch.float64, device=device) if now is None or before is None else torch.dot(now, before),
                _square(now, device), _square(before, device)]))
        self._sums = torch.stack(rows)

    @torch.no_grad()
    def after_step(self) -> None:
        assert self._sums is not None
        moves = [_square(local_shard(probe.parameter.detach()).double() - before, before.device)
                 for probe, before in zip(self.probes, self._before)]
        self._before = []
        self._sums = torch.cat([self._sums, torch.stack(moves)[:, None]], 1)

    @torch.no_grad()
    def results(self) -> List[Number]:
        assert self._sums is not None
        sums = self._sums * self._share.to(self._sums.device)[:, None]
        flat = sums.reshape(-1)
        if self._whole is not None:
            flat = torch.cat([flat, self._whole.reshape(1)])
        flat = self._ranks.all_reduce(flat)
        if self._whole is not None:
            self._whole.copy_(flat[-1].sqrt())
            self._whole = None
        rows = flat[:len(self.probes) * _NUMBERS].view(-1, _NUMBERS)
        weights, gradients, moves = rows[:, 0].sqrt(), rows[:, 1].sqrt(), rows[:, 6].sqrt()
        cosines = rows[:, 3] / (rows[:, 4].sqrt() * rows[:, 5].sqrt())
        self._results = [list(one) for one in zip(weights, gradients, rows[:, 2], cosines, moves)]
        return super().results()

    @staticmethod
    def _gradient(probe: ParameterProbe) -> Optional[torch.Tensor]:
        gradient = probe.parameter.grad
        return None if gradient is None or gradient.is_sparse else local_shard(gradient.detach())


def _square(values: Optional[torch.Tensor], device: torch.device) -> torch.Tensor:
    if values is None or values.numel() == 0:
        return torch.zeros((), dtype=torch.float64, device=device)
    return torch.linalg.vector_norm(values, dtype=torch.float64).square()


def _some(values: Optional[torch.Tensor]) -> Optional[torch.Tensor]:
    """Entries of this shard to compare with those of the next sample, spread over it."""
    if values is None or values.numel() == 0:
        return None
    count = values.numel()
    places = torch.arange(min(count, _MOST_COMPARED), device=values.device) * count // min(count, _MOST_COMPARED)
    return values.reshape(-1)[places].double()
