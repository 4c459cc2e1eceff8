using Weir.Data;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Repair.Tests.Trials;

public sealed class TrialRunnerTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_makes_trials_hashes_no_data_before_there_is_one()
    {
        Recipe recipe = Make.Recipe(Make.Healthy);
        // Where all samples fill one batch there are no parts to hash.
        JudgedData none = new(new DataSplit(Make.Numbers(0, 32)), recipe with { Batch = 32, DropLast = true });
        RepairOptions options = new();
        TrialRunner runner = new(_folder.Path, recipe, none, new RepairLedger(recipe, 1, options), options);
        runner.All.ShouldBeEmpty();
        Should.Throw<DataException>(() => runner.Check(Arm.Original(recipe)));
    }

    [Fact]
    public void A_branch_that_takes_more_memory_than_there_is_has_broken_off_and_the_others_are_made()
    {
        Recipe recipe = Make.Recipe(Make.Healthy);
        Arm vast = Arm.Of(recipe, [Make.Change("vast", each => each with
        {
            Model = [new LinearRecipe { Units = 1 << 30 }, new LinearRecipe { Units = 1 << 30 }, .. each.Model],
        })])!;
        Arm small = Arm.Of(recipe, [Make.Change("small", each => each with { Batch = 16 })])!;
        TrialRunner runner = Runner(recipe);
        IReadOnlyList<Trial> looks = runner.Run([new TrialJob(vast, 1, 0.125), new TrialJob(small, 1, 0.125)], default);
        looks[0].Finite.ShouldBeFalse();
        looks[0].Ended.ShouldBeTrue();
        looks[0].Samples.ShouldBe(0);
        looks[0].Reason.ShouldNotBeNull();
        looks[1].Finite.ShouldBeTrue();
        ((double)looks[1].Samples).ShouldBe(1500, 16);
    }

    /// <summary>A repair that was killed between the first two files of a run could never go on.</summary>
    [Theory]
    [InlineData(".lock", "run.json")]
    [InlineData(".lock")]
    public void A_branch_that_was_killed_before_it_had_begun_is_made_anew(params string[] left)
    {
        Recipe recipe = Make.Recipe(Make.Healthy);
        Arm arm = Arm.Of(recipe, [Make.Change("b16", each => each with { Batch = 16 })])!;
        TrialRunner first = Runner(recipe);
        Trial whole = first.Run([new TrialJob(arm, 1, 0.125)], default)[0];
        string directory = first.Directory(arm.Name, 1);
        foreach (string entry in Directory.GetFileSystemEntries(directory).Where(entry => !left.Contains(Path.GetFileName(entry))))
        {
            if (Directory.Exists(entry))
                Directory.Delete(entry, recursive: true);
            else
                File.Delete(entry);
        }

        Trial again = Runner(recipe).Run([new TrialJob(arm, 1, 0.125)], default)[0];
        (again.Step, again.Score, again.Samples).ShouldBe((whole.Step, whole.Score, whole.Samples));
    }

    [Fact]
    public void What_a_killed_writer_of_a_look_has_left_is_gone_when_the_repair_is_called_again()
    {
        Recipe recipe = Make.Recipe(Make.Healthy);
        Arm arm = Arm.Of(recipe, [Make.Change("b16", each => each with { Batch = 16 })])!;
        TrialRunner first = Runner(recipe);
        _ = first.Run([new TrialJob(arm, 1, 0.125)], default);
        string left = Path.Combine(first.Directory(arm.Name, 1),
            $"{TrialFile.Name}.{Environment.MachineName.Replace('.', '_')}-4194305.1.tmp");
        File.WriteAllText(left, "{");
        _ = Runner(recipe).Run([new TrialJob(arm, 1, 0.125)], default);
        File.Exists(left).ShouldBeFalse();
    }

    [Fact]
    public void Want_of_memory_is_told_and_not_kept_for_another_hour()
    {
        Recipe recipe = Make.Recipe(Make.Healthy);
        Arm arm = Arm.Of(recipe, [Make.Change("b16", each => each with { Batch = 16 })])!;
        TrialRunner wanting = Runner(recipe, (_, _, _, _) => throw new AllocationException("no memory"));
        Trial look = wanting.Run([new TrialJob(arm, 1, 0.125)], default)[0];
        (look.Finite, look.Ended, look.Reason).ShouldBe((false, true, "no memory"));
        wanting.All.ShouldContain(look);
        wanting.Run([new TrialJob(arm, 1, 0.25)], default)[0].ShouldBeSameAs(look);
        Runner(recipe).Run([new TrialJob(arm, 1, 0.125)], default)[0].Finite.ShouldBeTrue();
    }

    [Fact]
    public void Without_memory_for_the_recipe_as_it_is_there_is_nothing_to_repair()
    {
        Recipe recipe = Make.Recipe(Make.Healthy);
        TrialRunner wanting = Runner(recipe, (_, _, _, _) => throw new AllocationException("no memory"));
        Should.Throw<AllocationException>(() => wanting.Run([new TrialJob(Arm.Original(recipe), recipe.Seed, 0.125)], default));
    }

    [Fact]
    public void What_finds_no_memory_beside_others_is_made_alone()
    {
        Recipe recipe = Make.Recipe(Make.Healthy);
        Arm[] arms = [.. new[] { 8, 16 }.Select(batch => Arm.Of(recipe, [Make.Change($"b{batch}", each => each with { Batch = batch })])!)];
        using Barrier both = new(2);
        int tries = 0;
        TrialRunner runner = Runner(recipe, (job, made, steps, cancel) =>
        {
            if (Interlocked.Increment(ref tries) > 2)
                return Make.Look(job.Arm.Name, job.Seed, job.Share, 0.8);
            // Both want it at the same time.
            both.SignalAndWait(cancel);
            throw new AllocationException("no memory");
        });
        IReadOnlyList<Trial> looks = runner.Run([.. arms.Select(arm => new TrialJob(arm, 1, 0.125))], default);
        looks.ShouldAllBe(look => look.Score == 0.8 && look.Reason == null);
        tries.ShouldBe(4);
    }

    [Fact]
    public void A_training_by_the_clock_that_was_stopped_on_its_way_begins_anew_and_has_no_more_than_its_minutes()
    {
        Recipe recipe = Make.Recipe(Make.Healthy + "\nminutes: 60");
        TrialRunner runner = Runner(recipe);
        string directory = runner.Directory(Arm.Control, 1);
        TrainerOptions how = new() { RunsDirectory = runner.Runs, Name = "original.s1", PauseAt = 20 };
        using (Trainer stopped = Trainer.Start(Make.Branch(recipe), how))
            stopped.Run();
        // What it stopped at is not read again; what is not of the run stays.
        string checkpoint = Directory.GetFiles(Path.Combine(directory, "checkpoints")).ShouldHaveSingleItem();
        File.WriteAllText(checkpoint, "damaged");
        File.WriteAllText(Path.Combine(directory, "notes.txt"), "mine");
        runner.Run([new TrialJob(Arm.Original(recipe), 1, 1)], default)[0].Ended.ShouldBeTrue();
        File.Exists(checkpoint).ShouldBeFalse();
        RunDirectory.ReadMetrics(directory)[0].Epoch.ShouldBe(1);
        File.ReadAllText(Path.Combine(directory, "notes.txt")).ShouldBe("mine");
    }

    private TrialRunner Runner(Recipe recipe, Func<TrialJob, Recipe, long, CancellationToken, Trial>? make = null)
    {
        JudgedData data = new(recipe.Data.Load(), recipe);
        RepairOptions options = new() { Workers = 2 };
        RepairLedger ledger = new(recipe, data.Learnt.Count, options);
        return make is null ? new TrialRunner(_folder.Path, recipe, data, ledger, options)
            : new TrialRunner(_folder.Path, recipe, data, ledger, options) { Make = make };
    }
}
