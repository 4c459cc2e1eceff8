using Weir.Flow;
using Weir.Nn;

namespace Weir.Training;

/// <summary>What is trained, known before the first step.</summary>
public sealed record RunInfo
{
    /// <summary>The run's name.</summary>
    public required string Name { get; init; }

    /// <summary>The recipe.</summary>
    public required Recipe Recipe { get; init; }

    /// <summary>The layers with their shapes, parameters and work.</summary>
    public required Summary Summary { get; init; }

    /// <summary>What training takes of memory.</summary>
    public required MemoryPlan Memory { get; init; }

    /// <summary>Numbers that training moves.</summary>
    public long Parameters => Summary.Parameters;

    /// <summary>Samples of a step.</summary>
    public int Batch => Recipe.Batch;

    /// <summary>Epochs in all, a begun one included.</summary>
    public required int Epochs { get; init; }

    /// <summary>Steps in all.</summary>
    public required long TotalSteps { get; init; }

    /// <summary>Steps of an epoch.</summary>
    public required int StepsPerEpoch { get; init; }

    /// <summary>Samples of the training part.</summary>
    public required int TrainingSamples { get; init; }

    /// <summary>Samples of the validation part; 0 without one.</summary>
    public required int ValidationSamples { get; init; }

    /// <summary>Samples of the test part; 0 without one.</summary>
    public required int TestSamples { get; init; }

    /// <summary>The outputs of the task: classes, or target values.</summary>
    public required int Outputs { get; init; }

    /// <summary>Whether the task is to tell classes apart.</summary>
    public required bool Classification { get; init; }

    /// <summary>The backend's name.</summary>
    public required string Backend { get; init; }

    /// <summary>Threads that compute.</summary>
    public required int Threads { get; init; }

    /// <summary>The step from which a resumed run goes on; 0 for a new one.</summary>
    public long ResumedAt { get; init; }

    /// <summary>
    /// What is otherwise than before in a resumed run, and what was decided about it, a sentence each; of one that is over what was asked
    /// for in vain. Default: nothing.
    /// </summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>What became of the recipe's <see cref="Recipe.InitialWeights"/>; null without them and in a resumed run.</summary>
    public WeightReport? InitialWeights { get; init; }

    /// <summary>The layers and parameters that flow samples tell of; null when the flow is not measured.</summary>
    public TraceHeader? Flow { get; init; }

    /// <summary>The run directory; null when nothing is kept on disk.</summary>
    public string? Directory { get; init; }
}
