"""Training on a graphics processor: the same numbers, mixed precision, compiled models."""

import math
import unittest
import warnings

import torch
from torch.nn import functional

import weir_trace
from watching import Watched, batches, small

GPU = torch.cuda.is_available()


def network(seed=0):
    torch.manual_seed(seed)
    return torch.nn.Sequential(
        torch.nn.Conv2d(1, 8, 3, padding=1, bias=False), torch.nn.BatchNorm2d(8), torch.nn.ReLU(), torch.nn.Flatten(),
        torch.nn.Linear(32, 16), torch.nn.Tanh(), torch.nn.Linear(16, 3))


def images(count, device="cpu"):
    return [(x.reshape(-1, 1, 2, 2).to(device), y.to(device)) for x, y in batches(count)]


@unittest.skipUnless(GPU, "needs a graphics processor")
class Device(Watched):
    def setUp(self):
        super().setUp()
        torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = False
        torch.backends.cudnn.deterministic = True

    def on(self, device, watched=True, steps=8, **options):
        model = network().to(device)
        optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
        loss_fn = torch.nn.CrossEntropyLoss()
        run = weir_trace.watch(model, optimizer, loss_fn=loss_fn, directory=self.directory, **options) if watched else None
        losses = []
        for x, y in images(steps, device):
            optimizer.zero_grad()
            loss = loss_fn(model(x), y)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        if run is not None:
            run.close()
        return losses

    def test_losses_are_the_same_to_the_bit(self):
        self.assertEqual(self.on("cuda", watched=False), self.on("cuda"))

    def test_the_numbers_are_those_of_the_processor(self):
        self.on("cpu", steps=1)
        of_processor = self.samples()[1]
        self._folder.cleanup()
        self.on("cuda", steps=1)
        self.assertClose(of_processor, self.samples()[1])

    def assertClose(self, one, other, relative=1e-4, where=""):
        if isinstance(one, dict):
            self.assertEqual(set(one), set(other), where)
            for key in one:
                self.assertClose(one[key], other[key], relative, f"{where}.{key}")
        elif isinstance(one, list):
            for number, (a, b) in enumerate(zip(one, other)):
                self.assertClose(a, b, relative, f"{where}[{number}]")
        elif isinstance(one, float):
            self.assertTrue(math.isclose(one, other, rel_tol=relative, abs_tol=1e-7), f"{where}: {one} and {other}")
        else:
            self.assertEqual(one, other, where)

    def mixed(self, fused, scale, told=False, steps=6):
        model = network().to("cuda")
        optimizer = torch.optim.Adam(model.parameters(), lr=0.01, fused=fused)
        scaler = torch.amp.GradScaler("cuda", init_scale=scale) if hasattr(torch.amp, "GradScaler") else torch.cuda.amp.GradScaler(scale)
        with weir_trace.watch(model, optimizer, directory=self.directory, scaler=scaler if told else None):
            for x, y in images(steps, "cuda"):
                optimizer.zero_grad()
                with torch.autocast("cuda", dtype=torch.float16):
                    loss = functional.cross_entropy(model(x), y)
                scaler.scale(loss).backward()
                scaler.step(optimizer)
                scaler.update()
        return self.samples()[1]

    def test_mixed_precision_is_measured_without_its_factor(self):
        self.on("cuda", steps=1)
        plain = self.samples()[1]
        self._folder.cleanup()
        for fused in (False, True):
            for told in (False, True):
                sample = self.mixed(fused, 1024.0, told)
                for name in ("loss", "gradient.norm", "gradient.norm.clipped"):
                    self.assertClose(plain[name], sample[name], 0.03, f"{name}, fused {fused}")
                for one, other in zip(plain["layers"], sample["layers"]):
                    self.assertClose(one["delta.rms"], other["delta.rms"], 0.05, f"fused {fused}")
                self._folder.cleanup()

    def test_steps_that_mixed_precision_leaves_out_are_none(self):
        for fused in (False, True):
            self.mixed(fused, 2.0 ** 24, steps=20)
            self.assertIn(len(self.samples()), range(3, 20))
            for sample in self.samples()[1:]:
                self.assertTrue(math.isfinite(sample["gradient.norm"]), f"fused {fused}: {sample['step']}")
                self.assertTrue(all(math.isfinite(layer["delta.rms"]) for layer in sample["layers"]))
            self.assertEqual(16, self.samples()[0]["batch"])
            self._folder.cleanup()

    def test_bfloat16_needs_no_factor(self):
        model = network().to("cuda", torch.bfloat16)
        optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with weir_trace.watch(model, optimizer, directory=self.directory):
                for x, y in images(3, "cuda"):
                    optimizer.zero_grad()
                    functional.cross_entropy(model(x.bfloat16()), y).backward()
                    optimizer.step()
        self.assertGreater(self.samples()[1]["layers"][0]["delta.rms"], 0)


    def test_a_check_moves_nothing(self):
        model = torch.nn.Sequential(network(), torch.nn.Dropout(0.5)).to("cuda")
        optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
        random, state = torch.cuda.get_rng_state(), {name: value.clone() for name, value in model.state_dict().items()}
        weir_trace.check(model, images(3, "cuda"), torch.nn.CrossEntropyLoss(), optimizer, directory=self.directory)
        self.assertTrue(torch.equal(random, torch.cuda.get_rng_state()))
        for name, value in model.state_dict().items():
            self.assertTrue(torch.equal(state[name], value), name)


@unittest.skipUnless(hasattr(torch, "compile"), "PyTorch before 2.0 compiles nothing")
class Compiled(Watched):
    DEVICE = "cuda" if GPU else "cpu"

    def compiled(self, watched, before):
        torch._dynamo.reset()
        model = network().to(self.DEVICE)
        optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
        run = weir_trace.watch(model, optimizer, directory=self.directory, every=3) if watched and before else None
        fast = torch.compile(model)
        if watched and not before:
            with self.assertWarnsRegex(RuntimeWarning, "compiled already"):
                run = weir_trace.watch(fast, optimizer, directory=self.directory, every=3)
        losses = []
        for x, y in images(8, self.DEVICE):
            optimizer.zero_grad()
            loss = functional.cross_entropy(fast(x), y)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        if run is not None:
            run.close()
        return losses

    def test_a_model_that_is_compiled_afterwards_is_measured_whole(self):
        plain = self.compiled(False, True)
        with warnings.catch_warnings():
            warnings.filterwarnings("error", message="weir_trace")
            watched = self.compiled(True, True)
        for one, other in zip(plain, watched):
            self.assertAlmostEqual(one, other, 5)
        header, *samples = self.samples()
        self.assertEqual(["conv", "batch-norm", "relu", "flatten", "linear", "tanh", "linear"],
                         [layer["kind"] for layer in header["layers"]])
        self.assertEqual([1, 4, 7], [sample["step"] for sample in samples])
        for sample in samples:
            self.assertTrue(all(layer["delta.rms"] for layer in sample["layers"]), sample["step"])

    def test_of_one_that_is_compiled_already_parameters_are_measured(self):
        self.compiled(True, False)
        header, *samples = self.samples()
        self.assertEqual(([], 7), (header["layers"], len(header["parameters"])))
        self.assertTrue(all(one["gradient.norm"] > 0 for one in samples[-1]["parameters"]))


if __name__ == "__main__":
    unittest.main()
