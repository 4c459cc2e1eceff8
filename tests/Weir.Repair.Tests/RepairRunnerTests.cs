using Weir.Data;
using Weir.Diagnosis;
using Weir.Training;

namespace Weir.Repair.Tests;

public sealed class RepairRunnerTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_net_that_does_not_learn_is_repaired_by_one_change_and_the_claim_holds_on_other_seeds()
    {
        RepairResult result = RepairRunner.Run(Make.Request(Make.DeepSigmoid), Options());
        Certificate certificate = result.Certificate;
        certificate.Status.ShouldBe(RepairStatus.Repaired, certificate.Message);
        certificate.Changes.Count.ShouldBe(1);
        certificate.Proof!.Stands.ShouldBeTrue();
        certificate.Proof.Difference.Low.ShouldBeGreaterThan(0);
        certificate.Proof.Seeds.ShouldNotContain(1);
        certificate.Cost.Trainings.ShouldBeLessThanOrEqualTo(4);
        certificate.Hypotheses.Count(each => each.Verdict == HypothesisVerdict.Confirmed).ShouldBeGreaterThanOrEqualTo(1);
        RecipeReader.Parse(result.Text).ShouldBe(result.Recipe);
        result.Text.ShouldContain("# two rings");
        double before = Accuracy(Make.Recipe(Make.DeepSigmoid), 77), after = Accuracy(result.Recipe, 77);
        before.ShouldBeLessThan(0.6);
        after.ShouldBeGreaterThan(0.9);
    }

    [Fact]
    public void A_recipe_that_trains_is_left_as_it_is_at_the_cost_of_a_training()
    {
        RepairResult result = RepairRunner.Run(Make.Request(Make.Healthy), Options());
        result.Certificate.Status.ShouldBe(RepairStatus.Healthy, result.Certificate.Message);
        result.Text.ShouldBe(Make.Healthy);
        result.Certificate.Changes.ShouldBeEmpty();
        result.Certificate.Cost.Trainings.ShouldBeLessThan(1.5);
        File.Exists(Path.Combine(result.Folder, "repaired.yaml")).ShouldBeFalse();
    }

    [Fact]
    public void The_run_of_the_repaired_recipe_can_be_judged_as_far_as_any_other()
    {
        RepairResult result = RepairRunner.Run(Make.Request(Make.HighRate), Options());
        Trial repaired = result.Certificate.Repaired!;
        DiagnosedRun run = DiagnosedRun.Read(Path.Combine(result.Folder, "runs", $"{repaired.Branch}.s{repaired.Seed}"));
        run.Facts!.Data!.Samples.ShouldBe(400);
        run.Facts.Setup!.Batch.ShouldBe(32);
        run.Facts.Network.ShouldNotBeNull();
        run.Verdict.Unjudged.ShouldNotContain(each => each.Reason.Contains("nothing is known of the", StringComparison.Ordinal));
    }

    [Fact]
    public void A_number_that_is_none_is_told_with_its_row_and_nothing_is_trained()
    {
        DataSplit data = Make.Recipe(Make.Healthy).Data.Load();
        float[] inputs = (float[])data.Training.Inputs.Clone();
        inputs[(6 * data.Training.SampleSize) + 1] = float.NaN;
        RepairResult result = RepairRunner.Run(Make.Request(Make.Healthy),
            Options() with { Data = new DataSplit(data.Training.WithInputs(inputs), data.Validation) });
        result.Certificate.Status.ShouldBe(RepairStatus.DataFault);
        result.Certificate.DataFaults.ShouldHaveSingleItem().Rows.ShouldBe([7]);
        result.Certificate.DataFaults[0].Columns.ShouldBe(["2"]);
        result.Certificate.Cost.Runs.ShouldBe(0);
    }

    [Fact]
    public void Targets_that_do_not_depend_on_the_inputs_are_told_and_never_repaired()
    {
        DataSplit data = Make.Recipe(Make.Healthy).Data.Load();
        int[] order = [.. Enumerable.Range(0, data.Training.Count)];
        Weir.Tensors.RandomStream.For(1, "shuffle").Shuffle<int>(order);
        Dataset shuffled = new("shuffled", data.Training.InputShape, data.Training.Inputs, data.Training.Targets.Select(order));
        RepairResult result = RepairRunner.Run(Make.Request(Make.Healthy),
            Options() with { Data = new DataSplit(shuffled, data.Validation) });
        result.Certificate.Status.ShouldBe(RepairStatus.DataFault, result.Certificate.Message);
        result.Certificate.DataFaults.ShouldHaveSingleItem().Name.ShouldBe("misaligned-labels");
    }

    [Fact]
    public void An_interrupted_repair_goes_on_to_the_same_certificate()
    {
        string whole = RepairRunner.Run(Make.Request(Make.HighRate), Options() with { Name = "whole" }).Certificate.ToJson();
        using CancellationTokenSource stop = new();
        Stopper stopper = new(stop, 3);
        Should.Throw<OperationCanceledException>(() => RepairRunner.Run(Make.Request(Make.HighRate), Options() with { Name = "parts" },
            stopper, stop.Token));
        RepairRunner.Run(Make.Request(Make.HighRate), Options() with { Name = "parts" }).Certificate.ToJson().ShouldBe(whole);
    }

    [Theory]
    [InlineData(RepairStrategy.Weir)]
    [InlineData(RepairStrategy.Random)]
    [InlineData(RepairStrategy.Fixed)]
    public void No_strategy_spends_more_than_its_budget(RepairStrategy strategy)
    {
        RepairCost cost = RepairRunner.Run(Make.Request(Make.HighRate), Options() with { Strategy = strategy, Budget = 3 })
            .Certificate.Cost;
        cost.Trainings.ShouldBeLessThanOrEqualTo(3);
        cost.Trainings.ShouldBe((double)cost.Samples / cost.TrainingSamples, 0.001);
    }

    [Fact]
    public void A_certificate_reads_as_it_was_written()
    {
        RepairResult result = RepairRunner.Run(Make.Request(Make.Healthy), Options());
        Certificate.Read(Path.Combine(result.Folder, Certificate.FileName)).ToJson().ShouldBe(result.Certificate.ToJson());
    }

    [Fact]
    public void Trials_of_other_data_or_of_another_strategy_are_not_taken_for_those_of_this()
    {
        RepairRunner.Run(Make.Request(Make.Healthy), Options() with { Name = "one" });
        DataSplit data = Make.Recipe(Make.Healthy).Data.Load();
        DataSplit other = new(data.Training, data.Validation!.Take(150));
        Should.Throw<RunException>(() => RepairRunner.Run(Make.Request(Make.Healthy), Options() with { Name = "one", Data = other }))
            .Message.ShouldContain("other data");
        Should.Throw<RunException>(() => RepairRunner.Run(Make.Request(Make.Healthy),
            Options() with { Name = "one", Strategy = RepairStrategy.Random })).Message.ShouldContain("another strategy");
    }

    [Fact]
    public void Another_seed_makes_another_repair_and_leaves_the_first_as_it_is()
    {
        RepairResult first = RepairRunner.Run(Make.Request(Make.Healthy), Options() with { Name = "one" });
        Should.Throw<RunException>(() => RepairRunner.Run(Make.Request(Make.Healthy), Options() with { Name = "one", Seed = 2 }))
            .Message.ShouldContain("another --seed");
        Certificate.Read(Path.Combine(first.Folder, Certificate.FileName)).Seed.ShouldBe(1);
    }

    [Fact]
    public void A_repair_that_is_made_again_comes_to_the_same_certificate_whatever_its_runs_came_to_since()
    {
        // The original is given up, and trained to its end when all else is known.
        Certificate first = RepairRunner.Run(Make.Request(Make.DeepSigmoid), Options()).Certificate;
        first.Trials.Where(trial => trial.Branch == "original" && trial.Seed == 1).Select(trial => trial.Share).ShouldBe([0.125, 0.25, 1]);
        first.GivenUpAt.ShouldBeNull();
        first.Original!.Ended.ShouldBeTrue();
        RepairRunner.Run(Make.Request(Make.DeepSigmoid), Options()).Certificate.ToJson().ShouldBe(first.ToJson());
    }

    [Fact]
    public void A_repair_of_a_training_by_the_clock_comes_to_the_same_certificate_again()
    {
        RepairRequest timed = Make.Request(Make.HighRate + "\nminutes: 60");
        string first = RepairRunner.Run(timed, Options() with { Budget = 6 }).Certificate.ToJson();
        RepairRunner.Run(timed, Options() with { Budget = 6 }).Certificate.ToJson().ShouldBe(first);
    }

    [Fact]
    public void Nothing_is_claimed_against_an_original_that_was_given_up_before_it_was_trained_to_its_end()
    {
        Certificate certificate = RepairRunner.Run(Make.Request(Make.DeepSigmoid), Options() with { Budget = 2 }).Certificate;
        certificate.Status.ShouldBe(RepairStatus.NotRepaired);
        certificate.GivenUpAt.ShouldBe(certificate.Original!.Share);
        certificate.GivenUpAt!.Value.ShouldBeLessThan(1);
        certificate = RepairRunner.Run(Make.Request(Make.DeepSigmoid), Options() with { Budget = 6, Name = "more" }).Certificate;
        certificate.Status.ShouldBe(RepairStatus.Repaired, certificate.Message);
        certificate.GivenUpAt.ShouldBeNull();
    }

    [Theory]
    [InlineData("minutes: 60", "validation: 200", "validation", 100)]
    [InlineData("early-stopping: on", "validation: 200", "validation", 100)]
    [InlineData("", "validation: 0", "held-out", 80)]
    public void What_is_judged_by_is_neither_learnt_nor_chosen_by_whatever_ends_a_training(string more, string validation, string by,
        int samples)
    {
        string text = Make.HighRate.Replace("validation: 200", validation, StringComparison.Ordinal) + "\n" + more;
        // A training by the clock is made as a whole, which takes its part of the budget.
        Certificate certificate = RepairRunner.Run(Make.Request(text), Options() with { Budget = 6 }).Certificate;
        certificate.Status.ShouldBe(RepairStatus.Repaired, certificate.Message);
        certificate.JudgedBy.ShouldBe(by);
        certificate.JudgedSamples.ShouldBe(samples);
        (certificate.SearchedSamples, certificate.Shared).ShouldBe((samples, by == "held-out"));
        certificate.Proof!.Ahead.Low.ShouldBeGreaterThan(0);
        certificate.Cost.Trainings.ShouldBeLessThanOrEqualTo(6);
    }

    [Fact]
    public void A_test_part_is_left_alone()
    {
        DataSplit data = Make.Recipe(Make.Healthy).Data.Load();
        float[] broken = [.. data.Validation!.Inputs];
        broken[3] = float.NaN;
        Dataset test = new("test", data.Validation.InputShape, broken, data.Validation.Targets);
        Certificate certificate = RepairRunner.Run(Make.Request(Make.Healthy),
            Options() with { Data = new DataSplit(data.Training, data.Validation, test) }).Certificate;
        certificate.Status.ShouldBe(RepairStatus.Healthy, certificate.Message);
        certificate.Original!.Finite.ShouldBeTrue();
    }

    [Fact]
    public void Fresh_seeds_are_fresh_whatever_seed_the_repair_has()
    {
        Proof? proof = RepairRunner.Run(Make.Request(Make.HighRate), Options() with { Seed = 0 }).Certificate.Proof;
        proof!.Seeds.Intersect([1, 2]).ShouldBeEmpty();
    }

    [Fact]
    public void A_table_beside_the_recipe_is_found_from_the_repairs_folder()
    {
        string folder = _folder["mine"];
        Directory.CreateDirectory(folder);
        IEnumerable<string> rows = Enumerable.Range(0, 300)
            .Select(i => FormattableString.Invariant($"{(i % 30) - 15},{(i % 30 < 15 ? "a" : "b")}\n"));
        File.WriteAllText(Path.Combine(folder, "rows.csv"), "x,y\n" + string.Concat(rows));
        const string Text = """
            name: beside
            data: {source: csv, file: rows.csv}
            model: [{linear: 8, activation: relu}, linear: outputs]
            optimizer: {sgd: {rate: 300}}
            epochs: 10
            """;
        File.WriteAllText(Path.Combine(folder, "beside.yaml"), Text);
        RepairResult result = RepairRunner.Run(new RepairRequest(RecipeReader.Read(Path.Combine(folder, "beside.yaml")), Text), Options());
        result.Certificate.Status.ShouldBe(RepairStatus.Repaired, result.Certificate.Message);
        result.Text.ShouldContain("file: rows.csv");
        Recipe written = RecipeReader.Read(Path.Combine(result.Folder, "repaired.yaml"));
        written.ShouldBe(result.Recipe);
        written.Data.Load().Training.Count.ShouldBeGreaterThan(100);
    }

    // A training as one that takes a while: trials, looks at shares of it and proofs have their price.
    private RepairOptions Options() => new() { RunsDirectory = _folder.Path, LeastTraining = 16_000 };

    private static double Accuracy(Recipe recipe, long seed)
    {
        using Trainer trainer = Trainer.Start(recipe with { Seed = seed }, new TrainerOptions { Threads = 1 });
        return trainer.Run().Last!.ValidationAccuracy!.Value;
    }

    private sealed class Stopper(CancellationTokenSource stop, int after) : IRepairObserver
    {
        private int _looks;

        public void OnPhase(string what)
        {
        }

        public void OnTrial(Trial trial, double spent)
        {
            if (++_looks == after)
                stop.Cancel();
        }
    }
}
