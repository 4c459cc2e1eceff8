import copy
import json
import math
import os
import unittest

import torch

import weir_trace
from watching import Watched, batches, small


class Facts(Watched):
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

    def test_gradients_of_what_the_optimizer_does_not_hold_are_not_its_to_clear(self):
        model = small()
        head = torch.optim.SGD(model[2].parameters(), lr=0.1)
        self.train(model, optimizer=head)
        self.assertEqual(self.facts()["setup"]["keepsGradients"], False)
        self.directory = os.path.join(self._folder.name, "two")
        parts = [torch.optim.SGD(model[0].parameters(), lr=0.1), torch.optim.SGD(model[2].parameters(), lr=0.1)]
        loss_fn = torch.nn.CrossEntropyLoss()
        with weir_trace.watch(model, parts, loss_fn=loss_fn, directory=self.directory):
            for x, y in batches(6):
                for optimizer in parts:
                    optimizer.zero_grad()
                    loss_fn(model(x), y).backward()
                    optimizer.step()
        self.assertNotIn("keepsGradients", self.facts()["setup"])

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
