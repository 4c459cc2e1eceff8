using Weir.Data;
using Weir.Nn;
using Weir.Tensors.Backends;

namespace Weir.Diagnosis;

/// <summary>What a pre-flight looks at: a network of a recipe or one that a user wrote.</summary>
internal sealed record Subject
{
    /// <summary>Makes the network with the first weights of a draw, from 0; the same object may come each time.</summary>
    public required Func<int, Module> Model { get; init; }

    /// <summary>Makes the optimizer of a network.</summary>
    public required Func<Module, Backend, Optimizer> Optimizer { get; init; }

    public required DataSplit Data { get; init; }

    public required Loss Loss { get; init; }

    /// <summary>What brings a loss back to the targets' unit.</summary>
    public double LossScale { get; init; } = 1;

    /// <summary>What target values are standardized by; null where they are not.</summary>
    public Standardizer? Targets { get; init; }

    /// <summary>The rate of a step, from 0.</summary>
    public required Func<long, double> RateAt { get; init; }

    public required SetupFacts Setup { get; init; }

    public required long Seed { get; init; }

    /// <summary>Gives the pre-flight up.</summary>
    public CancellationToken Cancel { get; init; }
}
