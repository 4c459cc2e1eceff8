using Weir.Training;

namespace Weir.Repair.Tests.Trials;

public class RepairLedgerTests
{
    private const string Plain = """
        model: [{linear: 8, activation: sigmoid, repeat: 2}, linear: outputs]
        optimizer: {sgd: {rate: 0.1}}
        batch: 10
        epochs: 8
        """;

    [Fact]
    public void A_step_that_gathers_batches_sees_all_of_them_and_the_last_of_an_epoch_the_rest()
    {
        Recipe recipe = RecipeReader.Parse(Plain) with { Accumulate = 3 };
        RepairLedger ledger = Ledger(recipe);
        long[] seen = [.. new long[] { 1, 3, 4, 5 }.Select(steps => ledger.SamplesAt(recipe, steps))];
        seen.ShouldBe([30, 90, 100, 130]);
    }

    [Theory]
    // 4·10⁹ over 20,000 multiplications a sample.
    [InlineData(100, 20_000, 200_000)]
    [InlineData(100, 10, 400_000)]
    [InlineData(100, 1_000_000, 16_000)]
    // Twice the pre-flight.
    [InlineData(40_000, 1_000_000, 80_000)]
    public void A_training_counts_as_what_is_over_in_a_blink_and_twice_its_pre_flight_at_least(long preflight, long multiplyAdds,
        long least)
    {
        RepairLedger ledger = new(RecipeReader.Parse(Plain), 100, new RepairOptions());
        ledger.BookPreflight(preflight, multiplyAdds);
        (ledger.Training, ledger.CostOfOne, ledger.Spent).ShouldBe((least, 800.0 / least, (double)preflight / least));
        RepairLedger stated = Ledger(RecipeReader.Parse(Plain));
        stated.BookPreflight(preflight, multiplyAdds);
        stated.Training.ShouldBe(800);
    }

    [Fact]
    public void Samples_that_are_dropped_are_not_seen()
    {
        Recipe recipe = RecipeReader.Parse(Plain) with { Batch = 30, DropLast = true, Accumulate = 2 };
        Ledger(recipe).SamplesAt(recipe, 4).ShouldBe(180);
    }

    [Fact]
    public void Layers_that_learn_one_by_one_see_the_samples_once_an_epoch_each()
    {
        Recipe plain = RecipeReader.Parse(Plain), pretrained = plain with { Pretrain = new AutoencoderRecipe { Epochs = 5 } };
        RepairLedger ledger = Ledger(plain);
        ledger.SamplesAt(pretrained, 10).ShouldBe((5 * 100 * 2) + 100);
        Arm arm = Arm.Of(plain, [new Proposal(new PretrainingRemedy(), "pre-training", "", "", _ => pretrained)])!;
        ledger.CostOf([new TrialJob(arm, 1, 1)]).ShouldBe((1000 + 800) / 800.0);
    }

    [Fact]
    public void Branches_go_as_far_as_the_original_in_samples_whatever_their_batch_or_length()
    {
        Recipe plain = RecipeReader.Parse(Plain);
        RepairLedger ledger = Ledger(plain);
        ledger.StepsOf(plain, 0.5).ShouldBe(40);
        ledger.StepsOf(plain with { Batch = 20 }, 0.5).ShouldBe(20);
        Recipe longer = plain with { Budget = new BudgetRecipe { Epochs = 32 } };
        ledger.StepsOf(longer, 0.5).ShouldBe(40);
        ledger.StepsOf(longer, 1).ShouldBe(80);
        ledger.LengthOf(longer).ShouldBe(4);
        ledger.StepsOf(longer, 4).ShouldBe(320);
        Shares.Over([0.125, 1], 4).ShouldBe([0.125, 1, 4]);
        Shares.Over([0.125, 1], 1.02).ShouldBe([0.125, 1]);
    }

    [Fact]
    public void A_training_that_the_clock_ends_counts_as_long_as_it_came()
    {
        Recipe timed = RecipeReader.Parse(Plain) with { Budget = new BudgetRecipe { Epochs = 1_000_000, Minutes = 1 } };
        RepairLedger ledger = Ledger(timed);
        ledger.Measure(timed, 200);
        ledger.Training.ShouldBe(2000);
        ledger.StepsOf(timed, 0.25).ShouldBe(50);
        ledger.CostOfOne.ShouldBe(1);
    }

    [Theory]
    [InlineData(2.0, 120)]
    [InlineData(0.0, 8_000_000)]
    [InlineData(null, 8_000_000)]
    public void A_training_by_the_clock_that_broke_off_counts_as_long_as_its_pace_says(double? pace, long steps)
    {
        Recipe timed = RecipeReader.Parse(Plain) with { Budget = new BudgetRecipe { Epochs = 800_000, Minutes = 1 } };
        Ledger(timed).StepsByClock(timed, pace).ShouldBe(steps);
    }

    [Fact]
    public void A_look_is_paid_once_and_going_on_from_it_the_rest()
    {
        Recipe plain = RecipeReader.Parse(Plain);
        RepairLedger ledger = Ledger(plain);
        Arm arm = Arm.Original(plain);
        ledger.Book(Look(arm, 200));
        ledger.Book(Look(arm, 200));
        ledger.Book(100);
        ledger.Spent.ShouldBe(300 / 800.0);
        ledger.CostOf([new TrialJob(arm, 1, 0.5)]).ShouldBe(200 / 800.0);
        ledger.Left.ShouldBe(4 - (300 / 800.0));
    }

    private static Trial Look(Arm arm, long samples) => new()
    {
        Branch = arm.Name,
        Seed = 1,
        Share = 0.25,
        Step = 20,
        Samples = samples,
        Score = 0,
        Skill = 0,
        TrainingSkill = 0,
        Finite = true,
        Ended = false,
    };

    private static RepairLedger Ledger(Recipe recipe) => new(recipe, 100, new RepairOptions { LeastTraining = 1 });
}
