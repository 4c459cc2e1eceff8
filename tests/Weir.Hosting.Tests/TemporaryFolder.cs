using Weir.Training;

namespace Weir.Hosting.Tests;

/// <summary>A folder with small runs that goes away with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("weir-hosting-").FullName;

    public string this[string name] => Path.Combine(Root, name);

    public void Dispose() => Directory.Delete(Root, recursive: true);

    /// <summary>Trains on a small table of customers, some of whom leave, and gives the run directory.</summary>
    public string Churn()
    {
        File.WriteAllLines(this["churn.csv"], Enumerable.Range(0, 60)
            .Select(i => $"{(i % 3 == 0 ? "premium" : "basic")},{i % 7},{(i % 7 > 3 && i % 3 != 0 ? "left" : "stayed")}")
            .Prepend("plan,calls,left"));
        using Trainer trainer = Start($$$"""
            name: churn
            data: {source: csv, file: "{{{this["churn.csv"]}}}", target: left, standardize: per-feature}
            model: [{linear: 8, activation: tanh}, linear: outputs]
            optimizer: {adam: {rate: 0.02}}
            batch: 16
            epochs: 8
            """);
        trainer.Run().Status.ShouldBe(TrainingStatus.Finished);
        return trainer.Info.Directory!;
    }

    /// <summary>A run that has not begun.</summary>
    public Trainer Start(string recipe) =>
        Trainer.Start(RecipeReader.Parse(recipe), new TrainerOptions { RunsDirectory = this["runs"], Threads = 1 });
}
