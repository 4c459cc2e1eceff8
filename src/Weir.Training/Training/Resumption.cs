using Weir.Tensors.Backends;

namespace Weir.Training;

/// <summary>What is known of a run that is resumed, and what is to be kept of it.</summary>
/// <param name="directory">Its directory.</param>
/// <param name="before">What <c>run.json</c> said; null where there is none.</param>
/// <param name="registry">What its recipe can name.</param>
internal sealed class Resumption(RunDirectory directory, RunRecord? before, RecipeRegistry registry)
{
    private bool _asksToSkip, _isOver;
    private IReadOnlyList<string> _decided = [];

    /// <summary>Whether there is a checkpoint to go on from.</summary>
    public bool HasCheckpoint { get; } = directory.Checkpoints.Steps().Count > 0;

    /// <summary>Whether the flow was measured before, as far as is known.</summary>
    public bool WasMeasured => before is { WithoutFlow: false };

    /// <summary>What was decided about the run before.</summary>
    public IReadOnlyList<RunDecision> Decisions => before?.Decisions ?? [];

    /// <summary>The run's directory.</summary>
    public string Root => directory.Root;

    /// <summary>The run's recipe; files that it names lie where they lay when it was started.</summary>
    public Recipe Recipe { get; } = RecipeOf(directory, before, registry);

    /// <summary>The data that was preferred to that of the run, and was not there when it began; null for none.</summary>
    public IReadOnlyList<string>? DataMissing => before?.DataMissing;

    /// <summary>The options, with what the run had before where nothing else is wanted.</summary>
    /// <exception cref="RunException">The run needs what a program gave it.</exception>
    public TrainerOptions Completed(TrainerOptions options)
    {
        _asksToSkip = options.SkipBatch;
        if (options.SkipBatch && FailedStep is null)
        {
            if (SkippedStep is null)
                throw new RunException($"{directory.Root}: there is no batch to leave out: the run did not end because its loss was not "
                    + "finite");
            // A command that is repeated in a loop goes on: what it asks for is done.
            options = options with { SkipBatch = false };
        }

        if (options.SkipBatch && FailedStep <= LastKept)
            throw new RunException($"{directory.Root}: there is no batch to leave out: step {FailedStep} is made and kept, and what "
                + "is not finite came behind it; remove the later checkpoints to go on from an earlier one");
        if (options.RateFactor is { } factor && !(factor > 0 && double.IsFinite(factor)))
            throw new RunException($"{directory.Root}: the rate cannot be multiplied by {factor}: a factor above 0 is needed");
        if (before is null)
            return options;
        if (before.Given?.Except(options.Given ?? [], StringComparer.Ordinal).ToArray() is [_, ..] missing)
        {
            throw new RunException(
                $"{directory.Root}: the program that began this run gave it its {string.Join(" and ", missing)}; resume it from there, "
                    + "with the same in TrainerOptions");
        }

        return options with
        {
            // Sums are split over threads: the same number of them gives the same bits.
            Threads = options.Threads ?? before.Threads,
            Measuring = options.Measuring ?? !before.WithoutFlow,
            DataDirectory = options.DataDirectory ?? Kept(before.DataDirectory),
        };
    }

    /// <summary>
    /// The step whose loss was not finite; also where the run was resumed without its batch since, and killed: what is decided again is the
    /// same. Null where there is none.
    /// </summary>
    private long? FailedStep => before?.FailedStep is > 0 and long failed ? failed
        : before?.Decisions?.LastOrDefault(decision => decision.SkipsBatch && decision.Step > LastKept)?.Step;

    /// <summary>The last step that was made without its batch; null where there is none.</summary>
    private long? SkippedStep => before?.Decisions?.LastOrDefault(decision => decision.SkipsBatch)?.Step;

    private long LastKept => directory.Checkpoints.Steps() is [long last, ..] ? last : 0;

    /// <summary>How the run went, where it is over.</summary>
    public TrainingResult? Finished(long totalSteps, double? minutes) => before?.IsFinished(totalSteps, minutes) == true ? before.Result()
        : null;

    /// <summary>
    /// What data the run has: the hash of the data that it goes on with, or where it had other data before the hashes of all that it had,
    /// in order; where its record is lost, that of those is not known. Null where it did not say.
    /// </summary>
    /// <param name="now">The hash of the data that it goes on with.</param>
    public string? DataOfAll(string now) => !HasCheckpoint ? now
        : before is null ? DataFingerprint.OfLost(now)
        : before.DataFingerprint is not { } had || had.Split(DataFingerprint.Then)[^1] == now ? before.DataFingerprint
        : had + DataFingerprint.Then + now;

    /// <summary>Whether what the run has made so far it has made of other data, or of other data too.</summary>
    /// <param name="now">The hash of the data that it goes on with.</param>
    public bool HasOtherData(string now) => HasCheckpoint && before?.DataFingerprint is { } had && had != now
        && had != DataFingerprint.OfLost(now);

    /// <summary>What was decided about the run before, and is decided now.</summary>
    /// <param name="options">What is wanted now.</param>
    /// <param name="from">The step of the checkpoint that it goes on from.</param>
    /// <param name="total">All steps.</param>
    /// <param name="isOver">Whether the run is over: nothing of it is made any more.</param>
    /// <exception cref="RunException">A decision about steps that are all made.</exception>
    public IReadOnlyList<RunDecision> Decide(TrainerOptions options, long from, long total, bool isOver)
    {
        _isOver = isOver;
        if (isOver)
        {
            _decided = options.RateFactor is null ? []
                : ["no step is left that another rate would change; with more epochs in its recipe it goes on"];
            return before!.Decisions ?? [];
        }

        // What is decided again takes the place of what was: a command that is repeated, as after a kill, means the same.
        RunDecision[] decisions = [.. before?.Decisions ?? []];
        if (options.SkipBatch)
            decisions = [.. decisions.Where(earlier => !(earlier.SkipsBatch && earlier.Step == FailedStep)),
                new RunDecision(FailedStep!.Value, SkipsBatch: true)];
        RunDecision? rate = decisions.LastOrDefault(earlier => !earlier.SkipsBatch && earlier.Step <= from + 1);
        if (options.RateFactor is { } factor && (factor != (rate?.RateFactor ?? 1)
            || decisions.Any(later => !later.SkipsBatch && later.Step > from + 1)))
        {
            if (from >= total)
                throw new RunException($"{directory.Root}: all {total} steps are made, and another rate changes none of them; remove the "
                    + $"later checkpoints in {directory.Checkpoints.Folder} to go on from an earlier one");
            rate = new RunDecision(from + 1, RateFactor: factor);
            decisions = [.. decisions.Where(earlier => earlier.SkipsBatch || earlier.Step <= from), rate];
        }

        long? skipped = _asksToSkip && !options.SkipBatch ? SkippedStep : null;
        _decided =
        [
            .. decisions.Where(earlier => earlier.SkipsBatch && earlier.Step > from)
                .Select(earlier => $"step {earlier.Step} is made without its batch"),
            .. skipped is null ? Array.Empty<string>() : [$"step {skipped} was made without its batch, and none is to be left out now"],
            .. rate is null || from >= total ? Array.Empty<string>() : [FormattableString.Invariant(
                $"the rate is {rate.RateFactor} times that of the recipe from step {rate.Step} on")],
        ];
        return decisions;
    }

    /// <summary>What is otherwise than before.</summary>
    /// <param name="options">How it goes on.</param>
    /// <param name="backend">What computes.</param>
    /// <param name="data">The hash of the data that it goes on with.</param>
    public IReadOnlyList<string> Remarks(TrainerOptions options, Backend backend, string data)
    {
        if (_isOver)
            return _decided;
        List<string> remarks = [];
        if (before is null && !HasCheckpoint)
            return ["run.json is not there, and no checkpoint: the run begins anew", .. _decided];
        if (before is null)
        {
            remarks.Add("run.json is not there: how many threads computed before, where the data lay, and whether it is the same, is "
                + "not known");
            return [.. remarks, .. _decided];
        }

        if (before.Threads != backend.Threads)
            remarks.Add($"{Threads(backend.Threads)} instead of {before.Threads}: sums are split otherwise, so that the bits are not "
                + "those of a run that never stopped");
        else if (before.Backend != backend.Name)
            remarks.Add($"{backend.Name} computes instead of {before.Backend}: the bits are not those of a run that never stopped");
        bool measured = options.Measuring != false;
        if (Recipe.Flow.On && measured == before.WithoutFlow)
            remarks.Add(measured ? "the flow is measured from here on; it was not before"
                : "the flow is not measured from here on; it was before");
        if (HasOtherData(data))
            remarks.Add($"the data has changed since: what the run has learnt so far, and its best epoch, are of other data "
                + $"(dataFingerprint {before.DataFingerprint}, and now {data}), and the bits are not those of a run that never stopped");
        DataRecipe had = Recipe.Data with { Missing = DataPreference.Read(before.DataMissing ?? [], registry) };
        if (DataPreference.ToldLater(had, options.DataDirectory, registry) is { } told)
            remarks.Add($"data: {told}");
        if (options.Data is null && options.DataDirectory is { } folder && Path.GetFullPath(folder) != before.DataDirectory)
            remarks.Add($"the data is read from {folder}{(before.DataDirectory is { } other ? $" instead of {other}" : "")}");
        return [.. remarks, .. _decided];
    }

    // One that is gone is no better than what the environment names now.
    private static string? Kept(string? folder) =>
        folder is null || Directory.Exists(folder) || Data.DataDirectory.Named() is null ? folder : null;

    private static string Threads(int count) => count == 1 ? "1 thread" : $"{count} threads";

    private static Recipe RecipeOf(RunDirectory directory, RunRecord? before, RecipeRegistry registry)
    {
        Recipe recipe = directory.ReadRecipe(registry);
        return before?.RecipeFile is { } file ? recipe with { Place = new RecipePlace(file, recipe.Place.Line, recipe.Place.Column) }
            : recipe;
    }
}
