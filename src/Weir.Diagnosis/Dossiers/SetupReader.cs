using Weir.Nn;
using Weir.Training;

namespace Weir.Diagnosis;

/// <summary>Reads a set-up's facts from a recipe.</summary>
internal static class SetupReader
{
    // Rates along the run that are added up: all of them, or in a very long run so many that a schedule that is over within a thousandth is
    // seen.
    private const long Points = 100_000;
    private const double Spent = 0.99;

    public static SetupFacts Read(Recipe recipe, int samples, int outputs, bool classification)
    {
        long batch = (long)recipe.Batch * recipe.Accumulate;
        int stepsPerEpoch = Math.Max(1, recipe.StepsPerEpoch(samples));
        long total = Math.Max(1, recipe.Budget.TotalSteps(stepsPerEpoch));
        Schedule schedule = recipe.ScheduleOver(new RunSpan(total, stepsPerEpoch));
        (double largest, double sum, double spent) = Rates(schedule, total);
        return new SetupFacts
        {
            Optimizer = recipe.Optimizer.Name,
            Loss = recipe.Loss.Name,
            LossApplies = OwnLoss(recipe)?.Applies,
            LossIsOfDistances = OwnLoss(recipe)?.IsOfDistances,
            LossDegree = OwnLoss(recipe)?.Degree,
            Classification = classification,
            Outputs = outputs,
            Batch = (int)Math.Min(batch, samples),
            TotalSteps = total,
            StepsPerEpoch = stepsPerEpoch,
            Adaptive = recipe.Optimizer.Settings.IsAdaptive,
            Rate = largest,
            GivenRate = recipe.Optimizer.Settings.Rate,
            RateSum = sum,
            SpentAt = spent,
            WarmsUp = schedule.RateAt(0) < largest / 2,
            AbsolutePenalty = recipe.Optimizer.Settings.Links.Concat(recipe.Gradient).OfType<L1Penalty>().Sum(link => link.Strength),
            Pretrained = recipe.Pretrain is not null,
            LastBatch = LastBatch(recipe, samples),
            Momentum = (recipe.Optimizer.Settings as SgdOptions)?.Momentum ?? 0,
            Epsilon = (recipe.Optimizer.Settings as AdamOptions)?.Epsilon,
            WeightDecay = recipe.Optimizer.Settings.WeightDecay,
            DecoupledDecay = recipe.Optimizer.Settings.DecoupledDecay,
            AverageDecay = recipe.Average?.Decay,
            AverageWarmsUp = recipe.Average is { WarmUp: true },
            GradientNoise = Math.Sqrt(recipe.Optimizer.Settings.Links.Concat(recipe.Gradient).OfType<GradientNoise>()
                .Sum(link => VarianceOver(link, total))),
            Smoothing = Losses.All.ContainsKey(recipe.Loss.Name) ? SmoothingOf(recipe.Loss.Loss()) : 0,
            Patience = recipe.EarlyStopping?.Patience,
            RatePatience = (recipe.Schedule as PlateauScheduleRecipe)?.Patience,
            ClipNorm = recipe.Optimizer.Settings.Links.Concat(recipe.Gradient).OfType<ClipByNorm>().Select(link => (double?)link.Limit)
                .Append(recipe.Optimizer.Settings.ClipNorm).Min(),
        };
    }

    /// <summary>The share of each target that a loss spreads over all classes.</summary>
    public static double SmoothingOf(Loss loss) => loss.Plain is CrossEntropy { Smoothing: var smoothing } ? smoothing : 0;

    private static double VarianceOver(GradientNoise noise, long steps)
    {
        // What comes behind so many steps is a smooth tail.
        long exact = Math.Min(steps, Points);
        double sum = 0;
        for (long step = 1; step <= exact; step++)
            sum += Math.Pow(step, -noise.Decay);
        return noise.Variance * (sum + ((steps - exact) * Math.Pow((exact + steps) / 2.0, -noise.Decay)));
    }

    // What the library's own losses do need not be written down.
    private static Loss? OwnLoss(Recipe recipe) =>
        !Losses.All.ContainsKey(recipe.Loss.Name) && recipe.Registry.Losses.ContainsKey(recipe.Loss.Name) ? recipe.Loss.Loss() : null;

    private static int LastBatch(Recipe recipe, int samples)
    {
        int rest = samples % recipe.Batch;
        return rest == 0 || recipe.DropLast ? Math.Min(recipe.Batch, samples) : rest;
    }

    private static (double Largest, double Sum, double Spent) Rates(Schedule schedule, long total)
    {
        if (schedule is ConstantSchedule)
        {
            double rate = schedule.RateAt(0);
            return (rate, rate * total, 1);
        }

        long points = Math.Min(total, Points);
        double[] rates = new double[points];
        for (long i = 0; i < points; i++)
            rates[i] = schedule.RateAt(((2 * i) + 1) * total / (2 * points));
        double sum = rates.Sum(), made = 0;
        long spent = 0;
        while (spent < points && made < Spent * sum)
            made += rates[spent++];
        return (rates.Max(), sum * total / points, (double)spent / points);
    }
}
