using Weir.Data;

namespace Weir.Diagnosis;

/// <summary>How a pre-flight is made.</summary>
public sealed record PreflightOptions
{
    /// <summary>Draws of the first weights, the recipe's own first: 1 or more. Default 5.</summary>
    public int Draws { get; init; } = 5;

    /// <summary>Samples that each draw sees, at least a batch: 1 or more. Default 256; unit-wise verdicts need some hundreds.</summary>
    public int Samples { get; init; } = 256;

    /// <summary>
    /// Whether to make a few steps of the run, with its batch, optimizer and schedule, and see what they do to the loss. Default true.
    /// </summary>
    public bool Trial { get; init; } = true;

    /// <summary>Whether to see if a few samples can be learnt by heart. Default false: it takes some hundred steps.</summary>
    public bool Overfit { get; init; }

    /// <summary>Data that is in memory already, instead of what the recipe's source would load. Default null.</summary>
    public DataSplit? Data { get; init; }

    /// <summary>The folder that holds data files, before what the recipe says. Default null.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>Threads that compute. Default null: as many as there are processors, at most 8.</summary>
    public int? Threads { get; init; }

    /// <summary>Severities and thresholds. Default null: what the recipe says, else those of the rules.</summary>
    public DiagnosisOptions? Diagnosis { get; init; }

    /// <summary>Gives the pre-flight up within a step; there is no report then. Default: it goes to its end.</summary>
    public CancellationToken Cancel { get; init; }

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentException">A number below 1, or a diagnostic that does not exist.</exception>
    public void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Draws, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Samples, 1);
        Diagnosis?.Check();
    }
}
