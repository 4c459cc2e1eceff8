using Weir.Nn;
using Weir.Training;

namespace Weir.Diagnosis;

/// <summary>Reads a set-up's facts from a recipe.</summary>
internal static class SetupReader
{
    // Rates along the run that are added up; a schedule is smooth enough for that.
    private const int Points = 100;

    public static SetupFacts Read(Recipe recipe, int samples, int outputs, bool classification)
    {
        long batch = (long)recipe.Batch * recipe.Accumulate;
        int stepsPerEpoch = Math.Max(1, recipe.StepsPerEpoch(samples));
        long total = Math.Max(1, recipe.Budget.TotalSteps(stepsPerEpoch));
        (double largest, double sum) = Rates(recipe.ScheduleOver(new RunSpan(total, stepsPerEpoch)), total);
        return new SetupFacts
        {
            Optimizer = recipe.Optimizer.Name,
            Loss = recipe.Loss.Name,
            Classification = classification,
            Outputs = outputs,
            Batch = (int)Math.Min(batch, samples),
            TotalSteps = total,
            StepsPerEpoch = stepsPerEpoch,
            Adaptive = recipe.Optimizer.Name != "sgd",
            Rate = largest,
            RateSum = sum,
            Momentum = (recipe.Optimizer.Settings as SgdOptions)?.Momentum ?? 0,
            Epsilon = (recipe.Optimizer.Settings as AdamOptions)?.Epsilon,
            WeightDecay = recipe.Optimizer.Settings.WeightDecay,
            DecoupledDecay = recipe.Optimizer.Settings.DecoupledDecay,
            ClipNorm = recipe.Optimizer.Settings.Links.Concat(recipe.Gradient).OfType<ClipByNorm>().Select(link => (double?)link.Limit).Append(recipe.Optimizer.Settings.ClipNorm).Min(),
        };
    }

    private static (double Largest, double Sum) Rates(Schedule schedule, long total)
    {
        if (schedule is ConstantSchedule)
        {
            double rate = schedule.RateAt(0);
            return (rate, rate * total);
        }

        double largest = 0, sum = 0;
        long points = Math.Min(total, Points);
        for (long i = 0; i < points; i++)
        {
            double rate = schedule.RateAt(((2 * i) + 1) * total / (2 * points));
            largest = Math.Max(largest, rate);
            sum += rate * total / points;
        }

        return (largest, sum);
    }
}
