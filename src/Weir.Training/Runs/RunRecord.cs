using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Weir.Training;

/// <summary>What <c>run.json</c> says of a run.</summary>
public sealed record RunRecord
{
    /// <summary>Weir's version.</summary>
    public required string Version { get; init; }

    /// <summary>The run's name.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// <c>running</c>, <c>finished</c>, <c>interrupted</c>, <c>nonFinite</c> or <c>failed</c>. A killed run still says running; its lock is
    /// free.
    /// </summary>
    public required string Status { get; init; }

    /// <summary>Why it ended early, or null.</summary>
    public string? Reason { get; init; }

    /// <summary>The number of the process that writes it.</summary>
    public required int Process { get; init; }

    /// <summary>System and processor architecture.</summary>
    public required string Machine { get; init; }

    /// <summary>The machine's processors.</summary>
    public required int Processors { get; init; }

    /// <summary>Threads that compute.</summary>
    public required int Threads { get; init; }

    /// <summary>The backend's name.</summary>
    public required string Backend { get; init; }

    /// <summary>When it was started.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>When it ended; null while it runs.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>Numbers that training moves.</summary>
    public required long Parameters { get; init; }

    /// <summary>Steps made.</summary>
    public long Steps { get; init; }

    /// <summary>Steps in all.</summary>
    public required long TotalSteps { get; init; }

    /// <summary>The step whose loss or update was not finite; null where all were.</summary>
    public long? FailedStep { get; init; }

    /// <summary>Steps per second of training, evaluation left out.</summary>
    public double? StepsPerSecond { get; init; }

    /// <summary>Seconds from its first step, or where it was last resumed, to its end; null while it runs.</summary>
    public double? Seconds { get; init; }

    /// <summary>
    /// How long it took, as it told at its end; of a record of an earlier version, with what lay before the first step. Null while it runs.
    /// </summary>
    [JsonIgnore]
    public TimeSpan? Elapsed => Seconds is { } seconds ? TimeSpan.FromSeconds(seconds) : Ended - Started;

    /// <summary>
    /// How long it took in all, wherever that is told: as long as it told at its end, and where it was resumed or is going on, no less than
    /// its epochs.
    /// </summary>
    /// <param name="epochs">Its metrics by epoch.</param>
    public TimeSpan Duration(IReadOnlyList<EpochMetrics> epochs)
    {
        TimeSpan least = TimeSpan.FromSeconds(epochs.Sum(epoch => epoch.Seconds));
        return Elapsed is { } elapsed && elapsed > least ? elapsed : least;
    }

    /// <summary>Minutes after which it was to end; null for as long as its steps take.</summary>
    public double? Minutes { get; init; }

    /// <summary>
    /// The folder of data files that it was started with, or that the environment named where its data was found there alone; null for
    /// none.
    /// </summary>
    public string? DataDirectory { get; init; }

    /// <summary>
    /// A hash of the samples that it learns from and chooses by; where it was resumed with other data the hashes of all that it had, as in
    /// <c>0c2f… then 91ab…</c>, the first of them <c>unknown</c> where its record was lost; null in records of earlier versions.
    /// </summary>
    public string? DataFingerprint { get; init; }

    /// <summary>A hash of the samples that its network is tested on at its end; null in records of earlier versions.</summary>
    public string? TestFingerprint { get; init; }

    /// <summary>
    /// The data that was preferred to what it has, in order, each as a recipe has it, and was not there when it began; null for none.
    /// </summary>
    public IReadOnlyList<string>? DataMissing { get; init; }

    /// <summary>The file that its recipe was read from; null for one of a program. Files that the recipe names lie beside it.</summary>
    public string? RecipeFile { get; init; }

    /// <summary>Whether the flow is not measured though the recipe wants it.</summary>
    public bool WithoutFlow { get; init; }

    /// <summary>
    /// What the run was given by a program instead of its recipe: <c>model</c>, <c>loss</c>, <c>data</c>. It can be resumed by that program
    /// alone.
    /// </summary>
    public IReadOnlyList<string>? Given { get; init; }

    /// <summary>What was decided when it was resumed; null for nothing.</summary>
    public IReadOnlyList<RunDecision>? Decisions { get; init; }

    /// <summary>The last epoch's metrics.</summary>
    public EpochMetrics? Last { get; init; }

    /// <summary>The best epoch's metrics.</summary>
    public EpochMetrics? Best { get; init; }

    /// <summary>Those of the epoch whose weights early stopping has restored; null where the network is that of the last epoch.</summary>
    public EpochMetrics? Restored { get; init; }

    /// <summary>Result on the test part.</summary>
    public EvaluationMetrics? Test { get; init; }

    /// <summary>
    /// Whether the run is over, and there is nothing to go on with: it finished by the budget that its recipe still has, or has made all
    /// steps of the one that it has now.
    /// </summary>
    /// <param name="totalSteps">Steps in all, by its recipe now.</param>
    /// <param name="minutes">Minutes, by its recipe now.</param>
    internal bool IsFinished(long totalSteps, double? minutes) => Status == "finished"
        && (Steps >= totalSteps || (TotalSteps == totalSteps && Minutes == minutes));

    /// <summary>
    /// Steps made, for everybody who tells of the run: what it has told at its end; while it goes on, and where it was killed or an error
    /// ended it, as far as its other files have come. A step whose loss is not finite is measured, and was not made.
    /// </summary>
    /// <param name="told">The last step that its other files know of.</param>
    internal long StepsMade(long told) => Status is "running" or "failed" ? Math.Max(Steps, told) : Steps;

    /// <summary>How a run that is over went.</summary>
    internal TrainingResult Result() => new()
    {
        Status = TrainingStatus.Finished,
        Message = Reason,
        Last = Last,
        Best = Best,
        Restored = Restored,
        Test = Test,
        Steps = Steps,
        Elapsed = Elapsed ?? TimeSpan.Zero,
        StepsPerSecond = StepsPerSecond ?? 0,
    };

    /// <summary>The record of a run that begins or goes on.</summary>
    /// <param name="info">What is trained.</param>
    /// <param name="options">How.</param>
    /// <param name="decisions">What was decided about it so far.</param>
    /// <param name="from">Where it goes on from; null where it begins.</param>
    internal static RunRecord Of(RunInfo info, TrainerOptions options, IReadOnlyList<RunDecision> decisions, Checkpoint? from) => new()
    {
        Minutes = info.Recipe.Budget.Minutes,
        DataDirectory = options.DataDirectory is { } folder ? Path.GetFullPath(folder)
            : options.Data is null ? info.Recipe.Data.NamedFolder(info.Recipe.Registry) : null,
        RecipeFile = info.Recipe.Place.File is { } file && File.Exists(file) ? Path.GetFullPath(file) : null,
        WithoutFlow = options.Measuring == false,
        Given = options.Given,
        Decisions = decisions.Count > 0 ? decisions : null,
        Last = from?.Last,
        Best = from?.Best,
        Version = typeof(Trainer).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown",
        Name = info.Name,
        Status = "running",
        Process = Environment.ProcessId,
        Machine = $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}",
        Processors = Environment.ProcessorCount,
        Threads = info.Threads,
        Backend = info.Backend,
        Started = options.Time.GetUtcNow(),
        Parameters = info.Parameters,
        Steps = info.ResumedAt,
        TotalSteps = info.TotalSteps,
    };

    /// <summary>The record of a run that has ended.</summary>
    /// <param name="result">How; null where an error of the program ended it.</param>
    /// <param name="failure">That error.</param>
    /// <param name="ended">When.</param>
    internal RunRecord After(TrainingResult? result, string failure, DateTimeOffset ended) => this with
    {
        Status = result is null ? "failed" : JsonNamingPolicy.CamelCase.ConvertName(result.Status.ToString()),
        Reason = result is null ? failure : result.Message,
        Ended = ended,
        Steps = result?.Steps ?? Steps,
        FailedStep = result?.FailedStep,
        StepsPerSecond = result?.StepsPerSecond,
        Seconds = result?.Elapsed.TotalSeconds,
        Last = result is null ? Last : result.Last,
        Best = result is null ? Best : result.Best,
        Restored = result?.Restored,
        Test = result?.Test,
    };
}
