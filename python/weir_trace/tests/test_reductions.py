import math
import unittest

import torch

import weir_trace
from watching import Watched, batches, small
from weir_trace import outputs
from weir_trace.parameters import _Together
from weir_trace.reductions import Pieces, copy_and_norm, distance, norm, norm_and_nonzero


class Reductions(unittest.TestCase):
    def test_norms_are_those_of_float64_whatever_their_size(self):
        random = torch.Generator().manual_seed(1)
        for factor in (1.0, 1e-7, 1e-25, 1e-38, 1e25, 0.0):
            for count in (1, 100, 70_000):
                values = torch.randn(count, generator=random) * factor
                wanted = float(values.double().norm())
                self.assertAlmostEqual(1 if wanted == 0 else norm(values) / wanted, 1, 5)
                self.assertEqual(norm(values), Pieces(torch.cat([values, values]), [count, count]).norms()[1])
                copied = torch.empty(count)
                self.assertAlmostEqual(norm(values), copy_and_norm(values, copied), delta=1e-6 * wanted)
                self.assertTrue(torch.equal(values, copied))
                self.assertAlmostEqual(2 * wanted, distance(copied, -values), delta=1e-5 * wanted)

    def test_what_is_no_number_is_told(self):
        self.assertTrue(math.isnan(norm(torch.tensor([1.0, math.nan]))))
        self.assertTrue(math.isinf(norm(torch.tensor([1.0, math.inf]))))
        self.assertEqual(2, int(norm_and_nonzero(torch.tensor([1.0, math.nan, 0.0]))[1]))

    def test_entries_that_are_not_zero_are_counted_exactly(self):
        values = torch.randn(300, 1000, generator=torch.Generator().manual_seed(2)).relu_()
        self.assertEqual(int(torch.count_nonzero(values)), norm_and_nonzero(values.t())[1])
        self.assertEqual(1, norm_and_nonzero(torch.tensor([0.0, 1e-45]))[1])

    def test_outputs_are_measured_together_as_each_alone(self):
        random = torch.Generator().manual_seed(3)
        shapes, axes = ((6, 7), (6, 3, 5, 5), (6, 8, 4), (6, 1), (6, 9)), (1, 1, 2, 1, 1)
        for not_finite in (None, math.nan, math.inf):
            group = [torch.randn(shape, generator=random) * 10.0 ** (3 * i) for i, shape in enumerate(shapes)]
            group[4] = group[4].relu()
            if not_finite is not None:
                group[2][0, 0] = not_finite
            limits = [None, (0.0, math.inf), None, (-0.9, 0.9), (0.0, math.inf)]
            rectifies = [False, False, False, False, True]
            for one, axis, limit, rectified, (found, largest, least) in zip(group, axes, limits, rectifies,
                                                                            outputs.measure_together(group, axes, limits, rectifies)):
                alone, alone_largest = outputs.measure(one, axis, limit, rectified)
                if rectified:
                    self.assertEqual(float(outputs.measure(one, axis, limit, False)[0]["saturated"]), one.numel() - found["nonzero"])
                self.assertEqual(alone.keys(), found.keys())
                for name in alone:
                    wanted = float(alone[name])
                    if math.isfinite(wanted) and (not_finite is None or one is not group[2]):
                        self.assertAlmostEqual(wanted, float(found[name]), delta=2e-5 * abs(wanted), msg=name)
                self.assertTrue(torch.equal(alone_largest.nan_to_num(), largest.nan_to_num()))
                self.assertTrue(math.isnan(least) or least == float(alone_largest.min()))
            for one, of_norm in zip(group, outputs.norms_together(group)):
                self.assertAlmostEqual(1, of_norm / float(norm(one)) if math.isfinite(of_norm) else 1, 6)

    def test_samples_that_are_all_alike_have_no_spread(self):
        for rows in (10, 1000):
            found, _ = outputs.measure(torch.full((rows, 50), 0.1), 1, None, False)
            self.assertEqual(0, found["variance"])
            self.assertEqual(0, outputs.measure_together([torch.full((rows, 50), 0.1)], [1], [None], [False])[0][0]["variance"])


class LargeAndSmall(Watched):
    def test_parameters_are_measured_together_as_each_alone(self):
        def numbers(most):
            _Together.MOST = most
            model = small()
            optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
            self.train(model, steps=5, optimizer=optimizer)
            lines = self.samples()[1:]
            self._folder.cleanup()
            return [value for line in lines for one in line["parameters"] for value in one.values()]

        usual = _Together.MOST
        self.addCleanup(setattr, _Together, "MOST", usual)
        for one, other in zip(numbers(usual), numbers(0)):
            self.assertAlmostEqual(one, other, delta=1e-6 * abs(other))


    def test_parameters_that_get_other_memory_are_measured_where_they_are(self):
        model = small()
        optimizer = torch.optim.SGD(model.parameters(), lr=0.1)

        def step(_, one):
            one.step()
            for parameter in model.parameters():
                parameter.data = parameter.data.clone() * 2

        self.train(model, steps=3, optimizer=optimizer, step=step)
        norms_told = [line["parameters"][0]["weight.norm"] for line in self.samples()[1:]]
        self.assertGreater(norms_told[2], 3.5 * norms_told[0])


class Moments(Watched):
    def test_a_batch_that_is_written_over_was_seen_as_it_was(self):
        model = small()
        optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
        loss_fn = torch.nn.CrossEntropyLoss()
        x = torch.empty(16, 4)
        with weir_trace.watch(model, optimizer, loss_fn=loss_fn, directory=self.directory):
            for number, (_, y) in enumerate(batches(4)):
                x.fill_(number)
                optimizer.zero_grad()
                loss_fn(model(x), y).backward()
                optimizer.step()
        self.assertAlmostEqual(1.5, self.facts()["data"]["inputMean"], 6)


if __name__ == "__main__":
    unittest.main()
