namespace Weir.Flow;

/// <summary>A parameter that a trace tells of.</summary>
/// <param name="Name">Its name, as in <c>3.weight</c>.</param>
/// <param name="Kind">weight, bias or scale.</param>
/// <param name="Shape">Lengths of its axes.</param>
/// <param name="Layer">Number of its layer in <see cref="TraceHeader.Layers"/>, from 0.</param>
public sealed record TraceParameter(string Name, string Kind, IReadOnlyList<int> Shape, int Layer);

/// <summary>What the samples of a trace are about; the first line of its file.</summary>
/// <param name="Layers">The layers, the one nearest to the input first.</param>
/// <param name="Parameters">The parameters, in the order of the model.</param>
/// <param name="Batch">Samples of a step's batch.</param>
public sealed record TraceHeader(IReadOnlyList<TraceLayer> Layers, IReadOnlyList<TraceParameter> Parameters, int Batch)
{
    /// <summary>Version of the format that this program writes: 1.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Version of the format.</summary>
    public int Version { get; init; } = CurrentVersion;
}
