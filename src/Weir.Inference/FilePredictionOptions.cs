namespace Weir.Inference;

/// <summary>How files are predicted.</summary>
public sealed record FilePredictionOptions
{
    /// <summary>
    /// Whether samples that cannot be read are left out and told of. Default false: they are an error, and nothing is predicted from there
    /// on.
    /// </summary>
    public bool SkipsBadSamples { get; init; }

    /// <summary>Columns of a table that go to the output as they are, as names and numbers of its rows. Default none.</summary>
    public IReadOnlyList<string> Keep { get; init; } = [];

    /// <summary>What stands between the cells of a table. Default null: it is found.</summary>
    public char? Delimiter { get; init; }

    /// <summary>Is told how many samples have been predicted, from time to time, or null.</summary>
    public IProgress<long>? Progress { get; init; }

    /// <summary>Is told of each sample that could not be read, or null.</summary>
    public Action<string>? OnBadSample { get; init; }
}
