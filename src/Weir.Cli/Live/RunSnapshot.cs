using Weir.Cli.Rendering;
using Weir.Cli.Views;
using Weir.Diagnosis;
using Weir.Flow;
using Weir.Training;

namespace Weir.Cli.Live;

/// <summary>A run at one moment: all that a frame shows.</summary>
/// <param name="Header">What the run is.</param>
/// <param name="TotalSteps">Steps of the whole run.</param>
/// <param name="Epochs">Epochs of the whole run.</param>
/// <param name="Progress">Where it is; step 0 before the first.</param>
/// <param name="Losses">The loss from the start to now.</param>
/// <param name="Epoch">The last whole epoch, or null.</param>
/// <param name="Layers">What the flow is about; null when it is not measured.</param>
/// <param name="Sample">The last sample, or null.</param>
/// <param name="Scale">The scale of the bars.</param>
/// <param name="Result">How it ended; null while it goes on.</param>
internal sealed record RunSnapshot(
    RunHeader Header,
    long TotalSteps,
    int Epochs,
    StepProgress Progress,
    IReadOnlyList<double> Losses,
    EpochMetrics? Epoch,
    TraceHeader? Layers,
    FlowSample? Sample,
    LogScale Scale,
    TrainingResult? Result)
{
    /// <summary>What was found so far, ranked.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>Where its live page is; null where none is served.</summary>
    public string? Page { get; init; }

    /// <summary>Samples of a step.</summary>
    public int Batch { get; init; }

    /// <summary>Time since the command was given.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Whether the run was asked to stop, and makes its last step.</summary>
    public bool IsStopping { get; init; }

    /// <summary>Whether layers are being pre-trained.</summary>
    public bool IsPretraining { get; init; }

    /// <summary>The last layer that was pre-trained, or null.</summary>
    public PretrainedLayer? Pretrained { get; init; }
}
