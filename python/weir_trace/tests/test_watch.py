import copy
import json
import math
import os
import tempfile
import unittest
import warnings

import torch

import weir_trace
from weir_trace.arrays import trace_lines


def small(seed=0, inplace=False):
    torch.manual_seed(seed)
    return torch.nn.Sequential(torch.nn.Linear(4, 8), torch.nn.ReLU(inplace=inplace), torch.nn.Linear(8, 3))


def batches(count, seed=1, size=16):
    random = torch.Generator().manual_seed(seed)
    return [(torch.randn(size, 4, generator=random), torch.randint(0, 3, (size,), generator=random)) for _ in range(count)]


class Watching(unittest.TestCase):
    def setUp(self):
        self._folder = tempfile.TemporaryDirectory()
        self.addCleanup(self._folder.cleanup)
        self.directory = os.path.join(self._folder.name, "run")
        torch.set_num_threads(1)

    def train(self, model, steps=6, watched=True, optimizer=None, loss_fn=None, step=None, **options):
        optimizer = optimizer or torch.optim.SGD(model.parameters(), lr=0.1)
        loss_fn = loss_fn or torch.nn.CrossEntropyLoss()
        run = weir_trace.watch(model, optimizer, loss_fn=loss_fn, directory=self.directory, **options) if watched else None
        losses = []
        for x, y in batches(steps):
            optimizer.zero_grad()
            loss = loss_fn(model(x), y)
            loss.backward()
            if step:
                step(model, optimizer)
            else:
                optimizer.step()
            losses.append(loss.item())
        if run:
            run.close()
        return losses

    def samples(self):
        return trace_lines(os.path.join(self.directory, "flow.jsonl"))

    def facts(self):
        with open(os.path.join(self.directory, "facts.json"), encoding="utf-8") as file:
            return json.load(file)

    def test_gradients_that_are_not_cleared_are_seen_and_passes_of_one_step_are_meant(self):
        model = small()
        optimizer, loss_fn = torch.optim.SGD(model.parameters(), lr=0.1), torch.nn.CrossEntropyLoss()
        for clears, passes, expected in ((True, 1, False), (False, 1, True), (True, 3, False)):
            self.directory = os.path.join(self._folder.name, f"kept-{clears}-{passes}")
            with weir_trace.watch(model, optimizer, loss_fn=loss_fn, directory=self.directory):
                for x, y in batches(6):
                    # After the forward pass is early enough.
                    outputs = [model(x) for _ in range(passes)]
                    if clears:
                        optimizer.zero_grad()
                    for output in outputs:
                        loss_fn(output, y).backward()
                    optimizer.step()
            self.assertEqual(self.facts()["setup"]["keepsGradients"], expected)
            optimizer.zero_grad()

    def test_evaluation_mode_that_is_left_on_is_seen_from_its_first_step(self):
        model = torch.nn.Sequential(torch.nn.Linear(4, 8), torch.nn.BatchNorm1d(8), torch.nn.ReLU(), torch.nn.Linear(8, 3))
        optimizer, loss_fn = torch.optim.SGD(model.parameters(), lr=0.1), torch.nn.CrossEntropyLoss()
        with weir_trace.watch(model, optimizer, loss_fn=loss_fn, directory=self.directory):
            for number, (x, y) in enumerate(batches(9)):
                if number == 5:
                    model.eval()
                optimizer.zero_grad()
                loss_fn(model(x), y).backward()
                optimizer.step()
        self.assertEqual(self.facts()["setup"]["evaluationSince"], 6)
        model.train()
        model[1].eval()
        self.directory = os.path.join(self._folder.name, "frozen")
        self.train(model)
        self.assertNotIn("evaluationSince", self.facts()["setup"])

    def test_targets_that_go_with_the_inputs_are_told_from_shuffled_ones(self):
        random = torch.Generator().manual_seed(3)
        for shuffled in (False, True):
            model, loss_fn = small(), torch.nn.CrossEntropyLoss()
            optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
            self.directory = os.path.join(self._folder.name, f"shuffled-{shuffled}")
            with weir_trace.watch(model, optimizer, loss_fn=loss_fn, directory=self.directory):
                for _ in range(20):
                    x = torch.randn(32, 4, generator=random)
                    y = torch.randint(0, 3, (32,), generator=random) if shuffled else x[:, :3].argmax(1)
                    optimizer.zero_grad()
                    loss_fn(model(x), y).backward()
                    optimizer.step()
            score = self.facts()["data"]["neighbourScore"]
            (self.assertLess if shuffled else self.assertGreater)(score, 3)

    def test_copies_of_samples_are_no_neighbours(self):
        # Four epochs over 60 samples with made-up targets: each sample's copies would share its target.
        random = torch.Generator().manual_seed(4)
        x, y = torch.randn(60, 4, generator=random), torch.randint(0, 3, (60,), generator=random)
        model, loss_fn = small(), torch.nn.CrossEntropyLoss()
        optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
        with weir_trace.watch(model, optimizer, loss_fn=loss_fn, directory=self.directory):
            for _ in range(4):
                for chosen in torch.randperm(60, generator=random).split(20):
                    optimizer.zero_grad()
                    loss_fn(model(x[chosen]), y[chosen]).backward()
                    optimizer.step()
        self.assertLess(self.facts()["data"]["neighbourScore"], 3)

    def test_losses_and_weights_are_the_same_to_the_bit(self):
        one, other = small(), small()
        self.assertEqual(self.train(one, watched=False), self.train(other))
        for a, b in zip(one.parameters(), other.parameters()):
            self.assertTrue(torch.equal(a, b))

    def test_the_numbers_are_those_of_the_formulas(self):
        model, twin = small(inplace=True), small()
        self.train(model, steps=1)
        x, y = batches(1)[0]
        hidden = twin[0](x)
        hidden.retain_grad()
        rectified = torch.relu(hidden)
        rectified.retain_grad()
        loss = torch.nn.functional.cross_entropy(twin[2](rectified), y)
        loss.backward()
        header, sample = self.samples()
        self.assertEqual(["linear", "relu", "linear"], [layer["kind"] for layer in header["layers"]])
        self.assertEqual([[4, 8], [8], [8, 3], [3]], [parameter["shape"] for parameter in header["parameters"]])
        self.assertAlmostEqual(loss.item(), sample["loss"], 5)
        first, second = sample["layers"][0], sample["layers"][1]
        # What the function behind it wrote over is not what is told.
        self.assertAlmostEqual(hidden.square().mean().sqrt().item(), first["activation.rms"], 5)
        self.assertAlmostEqual(hidden.grad.square().mean().sqrt().item(), first["delta.rms"], 6)
        self.assertAlmostEqual(hidden.var(0, unbiased=False).mean().sqrt().item(), first["activation.std"], 5)
        self.assertAlmostEqual(rectified.grad.square().mean().sqrt().item(), second["delta.rms"], 6)
        self.assertAlmostEqual((rectified == 0).double().mean().item(), second["activation.zero"], 6)
        weight = sample["parameters"][0]
        gradient = twin[0].weight.grad
        self.assertAlmostEqual(gradient.norm().item(), weight["gradient.norm"], 6)
        self.assertAlmostEqual(0.1 * gradient.norm().item() / twin[0].weight.norm().item(), weight["update.ratio"], 6)

    def test_nothing_is_left_behind(self):
        model = small()
        optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
        state = copy.deepcopy(model.state_dict())
        run = weir_trace.watch(model, optimizer, directory=self.directory)
        self.assertEqual(list(state), list(model.state_dict()))
        run.close()
        self.assertNotIn("step", vars(optimizer))
        self.assertTrue(all(not module._forward_hooks and not module._forward_pre_hooks for module in model.modules()))

    def test_a_model_is_watched_once(self):
        model = small()
        optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
        with weir_trace.watch(model, optimizer, directory=self.directory):
            with self.assertRaisesRegex(ValueError, "watched already"):
                weir_trace.watch(model, optimizer, directory=self.directory)
        weir_trace.watch(model, optimizer, directory=self.directory).close()

    def test_a_folder_with_a_run_is_kept(self):
        self.train(small())
        self.train(small())
        self.assertTrue(os.path.exists(os.path.join(self.directory + "-2", "flow.jsonl")))

    def test_clipping_is_seen_before_and_after(self):
        def step(model, optimizer):
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1e-3)
            optimizer.step()

        self.train(small(), steps=2, step=step)
        sample = self.samples()[1]
        self.assertAlmostEqual(1e-3, sample["gradient.norm.clipped"], 6)
        self.assertGreater(sample["gradient.norm"], 0.05)

    def test_gradients_that_accumulate_make_one_step(self):
        model = small()
        optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
        loss_fn = torch.nn.CrossEntropyLoss()
        with weir_trace.watch(model, optimizer, loss_fn=loss_fn, directory=self.directory):
            for number, (x, y) in enumerate(batches(8)):
                (loss_fn(model(x), y) / 4).backward()
                if number % 4 == 3:
                    optimizer.step()
                    optimizer.zero_grad()
        header, *samples = self.samples()
        self.assertEqual(64, header["batch"])
        self.assertEqual([1, 2], [sample["step"] for sample in samples])

    def test_a_schedule_goes_on_counting(self):
        model = small()
        optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
        schedule = torch.optim.lr_scheduler.StepLR(optimizer, 1, gamma=0.5)
        with warnings.catch_warnings():
            warnings.simplefilter("error")

            def step(_, one):
                one.step()
                schedule.step()

            self.train(model, steps=3, optimizer=optimizer, step=step)
        self.assertEqual([0.1, 0.05, 0.025], [sample["rate"] for sample in self.samples()[1:]])

    def test_frozen_parts_shared_modules_and_evaluation(self):
        shared = torch.nn.Linear(4, 4)
        model = torch.nn.Sequential(shared, torch.nn.Tanh(), shared, torch.nn.Linear(4, 3))
        model[3].bias.requires_grad_(False)
        optimizer = torch.optim.Adam([parameter for parameter in model.parameters() if parameter.requires_grad], lr=1e-3)
        loss_fn = torch.nn.CrossEntropyLoss()
        with weir_trace.watch(model, optimizer, loss_fn=loss_fn, directory=self.directory):
            for x, y in batches(3):
                with torch.no_grad():
                    model(x * 100)
                optimizer.zero_grad()
                loss_fn(model(x), y).backward()
                optimizer.step()
        header, sample, *_ = self.samples()
        self.assertEqual(["0", "1", "3"], [layer["path"] for layer in header["layers"]])
        self.assertEqual(["0.weight", "0.bias", "3.weight"], [parameter["name"] for parameter in header["parameters"]])
        # The pass without gradients, with inputs a hundred times as large, is not the one that is measured.
        self.assertLess(sample["layers"][0]["activation.rms"], 10)

    def test_recurrent_modules_and_tuples(self):
        class Reader(torch.nn.Module):
            def __init__(self):
                super().__init__()
                self.cells = torch.nn.LSTM(4, 5, batch_first=True)
                self.head = torch.nn.Linear(5, 3)

            def forward(self, x):
                return self.head(self.cells(x.unsqueeze(1))[0][:, -1])

        self.train(Reader())
        header, sample, *_ = self.samples()
        self.assertEqual(["lstm", "linear"], [layer["kind"] for layer in header["layers"]])
        self.assertGreater(sample["layers"][0]["delta.rms"], 0)

    def test_dead_units_are_counted_over_a_window(self):
        model = small()
        with torch.no_grad():
            model[0].bias[:3] = -1e3
        self.train(model, steps=21)
        self.assertEqual(3, self.samples()[-1]["layers"][1]["units.dead"])

    def test_the_loss_may_be_told_after_the_step(self):
        model = small()
        optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
        told = []
        with weir_trace.watch(model, optimizer, directory=self.directory, every=3) as run:
            for x, y in batches(7):
                optimizer.zero_grad()
                loss = torch.nn.functional.cross_entropy(model(x), y)
                loss.backward()
                optimizer.step()
                run.loss(loss)
                told.append(loss.item())
        self.assertEqual([1, 4, 7], [sample["step"] for sample in self.samples()[1:]])
        for sample in self.samples()[1:]:
            self.assertAlmostEqual(told[sample["step"] - 1], sample["loss"], 5)

    def test_the_loss_is_known_without_being_told(self):
        model = small()
        optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
        backward = torch.Tensor.backward
        x, y = batches(1)[0]
        with weir_trace.watch(model, optimizer, directory=self.directory):
            loss = torch.nn.functional.cross_entropy(model(x), y)
            loss.backward()
            optimizer.step()
        self.assertAlmostEqual(loss.item(), self.samples()[1]["loss"], 5)
        self.assertIs(backward, torch.Tensor.backward)

    def test_a_failure_inside_is_a_warning(self):
        model = small()
        optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
        run = weir_trace.watch(model, optimizer, directory=self.directory)
        run._folder.trace.close()
        with self.assertWarnsRegex(RuntimeWarning, "the training goes on"):
            for x, y in batches(3):
                torch.nn.functional.cross_entropy(model(x), y).backward()
                optimizer.step()
        self.assertNotIn("step", vars(optimizer))

    def test_an_exception_of_the_training_is_told(self):
        with self.assertRaises(ZeroDivisionError):
            with weir_trace.watch(small(), torch.optim.SGD(small().parameters(), lr=0.1), directory=self.directory):
                1 / 0
        with open(os.path.join(self.directory, "run.json"), encoding="utf-8") as file:
            record = json.load(file)
        self.assertEqual("failed", record["status"])

    def test_the_facts(self):
        self.train(small(), optimizer=None, total_steps=6)
        with open(os.path.join(self.directory, "facts.json"), encoding="utf-8") as file:
            facts = json.load(file)
        self.assertEqual("sgd", facts["setup"]["optimizer"])
        self.assertEqual("cross-entropy", facts["setup"]["loss"])
        self.assertEqual(3, facts["setup"]["outputs"])
        self.assertTrue(facts["setup"]["classification"])
        self.assertEqual(4, facts["data"]["features"])
        self.assertAlmostEqual(math.log(3), facts["data"]["trivialLoss"], 1)
        self.assertEqual(["linear", "relu", "linear"], facts["network"]["steps"])

    def test_the_facts_of_a_regression(self):
        model = torch.nn.Sequential(torch.nn.Linear(4, 8), torch.nn.Tanh(), torch.nn.Linear(8, 1))
        optimizer, loss_fn = torch.optim.SGD(model.parameters(), lr=0.1), torch.nn.MSELoss()
        targets = torch.tensor([[1.0], [2.0], [3.0], [6.0]])
        with weir_trace.watch(model, optimizer, loss_fn=loss_fn, directory=self.directory):
            loss_fn(model(torch.randn(4, 4)), targets).backward()
            optimizer.step()
        with open(os.path.join(self.directory, "facts.json"), encoding="utf-8") as file:
            facts = json.load(file)
        self.assertFalse(facts["setup"]["classification"])
        self.assertEqual([1, 3, 6], facts["data"]["target"][:3])
        self.assertAlmostEqual(3.5, facts["data"]["trivialLoss"], 5)

    def test_units_that_are_all_alike_are_told(self):
        model = torch.nn.Sequential(torch.nn.Linear(4, 8), torch.nn.Tanh(), torch.nn.Linear(8, 3))
        with torch.no_grad():
            for parameter in model.parameters():
                parameter.fill_(0.1)
        self.train(model, steps=1)
        with open(os.path.join(self.directory, "facts.json"), encoding="utf-8") as file:
            self.assertEqual([0], json.load(file)["network"]["symmetricLayers"])

    def test_a_check_moves_nothing(self):
        model = torch.nn.Sequential(torch.nn.Linear(4, 8), torch.nn.BatchNorm1d(8), torch.nn.Linear(8, 3))
        state = copy.deepcopy(model.state_dict())
        random = torch.get_rng_state()
        optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
        weir_trace.check(model, batches(9), torch.nn.CrossEntropyLoss(), optimizer, directory=self.directory)
        for name, value in model.state_dict().items():
            self.assertTrue(torch.equal(state[name], value), name)
        self.assertTrue(torch.equal(random, torch.get_rng_state()))
        self.assertTrue(all(parameter.grad is None for parameter in model.parameters()))
        self.assertEqual(5, len(self.samples()) - 1)


if __name__ == "__main__":
    unittest.main()
