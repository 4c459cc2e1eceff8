namespace Weir.Training.Tests;

/// <summary>
/// A disk that fails, at whatever operation and in whatever way, ends the run in words that name the file; when the disk is well again the
/// run goes on to the same bits. Here each recipe meets one error at each operation, and the others at some; <c>WEIR_DISK_ERRORS=1</c> is
/// all errors at all operations, for good and for once.
/// </summary>
public sealed class DiskErrorTests
{
    private static readonly bool s_all = Environment.GetEnvironmentVariable("WEIR_DISK_ERRORS") == "1";

    /// <summary>What the system says, as .NET tells it: ENOSPC, EIO, EROFS, EACCES, EMFILE, EFBIG.</summary>
    private static readonly string[] s_errors =
    [
        "No space left on device", "Input/output error", "Read-only file system", "Permission denied", "Too many open files",
        "File too large",
    ];

    /// <summary>Each recipe with each error, which lasts or passes.</summary>
    public static TheoryData<int, string, bool> Cases
    {
        get
        {
            TheoryData<int, string, bool> cases = [];
            foreach (string error in s_errors)
            {
                for (int recipe = 0; recipe < SimulatedRun.Recipes.Count; recipe++)
                {
                    cases.Add(recipe, error, true);
                    cases.Add(recipe, error, false);
                }
            }

            return cases;
        }
    }

    [Fact]
    public void A_run_that_cannot_be_brought_back_to_its_checkpoint_is_told_of_by_its_result_alone()
    {
        using SimulatedRun run = SimulatedRun.Of(0);
        SimulatedDisk disk = SimulatedRun.Prepare(new SimulatedDisk());
        disk.Before = (count, _, _) =>
        {
            if (count == run.Operations / 2)
                throw new SimulatedDeath();
        };
        run.Go(disk).ShouldBeNull();
        disk.Restart();
        using Trainer trainer = run.Open(disk);
        disk.Before = (_, _, _) => throw new IOException("Input/output error");
        Witness witness = new();
        TrainingResult result = trainer.Run(witness);
        (result.Status, result.Message!.Contains("Input/output error", StringComparison.Ordinal)).ShouldBe((TrainingStatus.Failed, true));
        witness.Calls.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void It_ends_the_run_in_words_and_the_run_goes_on_to_the_same_bits(int recipe, string error, bool lasts)
    {
        using SimulatedRun run = SimulatedRun.Of(recipe);
        int number = Array.IndexOf(s_errors, error);
        // Every operation for the error that is the recipe's own; others at a few, at other places for each.
        int step = s_all || (lasts && number == recipe) ? 1 : 13;
        int first = step == 1 ? 1 : 1 + (((3 * number) + recipe) % step);
        int faults = 0;
        for (int operation = first; operation <= run.Operations; operation += step)
        {
            SimulatedDisk disk = SimulatedRun.Prepare(new SimulatedDisk());
            int from = operation;
            string? failing = null;
            disk.Before = (count, _, path) =>
            {
                if (count < from || (!lasts && count > from))
                    return;
                failing ??= path;
                throw AsDotNetHasIt(error);
            };
            string message = Message(run, disk);
            if (lasts || message.Length > 0)
            {
                message.ShouldContain(error, customMessage: $"operation {operation}");
                message.ShouldContain(Named(failing!), customMessage: $"operation {operation}");
                faults++;
            }

            disk.Restart();
            TrainingResult result = run.Go(disk).ShouldNotBeNull();
            (result.Status, result.Message).ShouldBe((run.Result.Status, run.Result.Message), $"operation {operation}");
            run.Difference(disk).ShouldBeEmpty($"operation {operation}");
        }

        faults.ShouldBeGreaterThan(2);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void Where_no_file_can_be_opened_for_reading_a_resumed_run_says_which_and_changes_nothing(int recipe)
    {
        using SimulatedRun run = SimulatedRun.Of(recipe);
        SimulatedDisk disk = SimulatedRun.Prepare(new SimulatedDisk());
        // A run that was killed half-way.
        disk.Before = (count, _, _) =>
        {
            if (count == run.Operations / 2)
                throw new SimulatedDeath();
        };
        _ = run.Go(disk);
        disk.Restart();
        byte[][] before = [.. disk.Contents().Values];
        int reads = 0;
        for (int read = 1; ; read++)
        {
            int count = 0, from = read;
            string? failing = null;
            disk.BeforeRead = path =>
            {
                if (++count < from)
                    return;
                failing ??= path;
                throw new IOException("Too many open files");
            };
            if (TryResume(run, disk) is not { } message)
                break;
            message.ShouldContain("Too many open files");
            message.ShouldContain(failing!);
            disk.Contents().Values.Zip(before).ShouldAllBe(pair => pair.First.SequenceEqual(pair.Second));
            disk.Restart();
            reads++;
        }

        reads.ShouldBeGreaterThan(2);
        disk.Restart();
        run.Go(disk)!.Status.ShouldBe(run.Result.Status);
        run.Difference(disk).ShouldBeEmpty();
    }

    /// <summary>
    /// What a message says of a path: an unfinished file goes by the name that it was to have, the lock and the best checkpoint by what
    /// they belong to.
    /// </summary>
    private static string Named(string path) => Path.GetFileName(path) is ".lock" or "best.safetensors.next"
        ? Path.GetDirectoryName(path)!
        : path.Replace(WholeFile.Unfinished, "", StringComparison.Ordinal);

    private static Exception AsDotNetHasIt(string value) => value switch
    {
        "Permission denied" => new UnauthorizedAccessException(value),
        "File too large" => new ArgumentOutOfRangeException(nameof(value), "Specified file length was too large for the file system."),
        _ => new IOException(value),
    };

    private static string Message(SimulatedRun run, SimulatedDisk disk)
    {
        try
        {
            TrainingResult result = run.Go(disk)!;
            // A disk that fails once may do so where nothing depends on it.
            return result.Status == run.Result.Status && result.Message == run.Result.Message ? "" : result.Message ?? "";
        }
        catch (RunException error)
        {
            return error.Message;
        }
    }

    /// <summary>The message of a run that could not be opened; null where it was, and has not gone on yet.</summary>
    private static string? TryResume(SimulatedRun run, SimulatedDisk disk)
    {
        try
        {
            run.Open(disk).Dispose();
            return null;
        }
        catch (RunException error)
        {
            return error.Message;
        }
    }
}
