"""What is told of networks and losses besides the trace."""

import unittest

import torch

import weir_trace
from watching import Watched, batches, small


class Known(Watched):
    def penalised(self, penalty):
        model = small()
        optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
        loss_fn = torch.nn.CrossEntropyLoss()
        with weir_trace.watch(model, optimizer, loss_fn=loss_fn, directory=self.directory):
            for x, y in batches(8):
                optimizer.zero_grad()
                (loss_fn(model(x), y) + penalty(model)).backward()
                optimizer.step()
        return self.facts()["setup"]

    def test_a_sum_of_absolute_weights_beside_the_loss_is_told(self):
        setup = self.penalised(lambda model: 0.03 * sum(one.abs().sum() for one in model.parameters() if one.dim() > 1))
        self.assertAlmostEqual(0.03, setup["absolutePenalty"], 4)
        self.assertEqual(0, setup["weightDecay"])

    def test_a_sum_of_squares_beside_the_loss_is_weight_decay(self):
        setup = self.penalised(lambda model: 0.02 * sum(one.square().sum() for one in model.parameters()))
        self.assertAlmostEqual(0.04, setup["weightDecay"], 4)
        self.assertNotIn("absolutePenalty", setup)

    def test_anything_else_beside_the_loss_is_no_penalty(self):
        for extra in (lambda model: 0.0, lambda model: 0.1, lambda model: 0.1 * torch.rand(())):
            setup = self.penalised(extra)
            self.assertEqual(0, setup["weightDecay"])
            self.assertNotIn("absolutePenalty", setup)
            self._folder.cleanup()

    def test_layers_say_what_they_are(self):
        model = torch.nn.Sequential(torch.nn.Linear(4, 8), torch.nn.BatchNorm1d(8), torch.nn.Sigmoid(), torch.nn.Dropout(0.1),
                                    torch.nn.Linear(8, 3), torch.nn.Softmax(-1))
        self.train(model)
        traits = [layer.get("traits") for layer in self.samples()[0]["layers"]]
        self.assertEqual(["linear"], traits[0])
        self.assertEqual([["linear", "passes-gain", "batch-statistics", "normalizes"], ["squashing", "nonnegative"],
                          ["linear", "passes-gain"], ["linear"], ["shares", "nonnegative"]], [one[:-1] for one in traits[1:]])
        self.assertEqual({"follows"}, {one[-1] for one in traits[1:]})

    def test_a_network_of_layers_alone_that_is_linear_is_told(self):
        self.train(torch.nn.Sequential(torch.nn.Linear(4, 8), torch.nn.Linear(8, 3)))
        self.assertTrue(self.facts()["network"]["isLinear"])

    def test_what_a_forward_of_ones_own_calls_is_not_taken_for_nothing(self):
        class Own(torch.nn.Module):
            def __init__(self):
                super().__init__()
                self.first, self.second = torch.nn.Linear(4, 8), torch.nn.Linear(8, 3)

            def forward(self, x):
                return self.second(function(self.first(x)))

        for function in (torch.relu, torch.relu_):
            self.train(Own())
            self.assertNotIn("isLinear", self.facts()["network"])
            self.assertEqual(["linear"], self.samples()[0]["layers"][1]["traits"])
            self._folder.cleanup()

    def test_a_linear_map_of_the_inputs_is_tried(self):
        torch.manual_seed(1)
        model = torch.nn.Sequential(torch.nn.Linear(4, 8), torch.nn.Linear(8, 1))
        optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
        loss_fn = torch.nn.MSELoss()
        with weir_trace.watch(model, optimizer, loss_fn=loss_fn, directory=self.directory, validation_samples=7):
            for x, _ in batches(8):
                optimizer.zero_grad()
                loss_fn(model(x), x.sum(1, keepdim=True)).backward()
                optimizer.step()
        data = self.facts()["data"]
        self.assertGreater(data["linearSkill"], 0.99)
        self.assertEqual(7, data["validationSamples"])


if __name__ == "__main__":
    unittest.main()
