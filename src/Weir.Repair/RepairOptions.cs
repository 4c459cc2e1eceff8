using Weir.Data;

namespace Weir.Repair;

/// <summary>How a repair is made.</summary>
public sealed record RepairOptions
{
    /// <summary>
    /// What all of it may cost, looking and proving included, in trainings of the original recipe: 2 or more. Default 4.
    /// </summary>
    public double Budget { get; init; } = 4;

    /// <summary>
    /// Samples that a training counts as at least: one that sees fewer is over in a blink, and trials as short as an eighth of it would
    /// show nothing. Default null: as many as a network of its size learns from in a blink, 4·10⁹ over the multiplications of a sample,
    /// from 16,000 to 400,000, and twice those that its pre-flight sees.
    /// </summary>
    public long? LeastTraining { get; init; }

    /// <summary>What chooses the trials. Default <see cref="RepairStrategy.Weir"/>.</summary>
    public RepairStrategy Strategy { get; init; } = RepairStrategy.Weir;

    /// <summary>The seed of what a repair draws: the fresh seeds of the proof, and the random strategy's order. Default 1.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Seeds of the proof: 2 or more. Default 3.</summary>
    public int ProofSeeds { get; init; } = 3;

    /// <summary>The folder that the repair's own folder is made in. Default <c>runs</c>.</summary>
    public string RunsDirectory { get; init; } = "runs";

    /// <summary>The name of the repair's folder. Default null: the recipe's name with <c>-repair</c> behind it.</summary>
    public string? Name { get; init; }

    /// <summary>The folder that holds data files, before what the recipe says. Default null.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>Data that is in memory already, instead of what the recipe's source would load. Default null.</summary>
    public DataSplit? Data { get; init; }

    /// <summary>Runs side by side. Default null: one for each processor.</summary>
    public int? Workers { get; init; }

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number outside its range.</exception>
    public void Check()
    {
        if (!(Budget >= 2))
            throw new ArgumentOutOfRangeException(nameof(Budget), Budget, "a repair needs a budget of 2 trainings or more");
        if (LeastTraining is { } least)
            ArgumentOutOfRangeException.ThrowIfLessThan(least, 1, nameof(LeastTraining));
        ArgumentOutOfRangeException.ThrowIfLessThan(ProofSeeds, 2);
        if (Workers is { } workers)
            ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1, nameof(Workers));
    }
}
