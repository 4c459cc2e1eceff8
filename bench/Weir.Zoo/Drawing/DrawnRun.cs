using Weir.Data;
using Weir.Training;

namespace Weir.Zoo;

/// <summary>What came of a drawn set-up.</summary>
/// <param name="Setup">The set-up.</param>
/// <param name="Healthy">The skill of the healthy twin, by seed: the share of what guessing leaves that is got right.</param>
/// <param name="Faulty">The same with the fault.</param>
/// <param name="Checked">What was found before the run, of the first seed.</param>
/// <param name="Found">What was found by its end, of the first seed.</param>
internal sealed record DrawnRun(DrawnSetup Setup,
    IReadOnlyList<double> Healthy, IReadOnlyList<double> Faulty, IReadOnlyList<FindingRecord> Checked, IReadOnlyList<FindingRecord> Found)
{
    /// <summary>The part of its twin's skill that a set-up must lose to suffer, as in the zoo.</summary>
    private const double Loss = 0.15;

    /// <summary>Whether the twin learns at all; where it does not, nothing can be told.</summary>
    public bool IsSound => Healthy.Average() > 0.3;

    /// <summary>Whether more than half of the seeds suffer.</summary>
    public bool Suffers => Setup.Fault is not null && Faulty.Count(skill => skill < (1 - Loss) * Healthy.Average()) * 2 > Faulty.Count;

    /// <summary>The warnings and errors.</summary>
    public IReadOnlyList<FindingRecord> Raised => [.. Found.Where(finding => finding.IsRaised)];

    /// <summary>Makes the trainings of a set-up.</summary>
    public static DrawnRun Of(DrawnSetup setup, int seeds, int threads)
    {
        List<double> healthy = [], faulty = [];
        IReadOnlyList<FindingRecord> check = [], found = [];
        for (long seed = 1; seed <= seeds; seed++)
        {
            (double twin, IReadOnlyList<FindingRecord> ofTwin) = Train(setup, false, seed, threads);
            healthy.Add(twin);
            (double skill, IReadOnlyList<FindingRecord> ofFault) = setup.Fault is null ? (twin, ofTwin) : Train(setup, true, seed, threads);
            faulty.Add(skill);
            if (seed > 1)
                continue;
            found = ofFault;
            Recipe recipe = setup.Recipe(true, seed);
            check = new WeirDiagnoser(threads).Check(recipe, DataOf(setup, recipe, true));
        }

        return new DrawnRun(setup, healthy, faulty, check, found);
    }

    private static (double Skill, IReadOnlyList<FindingRecord> Findings) Train(DrawnSetup setup, bool faulty, long seed, int threads)
    {
        Recipe recipe = setup.Recipe(faulty, seed);
        DataSplit data = DataOf(setup, recipe, faulty);
        using Trainer trainer = Trainer.Start(recipe, new TrainerOptions { Data = data, Threads = threads });
        IWatch watch = new WeirDiagnoser(threads).Watch(trainer, data);
        TrainingResult result = trainer.Run(watch.Observer);
        return (result.Status == TrainingStatus.NonFinite ? 0 : Skill(result.Last, data.Training), watch.Findings);
    }

    private static DataSplit DataOf(DrawnSetup setup, Recipe recipe, bool faulty)
    {
        DataSplit data = DataSources.Load(recipe.Data.Source, recipe.Data.Request);
        return faulty && setup.Change is { } change ? change(data) : data;
    }

    private static double Skill(EpochMetrics? last, Dataset training)
    {
        if (last?.ValidationAccuracy is not { } accuracy)
            return Math.Max(0, last?.ValidationR2 ?? 0);
        int[] counts = new int[((ClassTargets)training.Targets).Classes];
        foreach (int label in ((ClassTargets)training.Targets).Labels)
            counts[label]++;
        double guessing = (double)counts.Max() / training.Count;
        return (accuracy - guessing) / (1 - guessing);
    }
}
