import unittest

import torch

import weir_trace
from watching import Watched, small
from weir_trace import SamplingPlan
from weir_trace.budget import Budget

ALWAYS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]


def sampled(cost, steps=2000, share=0.02):
    """The steps that are measured where a step takes 1 and measuring it takes `cost` besides, and the share that measuring took."""
    now, spent = 0.0, 0.0
    budget, plan, found = Budget(share, lambda: now), SamplingPlan(), []

    def measure():
        nonlocal now, spent
        now, spent = now + cost, spent + cost

    for step in range(1, steps + 1):
        now += 1
        if plan.is_sampled(step):
            found.append(step)
            budget.timed(measure)()
            plan.least_gap = budget.gap(step)
    return found, spent / now


class Budgets(unittest.TestCase):
    def test_measuring_that_takes_nothing_follows_the_plan(self):
        plan = SamplingPlan()
        self.assertEqual([step for step in range(1, 2001) if plan.is_sampled(step)], sampled(0)[0])

    def test_a_clock_that_stands_still_owes_nothing(self):
        budget = Budget(1, lambda: 0.0)
        self.assertEqual([1, 1], [budget.gap(step) for step in (100, 1000)])

    def test_what_takes_more_than_its_share_is_measured_more_seldom(self):
        found, share = sampled(0.8)
        self.assertGreater(share, 0.017)
        self.assertLess(share, 0.021)
        self.assertLess(len(found), 60)

    def test_a_few_steps_are_measured_whatever_it_takes(self):
        found, _ = sampled(100)
        self.assertEqual(ALWAYS, found[:20])
        self.assertEqual(45, len(found))
        for one, next_one in zip(found[19:], found[20:]):
            self.assertLessEqual(next_one - one, one // 4)
        # Some in a row, whose gradients are compared.
        self.assertGreaterEqual(sum(next_one - one == 1 for one, next_one in zip(found[20:], found[21:])), 4)

    def test_a_run_that_goes_on_makes_up_for_its_start(self):
        for cost in (0.2, 2, 5):
            self.assertLess(sampled(cost, steps=50_000)[1], 0.0205)

    def test_gaps_are_never_wider_than_the_plan_allows(self):
        found, _ = sampled(1000, steps=20_000)
        self.assertEqual(1000, max(next_one - one for one, next_one in zip(found, found[1:])))

    def test_what_is_no_share_is_refused(self):
        for share in (0, -1, 1.5):
            with self.assertRaisesRegex(ValueError, "budget is"):
                Budget(share)


class Watching(Watched):
    def steps(self):
        found = [sample["step"] for sample in self.samples()[1:]]
        self._folder.cleanup()
        return found

    def test_steps_are_passed_by_where_measuring_is_dear(self):
        now = 0.0

        def clock():
            nonlocal now
            now += 1
            return now

        self.train(small(), steps=60, budget=Budget(0.02, clock))
        self.assertEqual(ALWAYS + [25, 31, 38, 39, 48, 60], self.steps())

    def test_a_plan_that_is_given_is_followed_whatever_it_takes(self):
        plan = SamplingPlan()
        self.train(small(), steps=60, plan=SamplingPlan())
        self.assertEqual([step for step in range(1, 61) if plan.is_sampled(step)], self.steps())

    def test_numbers_of_a_step_do_not_depend_on_which_are_measured(self):
        self.train(small(), steps=60, budget=1)
        all_of_them = {sample["step"]: sample for sample in self.samples()[1:]}
        self._folder.cleanup()
        losses = self.train(small(), steps=60, budget=1e-9)
        self.assertEqual(losses, self.train(small(), steps=60, watched=False))
        for sample in self.samples()[1:]:
            if sample["step"] in all_of_them:
                for name in ("loss", "gradient.norm"):
                    self.assertEqual(all_of_them[sample["step"]][name], sample[name])

    def test_a_budget_beside_every_so_many_steps_is_refused(self):
        model = small()
        with self.assertRaisesRegex(ValueError, "budget and every"):
            weir_trace.watch(model, torch.optim.SGD(model.parameters(), lr=0.1), directory=self.directory, every=2, budget=0.1)


if __name__ == "__main__":
    unittest.main()
