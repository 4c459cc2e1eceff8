using Weir.Tensors;

namespace Weir.Training;

/// <summary>How the flow of signal and gradient is measured.</summary>
public sealed record FlowRecipe : IDeclaresOptions
{
    /// <summary>Whether it is measured at all. Default true.</summary>
    public bool On { get; init; } = true;

    /// <summary>Measure at every so many steps; null for the recorder's own choice: dense at the start and sparser later.</summary>
    [Option("Measure at every so many steps.", Least = 1, Default = "dense at the start, sparser later")]
    public int? Every { get; init; }
}
