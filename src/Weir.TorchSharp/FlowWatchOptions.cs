using TorchSharp;
using Weir.Diagnosis;
using Weir.Flow;

namespace Weir.TorchSharp;

/// <summary>How a training is watched, and what is known of it.</summary>
public sealed record FlowWatchOptions
{
    /// <summary>
    /// Where the run is written; with <c>-2</c>, <c>-3</c>… behind it where a run is there already. Default <c>runs/torchsharp</c>.
    /// </summary>
    public string Directory { get; init; } = Path.Combine("runs", "torchsharp");

    /// <summary>
    /// The loss, as in <c>nn.CrossEntropyLoss()</c>: its name goes into the facts, and where it is used by <c>call</c> it shows the
    /// targets. Default: none.
    /// </summary>
    public torch.nn.Module? Loss { get; init; }

    /// <summary>
    /// The loss by its name, as in <c>cross-entropy</c>, where it is a function. Default: that of <see cref="Loss"/>.
    /// </summary>
    public string? LossName { get; init; }

    /// <summary>
    /// Steps of the whole run. Default: not known. While it runs 10,000 are assumed then, at its end those that were made.
    /// </summary>
    public long? TotalSteps { get; init; }

    /// <summary>Steps of an epoch. Default: not known.</summary>
    public int? StepsPerEpoch { get; init; }

    /// <summary>Samples of the training part. Default: those that were seen, up to 2,048.</summary>
    public int? Samples { get; init; }

    /// <summary>Whether layers are measured, or parameters alone. Default true.</summary>
    public bool Activations { get; init; } = true;

    /// <summary>Says of each path of a layer whether it is measured. Default: all are.</summary>
    public Func<string, bool>? Layers { get; init; }

    /// <summary>When and how finely the flow is sampled. Default <see cref="FlowOptions"/>: as in Weir itself.</summary>
    public FlowOptions Sampling { get; init; } = new();

    /// <summary>
    /// The share of the run's time that measuring may take, above 0 and up to 1: steps that would take more are passed by, but for the
    /// first 20 and one whenever the run has become longer by a quarter. Default 0.02; 1 where <see cref="Sampling"/> names other steps
    /// than it does as it comes, so that all steps are measured which it names.
    /// </summary>
    public double? Budget { get; init; }

    /// <summary>Severities and thresholds. Default: those of the rules.</summary>
    public DiagnosisOptions Diagnosis { get; init; } = new();

    /// <summary>
    /// Is told of each finding, once, and again when it has become graver; on a thread of the pool. Default: nobody, and
    /// <see cref="FlowWatch.Findings"/> has them.
    /// </summary>
    public Action<Finding>? Found { get; init; }

    /// <summary>Is told of what keeps the watch from measuring; the training goes on. Default: standard error.</summary>
    public Action<string> Warn { get; init; } = Console.Error.WriteLine;

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The share of the run's time that measuring may take.</summary>
    internal double Share => Budget ?? (StepsOf(Sampling) == StepsOf(new FlowOptions()) ? MeasuringBudget.UsualShare : 1);

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentException">
    /// A number below 1, a share that is none, an empty directory, or a diagnostic that does not exist.
    /// </exception>
    public void Check()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(Directory);
        ArgumentOutOfRangeException.ThrowIfLessThan(TotalSteps ?? 1, 1, nameof(TotalSteps));
        ArgumentOutOfRangeException.ThrowIfLessThan(StepsPerEpoch ?? 1, 1, nameof(StepsPerEpoch));
        ArgumentOutOfRangeException.ThrowIfLessThan(Samples ?? 1, 1, nameof(Samples));
        Sampling.Check();
        if (!(Share is > 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(Budget), Budget, "is a share of the run's time, above 0 and up to 1");
        Diagnosis.Check();
    }

    // What says which steps are measured, and not how.
    private static (int?, int, int, int) StepsOf(FlowOptions sampling) =>
        (sampling.Every, sampling.Dense, sampling.Density, sampling.LargestGap);
}
