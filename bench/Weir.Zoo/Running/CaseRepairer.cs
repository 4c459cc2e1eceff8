using System.Globalization;
using System.Text;
using Weir.Data;
using Weir.Diagnosis;
using Weir.Repair;
using Weir.Training;

namespace Weir.Zoo;

/// <summary>
/// Repairs cases, and judges what comes of it by itself: the repair sees the training set alone, a fifth of it for validation; the recipes
/// before and after are then trained on the whole training set with seeds that the repair has not seen, and scored on the test set.
/// </summary>
/// <param name="settings">How cases are run.</param>
/// <param name="scorer">What scores.</param>
/// <param name="time">The clock.</param>
internal sealed class CaseRepairer(RunSettings settings, Scorer scorer, TimeProvider time)
{
    private const double Held = 0.2;

    /// <summary>Seeds of the judgement, far from those of repairs.</summary>
    private const int Seeds = 3, FirstSeed = 900_001;

    /// <summary>Repairs a case.</summary>
    public RepairRecord Repair(Recipe recipe, DataSplit data)
    {
        (Dataset held, Dataset training) = data.Training.SplitFraction(Held, recipe.Seed);
        string folder = Directory.CreateTempSubdirectory("weir-zoo-").FullName;
        try
        {
            RepairResult result = RepairRunner.Run(new RepairRequest(recipe), new RepairOptions
            {
                Data = new DataSplit(training, held),
                RunsDirectory = folder,
                Strategy = Enum.Parse<RepairStrategy>(settings.Strategy, ignoreCase: true),
                Budget = settings.Budget,
                Seed = recipe.Seed,
                Time = time,
            }, settings.Verbose ? new Teller() : null);
            if (settings.Verbose)
            {
                foreach (FailedProof failed in result.Certificate.Failed)
                    Console.WriteLine($"  not proved: {failed.Changes}: {failed.Reason}");
            }

            return Judge(result, recipe, data);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private RepairRecord Judge(RepairResult result, Recipe recipe, DataSplit data)
    {
        Certificate certificate = result.Certificate;
        bool changed = certificate.Status == RepairStatus.Repaired;
        double[] before = Scores(recipe, data), after = changed ? Scores(result.Recipe, data) : before;
        return new RepairRecord
        {
            Status = Kebab(certificate.Status.ToString()),
            Changes = [.. certificate.Changes.Select(change => change.Id)],
            Causes = [.. certificate.Changes.Select(change => change.Cause).OfType<string>()
                .SelectMany(cause => RuleList.Find(cause)?.Diagnostic.Faults ?? []).Distinct()],
            Cost = certificate.Cost.Trainings,
            OwnCost = (double)certificate.Cost.Samples / certificate.Cost.RecipeSamples,
            Before = Median(before),
            After = Median(after),
            Trivial = data.Test!.Targets is ClassTargets classes ? classes.Labels.CountBy(label => label).Max(pair =>
                pair.Value) / (double)classes.Count : 0,
            BeforeSeeds = before,
            AfterSeeds = after,
            Strategy = settings.Strategy,
        };
    }

    private double[] Scores(Recipe recipe, DataSplit data)
    {
        double[] scores = new double[Seeds];
        // What a repair has not seen, it cannot stop early by either.
        DataSplit whole = new(data.Training, null, data.Test);
        Parallel.For(0, Seeds, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            using Trainer trainer = Trainer.Start(recipe with { Seed = FirstSeed + i }, new TrainerOptions
            {
                Data = whole,
                Threads = 1,
                Measuring = false
            });
            bool finite = trainer.Run().Status != TrainingStatus.NonFinite;
            lock (scorer)
                scores[i] = finite ? scorer.Of(trainer.Model, trainer.Data.Test!, data.Test!, trainer.Targets)
                    : Scorer.OfNonFinite(data.Test!);
        });
        return scores;
    }

    private sealed class Teller : IRepairObserver
    {
        public void OnPhase(string what) => Console.WriteLine(what);

        public void OnTrial(Trial trial, double spent) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  {trial.Branch} s{trial.Seed} {trial.Share:p0}: skill {trial.Skill:f3} (training {trial.TrainingSkill:f3}), {spent:f2} so "
                + $"far"));
    }

    private static double Median(double[] scores) => scores.Order().ElementAt(scores.Length / 2);

    private static string Kebab(string name)
    {
        StringBuilder text = new();
        foreach (char letter in name)
            text.Append(char.IsUpper(letter) && text.Length > 0 ? "-" : "").Append(char.ToLowerInvariant(letter));
        return text.ToString();
    }
}
