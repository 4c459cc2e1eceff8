using Weir.Data;

namespace Weir.Repair;

/// <summary>How a policy of augmentation is looked for.</summary>
public sealed record PolicyOptions
{
    /// <summary>
    /// What all of it may cost, the proof included, in trainings of the recipe as it is: 4 more than the proof takes or more. Default 40.
    /// </summary>
    public double Budget { get; init; } = 40;

    /// <summary>
    /// Samples that a training counts as at least, as in <see cref="RepairOptions.LeastTraining"/>. Default null: 16,000.
    /// </summary>
    public long? LeastTraining { get; init; }

    /// <summary>The seed of what a search draws: the fresh seeds of the proof. Default 1.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Seeds of the proof, each of which takes two trainings: 2 or more. Default 5.</summary>
    public int ProofSeeds { get; init; } = 5;

    /// <summary>The folder that the search's own folder is made in. Default <c>runs</c>.</summary>
    public string RunsDirectory { get; init; } = "runs";

    /// <summary>The name of the search's folder. Default null: the recipe's name with <c>-augment</c> behind it.</summary>
    public string? Name { get; init; }

    /// <summary>The folder that holds data files, before what the recipe says. Default null.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>Data that is in memory already, instead of what the recipe's source would load. Default null.</summary>
    public DataSplit? Data { get; init; }

    /// <summary>Runs side by side. Default null: one for each processor.</summary>
    public int? Workers { get; init; }

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The least budget: a few trials beside the proof.</summary>
    public double LeastBudget => (2 * ProofSeeds) + 4;

    /// <summary>The same for the machinery of repairs.</summary>
    internal RepairOptions ForTrials() => new()
    {
        Budget = Budget,
        LeastTraining = LeastTraining,
        Seed = Seed,
        ProofSeeds = ProofSeeds,
        RunsDirectory = RunsDirectory,
        Name = Name,
        DataDirectory = DataDirectory,
        Data = Data,
        Workers = Workers,
        Time = Time,
    };

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number outside its range.</exception>
    public void Check()
    {
        ForTrials().Check();
        if (!(Budget >= LeastBudget))
        {
            throw new ArgumentOutOfRangeException(nameof(Budget), Budget,
                $"a policy that is proved on {ProofSeeds} seeds needs a budget of {LeastBudget} trainings or more");
        }
    }
}
