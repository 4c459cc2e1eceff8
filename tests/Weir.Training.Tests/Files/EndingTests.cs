using Weir.Tensors.Backends;

namespace Weir.Training.Tests;

/// <summary>A run whose time is up and that is killed in its ending has its ending left, and nothing else.</summary>
public sealed class EndingTests
{
    private const string Folder = "/runs/short";

    private static readonly Recipe s_recipe = RecipeReader.Parse("""
        name: short
        data: {source: spirals, training: 60, validation: 20, test: 20}
        model: [{linear: 6, activation: tanh}, linear: outputs]
        optimizer: {sgd: {rate: 0.1}}
        batch: 10
        epochs: 1000
        minutes: 1
        checkpoints: {every: 2, keep: 3}
        """);

    [Fact]
    public void Killed_anywhere_behind_its_last_checkpoint_it_makes_no_step_more()
    {
        using SimdBackend backend = SimdBackend.Create(new SimdOptions { Threads = 1 });
        SimulatedDisk whole = SimulatedRun.Prepare(new SimulatedDisk());
        TrainingResult result = Go(whole, backend).ShouldNotBeNull();
        result.Message.ShouldBe($"the time of 1 minutes was up after step {result.Steps}");
        int endings = 0;
        for (int operation = 1; operation <= whole.Operations; operation++)
        {
            SimulatedDisk disk = SimulatedRun.Prepare(new SimulatedDisk());
            int at = operation;
            disk.Before = (number, _, _) =>
            {
                if (number == at)
                    throw new SimulatedDeath();
            };
            Go(disk, backend).ShouldBeNull();
            disk.Restart();
            // The last checkpoint is there, and says that the time was up.
            string last = $"{Folder}/checkpoints/step-{result.Steps:000000000}.safetensors";
            if (!disk.Contents().TryGetValue(last, out byte[]? content) || !content.SequenceEqual(whole.Contents()[last]))
                continue;
            endings++;
            TrainingResult resumed = Go(disk, backend).ShouldNotBeNull();
            (resumed.Steps, resumed.Status, resumed.Test).ShouldBe((result.Steps, result.Status, result.Test), $"operation {operation}");
            Files(disk).ShouldBe(Files(whole), $"operation {operation}");
            // Once more: it is over.
            Go(disk, backend)!.Steps.ShouldBe(result.Steps);
        }

        endings.ShouldBeGreaterThan(3);
    }

    [Fact]
    public void With_more_minutes_it_goes_on()
    {
        using SimdBackend backend = SimdBackend.Create(new SimdOptions { Threads = 1 });
        using TemporaryFolder folder = new();
        SteppingClock clock = new(TimeSpan.FromSeconds(1));
        TrainerOptions options = new() { RunsDirectory = folder.Root, Backend = backend, Time = clock };
        using (Trainer first = Trainer.Start(s_recipe, options))
            first.Run();
        string file = folder.File("short/recipe.yaml");
        long before = RunDirectory.ReadRecord(folder.File("short"))!.Steps;
        File.WriteAllText(file, File.ReadAllText(file).Replace("minutes: 1", "minutes: 2", StringComparison.Ordinal));
        using Trainer second = Trainer.Resume(folder.File("short"), options);
        second.Run().Steps.ShouldBeGreaterThan(before);
    }

    private static TrainingResult? Go(SimulatedDisk disk, SimdBackend backend)
    {
        try
        {
            TrainerOptions options = new()
            {
                RunsDirectory = "/runs",
                Name = "short",
                Backend = backend,
                Files = disk,
                // Each look at the clock is a second.
                Time = new SteppingClock(TimeSpan.FromSeconds(1)),
            };
            using Trainer trainer = RunDirectory.Exists(Folder, disk) ? Trainer.Resume(Folder, options) : Trainer.Start(s_recipe, options);
            return trainer.Run();
        }
        catch (SimulatedDeath)
        {
            return null;
        }
    }

    // The record holds times of the clock, which is another's.
    private static Dictionary<string, int> Files(SimulatedDisk disk) => disk.Contents()
        .Where(file => !file.Key.EndsWith("run.json", StringComparison.Ordinal))
        .ToDictionary(file => file.Key, file => string.Join(',', file.Value).GetHashCode(StringComparison.Ordinal));
}
