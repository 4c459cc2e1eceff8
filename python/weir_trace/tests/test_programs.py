"""Programs that train in ways of their own: what they do is seen without being told."""

import unittest

import torch
from torch.nn import functional

import weir_trace
from watching import Watched, batches, small


class Programs(Watched):
    def setup_of(self, loss_of, targets=None):
        model = small()
        optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
        with weir_trace.watch(model, optimizer, directory=self.directory):
            for x, y in batches(8):
                optimizer.zero_grad()
                loss_of(model(x), y if targets is None else targets(y)).backward()
                optimizer.step()
        return self.facts()

    def test_a_loss_that_is_a_function_is_seen_with_its_targets(self):
        facts = self.setup_of(functional.cross_entropy)
        self.assertEqual(("cross-entropy", 3, True), tuple(facts["setup"][name] for name in ("loss", "outputs", "classification")))
        counts = torch.bincount(torch.cat([y for _, y in batches(8)]))
        self.assertAlmostEqual(float(counts.max()) / float(counts.sum()), facts["data"]["majorityShare"], 6)
        self.assertIn("neighbourScore", facts["data"])

    def test_the_loss_is_found_behind_what_is_made_of_it(self):
        def scaled(said, y):
            return functional.cross_entropy(said, y) / 4 + 0.01 * said.square().mean()

        self.assertEqual("cross-entropy", self.setup_of(scaled)["setup"]["loss"])

    def test_other_losses_are_named(self):
        def hot(y):
            return functional.one_hot(y, 3).float()

        for function, name in ((functional.mse_loss, "mean-squared-error"), (functional.smooth_l1_loss, "huber"),
                               (functional.binary_cross_entropy_with_logits, "sigmoid-cross-entropy")):
            setup = self.setup_of(function, hot)["setup"]
            self.assertEqual((name, 3), (setup["loss"], setup["outputs"]))
            self._folder.cleanup()

    def test_a_function_that_is_called_on_the_outputs_is_told(self):
        module = torch.nn.CrossEntropyLoss()
        for loss_of, name in ((lambda z, y: module(torch.softmax(z, 1), y), "softmax"),
                              (lambda z, y: functional.cross_entropy(torch.sigmoid(z), y), "sigmoid"),
                              (lambda z, y: functional.mse_loss(torch.tanh(z)[:, :1].reshape(-1), y.float()), None),
                              (lambda z, y: functional.mse_loss(torch.tanh(z).reshape(-1, 1), torch.zeros(3 * len(y), 1)), "tanh"),
                              (lambda z, y: functional.nll_loss(torch.log_softmax(z, 1), y), None),
                              (module, None)):
            self.assertEqual(name, self.setup_of(loss_of)["network"].get("outputFunction"))
            self._folder.cleanup()

    def test_a_function_is_seen_in_front_of_a_loss_that_is_a_module(self):
        class Sure(torch.nn.Module):
            def __init__(self):
                super().__init__()
                self.inner = small()

            def forward(self, x):
                return functional.softmax(self.inner(x), -1)

        self.train(Sure())
        self.assertEqual("softmax", self.facts()["network"]["outputFunction"])

    def test_two_losses_are_none(self):
        def both(said, y):
            return functional.cross_entropy(said, y) + functional.mse_loss(said, functional.one_hot(y, 3).float())

        self.assertEqual("unknown", self.setup_of(both)["setup"]["loss"])

    def test_targets_that_the_loss_leaves_out_are_no_class(self):
        def some(y):
            return torch.where(y == 0, torch.full_like(y, -100), y)

        facts = self.setup_of(functional.cross_entropy, some)["data"]
        counts = torch.bincount(torch.cat([y for _, y in batches(8)]))[1:]
        self.assertAlmostEqual(float(counts.max()) / float(counts.sum()), facts["majorityShare"], 6)

    def test_a_closure_that_works_out_the_gradients_is_waited_for(self):
        for kind in (torch.optim.SGD, torch.optim.LBFGS):
            model, twin = small(), small()
            optimizer = kind(model.parameters(), lr=0.1)
            x, y = batches(1)[0]

            def closure():
                optimizer.zero_grad()
                loss = functional.cross_entropy(model(x), y)
                loss.backward()
                return loss

            with weir_trace.watch(model, optimizer, directory=self.directory):
                optimizer.step(closure)
            functional.cross_entropy(twin(x), y).backward()
            sample = self.samples()[1]
            self.assertAlmostEqual(twin[0].weight.grad.norm().item(), sample["parameters"][0]["gradient.norm"], 5)
            self.assertGreater(sample["parameters"][0]["update.ratio"], 0)
            self._folder.cleanup()

    def test_a_step_that_calls_parts_of_the_model_is_seen_whole(self):
        class Module(torch.nn.Module):
            def __init__(self):
                super().__init__()
                self.net = small()

            def training_step(self, x, y):
                return functional.cross_entropy(self.net(x), y)

        model = Module()
        optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
        with weir_trace.watch(model, optimizer, directory=self.directory):
            for number, (x, y) in enumerate(batches(6)):
                (model.training_step(x, y) / 2).backward()
                if number % 2:
                    optimizer.step()
                    optimizer.zero_grad()
        self.assertEqual(32, self.samples()[0]["batch"])
        self.assertEqual(4, self.facts()["data"]["features"])

    def test_inputs_that_are_passed_by_name_are_seen(self):
        if not hasattr(torch.nn.Module(), "_forward_pre_hooks_with_kwargs"):
            self.skipTest("PyTorch before 2.0 does not tell what is passed by name")

        class Model(torch.nn.Module):
            def __init__(self):
                super().__init__()
                self.net = small()

            def forward(self, labels=None, values=None):
                said = self.net(values)
                return functional.cross_entropy(said, labels), said

        model = Model()
        optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
        with weir_trace.watch(model, optimizer, directory=self.directory):
            for x, y in batches(3):
                optimizer.zero_grad()
                model(labels=y, values=x)[0].backward()
                optimizer.step()
        self.assertEqual(16, self.samples()[0]["batch"])
        self.assertEqual(4, self.facts()["data"]["features"])

    def test_a_step_that_is_left_out_leaves_nothing_behind(self):
        model = small()
        optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
        told = []
        with weir_trace.watch(model, optimizer, directory=self.directory):
            for number, (x, y) in enumerate(batches(4)):
                optimizer.zero_grad()
                loss = functional.cross_entropy(model(x), y)
                loss.backward()
                if number not in (0, 2):
                    optimizer.step()
                    told.append(loss.item())
        header, *samples = self.samples()
        self.assertEqual(16, header["batch"])
        self.assertEqual(2, len(samples))
        for loss, sample in zip(told, samples):
            self.assertAlmostEqual(loss, sample["loss"], 5)


if __name__ == "__main__":
    unittest.main()
