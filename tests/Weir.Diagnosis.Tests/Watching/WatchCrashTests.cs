using Weir.Data;
using Weir.Tensors;
using Weir.Tensors.Backends;
using Weir.Training;
using Weir.Training.Tests;

namespace Weir.Diagnosis.Tests;

/// <summary>
/// A run that is watched is judged as if it had never stopped, whatever happens to the process, the disk or the power at any moment:
/// <c>facts.json</c> and <c>findings.json</c> come to the same text, and nothing strays.
/// </summary>
public sealed class WatchCrashTests : IDisposable
{
    private const string Folder = "/runs/small";

    private readonly SimdBackend _backend = SimdBackend.Create(new SimdOptions { Threads = 1 });
    private readonly Recipe _recipe = RecipeReader.Parse(
        "name: small\ndata: {source: spirals, training: 60, validation: 20, test: 20}\n"
        + "model: [{linear: 6, activation: sigmoid}, {linear: 6, activation: sigmoid, weight: {constant: 0.1}}, linear: outputs]\n"
        + "optimizer: {sgd: {rate: 0.5}}\nbatch: 9\nepochs: 12\ncheckpoints: {every: 3}");

    private readonly DataSplit _data;
    private readonly SimulatedDisk _whole;
    private readonly int _operations;

    public WatchCrashTests()
    {
        _data = DataSources.Load("spirals", _recipe.Data.Request);
        _whole = Empty();
        Go(_whole).ShouldBe(TrainingStatus.Finished);
        _operations = _whole.Operations;
    }

    public void Dispose() => _backend.Dispose();

    [Fact]
    public void What_it_is_tested_on_has_findings()
    {
        Text(_whole, FindingsFile.Name).ShouldContain("WEIR");
        FactsFile.Read(Path.Combine(Folder, FactsFile.Name), _whole).Network!.EqualUnits.ShouldBe([1]);
    }

    [Fact]
    public void A_watched_run_that_is_killed_at_any_operation_of_the_disk_comes_to_the_same_facts_and_findings()
    {
        for (int operation = 1; operation <= _operations; operation++)
        {
            SimulatedDisk disk = Empty();
            DieAt(disk, operation);
            _ = Go(disk);
            disk.Restart();
            Finish(disk, $"killed at operation {operation}");
        }
    }

    [Fact]
    public void A_watched_run_whose_power_is_lost_comes_to_the_same_facts_and_findings()
    {
        for (int loss = 0; loss < 60; loss++)
        {
            RandomStream random = RandomStream.For(1, "watched", loss);
            SimulatedDisk disk = Empty();
            DieAt(disk, 1 + random.NextInteger(_operations));
            _ = Go(disk);
            disk.LosePower(random);
            Finish(disk, $"power loss {loss}");
        }
    }

    [Theory]
    [InlineData("No space left on device", true)]
    [InlineData("No space left on device", false)]
    [InlineData("Input/output error", true)]
    [InlineData("Input/output error", false)]
    public void A_disk_that_fails_at_any_operation_of_a_watched_run_ends_it_in_words_and_it_goes_on_to_the_same(string error, bool lasts)
    {
        int ofTheWatch = 0;
        // An error that lasts meets the run itself soon: that of the watch alone is told of where it passes.
        for (int operation = 1; operation <= _operations; operation += lasts ? 5 : 1)
        {
            SimulatedDisk disk = Empty();
            int from = operation;
            List<string> failing = [];
            disk.Before = (count, _, path) =>
            {
                if (count < from || (!lasts && count > from))
                    return;
                failing.Add(path.Replace(".tmp", "", StringComparison.Ordinal));
                throw new IOException(error);
            };
            string told = $"{error} at operation {operation}, {(lasts ? "for good" : "once")}";
            string message = Message(disk);
            if (lasts || message.Length > 0)
            {
                message.ShouldContain(error, customMessage: told);
                failing.ShouldContain(path => message.Contains(Named(path), StringComparison.Ordinal), told);
            }

            // Whose error is of these alone was told of; there is none that the run went on without.
            if (failing is [var only] && Path.GetFileName(only) is FactsFile.Name or FindingsFile.Name)
            {
                ofTheWatch++;
                message.ShouldContain(Path.GetFileName(failing[0]), customMessage: told);
            }

            disk.Restart();
            Finish(disk, told);
        }

        ofTheWatch.ShouldBeGreaterThan(lasts ? -1 : 10);
    }

    /// <summary>A run that goes on has other weights than its first: where its facts are lost, what was true of those is made once more.
    /// </summary>
    [Fact]
    public void A_run_that_goes_on_without_its_facts_comes_to_those_of_its_first_weights()
    {
        SimulatedDisk disk = Empty();
        DieAt(disk, _operations * 2 / 3);
        Go(disk).ShouldBeNull();
        disk.Restart();
        disk.Delete(Path.Combine(Folder, FactsFile.Name));
        disk.Restart();
        Finish(disk, "without facts");
    }

    private static SimulatedDisk Empty()
    {
        SimulatedDisk disk = new();
        disk.CreateDirectory("/runs");
        disk.SyncDirectory("/");
        disk.Restart();
        return disk;
    }

    private static void DieAt(SimulatedDisk disk, int operation) => disk.Before = (number, _, _) =>
    {
        if (number == operation)
            throw new SimulatedDeath();
    };

    private static string Text(SimulatedDisk disk, string name) =>
        System.Text.Encoding.UTF8.GetString(disk.Contents()[Path.Combine(Folder, name)]);

    /// <summary>Starts the run or goes on with it; null where the program died.</summary>
    private TrainingStatus? Go(SimulatedDisk disk) => Run(disk)?.Status;

    private TrainingResult? Run(SimulatedDisk disk)
    {
        TrainerOptions options = new()
        {
            RunsDirectory = "/runs",
            Name = "small",
            Data = _data,
            Backend = _backend,
            Time = new StoppedClock(),
            Files = disk,
        };
        RunWatch? watch = null;
        try
        {
            using Trainer trainer = disk.Exists(Path.Combine(Folder, "recipe.yaml")) ? Trainer.Resume(Folder, options)
                : Trainer.Start(_recipe, options);
            // A run that is over has nothing to watch, as the command line has it.
            return trainer.Finished ?? trainer.Run(watch = new RunWatch(trainer));
        }
        catch (Exception) when (disk.IsDead)
        {
            Bury(watch);
            return null;
        }
    }

    /// <summary>A process that dies takes its other threads along: what the watch still has to do meets a dead disk.</summary>
    private static void Bury(RunWatch? watch)
    {
        try
        {
            watch?.OnEnd(new TrainingResult { Status = TrainingStatus.Failed, Steps = 0, Elapsed = TimeSpan.Zero, StepsPerSecond = 0 });
        }
        catch (Exception error) when (error is SimulatedDeath or InvalidOperationException { InnerException: SimulatedDeath })
        {
            // As it should be.
        }
    }

    /// <summary>What a lock and an unfinished best checkpoint are told of by: what they belong to.</summary>
    private static string Named(string path) => Path.GetFileName(path) is ".lock" or "best.safetensors.next"
        ? Path.GetDirectoryName(path)! : path;

    /// <summary>The words in which a run ends that the disk fails; empty where nothing depended on it.</summary>
    private string Message(SimulatedDisk disk)
    {
        try
        {
            return Run(disk) is { Status: not TrainingStatus.Finished } result ? result.Message ?? "" : "";
        }
        catch (RunException error)
        {
            return error.Message;
        }
    }

    private void Finish(SimulatedDisk disk, string told)
    {
        Go(disk).ShouldBe(TrainingStatus.Finished, told);
        disk.Contents().Keys.ShouldBe(_whole.Contents().Keys, told);
        Text(disk, FactsFile.Name).ShouldBe(Text(_whole, FactsFile.Name), told);
        Text(disk, FindingsFile.Name).ShouldBe(Text(_whole, FindingsFile.Name), told);
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

        public override long GetTimestamp() => 0;
    }
}
