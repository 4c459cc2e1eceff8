using Weir.Diagnosis;
using Weir.Training;

namespace Weir.Zoo.Tests;

public sealed class PerturbedRunTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("weir-zoo-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_threshold_that_is_moved_past_what_was_measured_changes_the_verdict_and_others_do_not()
    {
        Recipe recipe = RecipeReader.Parse("""
            name: deep
            data: {source: spirals, training: 200, validation: 50, test: 0}
            model:
              - {linear: 16, activation: sigmoid, repeat: 9}
              - linear: outputs
            optimizer: {sgd: {rate: 0.05}}
            batch: 32
            epochs: 10
            """, "deep.yaml");
        using (Trainer trainer = Trainer.Start(recipe, new TrainerOptions { RunsDirectory = _folder, Threads = 1 }))
            trainer.Run(new RunWatch(trainer));
        PerturbedRun run = PerturbedRun.Under(_folder).ShouldHaveSingleItem();
        run.Change("vanishing-gradient.signal", -2.5).ShouldBeNull();
        run.Change("over-clipped.factor", 0.5).ShouldBeNull();
        run.Change("plateau.explained", -100).ShouldNotBeNull().ShouldContain("−plateau");
    }
}
