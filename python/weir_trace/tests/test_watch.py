import copy
import json
import os
import unittest
import warnings

import torch

import weir_trace
from watching import Watched, batches, small


class Watching(Watched):
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

    def test_what_is_no_finite_number_is_named_as_weir_reads_it(self):
        model = small()
        optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
        with weir_trace.watch(model, optimizer, loss_fn=torch.nn.CrossEntropyLoss(), directory=self.directory) as run:
            run.validation(loss=float("inf"), r2=float("-inf"))
        for name in ("metrics.jsonl", "run.json"):
            with open(os.path.join(self.directory, name), encoding="utf-8") as file:
                record = json.loads(file.read())
            line = record.get("last", record)
            self.assertEqual(["NaN", "Infinity", "-Infinity"], [line[key] for key in ("trainingLoss", "validationLoss", "validationR2")])

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


if __name__ == "__main__":
    unittest.main()
