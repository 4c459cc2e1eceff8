import unittest

from weir_trace import SamplingPlan
from weir_trace.attenuation import attenuation, noise_scale
from weir_trace.parameters import cosine_blocks
from weir_trace.trace import number


class Sampling(unittest.TestCase):
    def test_the_plan_is_that_of_weir(self):
        plan = SamplingPlan()
        sampled = [step for step in range(1, 2001) if plan.is_sampled(step)]
        self.assertEqual(118, len(sampled))
        self.assertEqual(list(range(1, 33)), sampled[:32])

    def test_half_a_million_steps_are_sampled_766_times(self):
        plan, count, step = SamplingPlan(), 0, 1
        while step <= 500_000:
            count += plan.is_sampled(step)
            step = max(step + 1, plan._next)
        self.assertEqual(766, count)

    def test_every_tenth_step(self):
        plan = SamplingPlan(every=10)
        self.assertEqual([1, 11, 21], [step for step in range(1, 30) if plan.is_sampled(step)])

    def test_numbers_below_one_are_refused(self):
        with self.assertRaisesRegex(ValueError, "dense is 0"):
            SamplingPlan(dense=0)


class Formulas(unittest.TestCase):
    def test_a_gradient_that_falls_tenfold_a_layer(self):
        self.assertAlmostEqual(-1, attenuation([1e-3, 1e-2, 1e-1]))

    def test_layers_without_a_gradient_keep_their_place(self):
        self.assertAlmostEqual(-1, attenuation([1e-3, None, 1e-1]))
        self.assertIsNone(attenuation([None, 1e-1]))

    def test_noise_scale(self):
        # B(1 − c)/c
        self.assertAlmostEqual(32 * 0.75 / 0.25, noise_scale(32, [2.0], [0.25]))
        self.assertIsNone(noise_scale(32, [2.0], [-0.5]))

    def test_numbers_have_seven_digits_and_text_where_json_has_none(self):
        self.assertEqual(0.3333333, number(1 / 3))
        self.assertEqual("nan", number(float("nan")))
        self.assertEqual("-inf", number(float("-inf")))

    def test_a_small_gradient_is_compared_whole_and_a_large_one_by_rows(self):
        self.assertEqual([(0, 4, 0, 100)], cosine_blocks(4, 100, 512))
        # Two runs of eight rows, at 0.618 and 0.236 of the way down.
        tops = [int(place * (784 - 8)) for place in (0.6180339887498949, 0.2360679774997898)]
        self.assertEqual([(top, 8, 0, 32) for top in tops], cosine_blocks(784, 32, 512))


if __name__ == "__main__":
    unittest.main()
