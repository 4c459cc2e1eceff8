using Weir.Training;

namespace Weir.Repair;

/// <summary>A lower or a higher learning rate: what a range test suggests, what is usual, and steps of ten from the rate that
/// fails.</summary>
internal sealed class RateRemedy : Remedy
{
    /// <summary>Below this median move of a step no rate is too high.</summary>
    private const double Tiny = 1e-4;

    /// <summary>Above it none is too low.</summary>
    private const double Large = 0.03;

    public override string Name => "rate";

    public override string Title => "another learning rate";

    public override string Quantity => "update-ratio";

    public override EffectDirection Direction => EffectDirection.TowardsZero;

    public override string Source => "Smith, 2017 (range test); Bengio, 2012";

    public override double Prior => 0.08;

    public override IReadOnlyDictionary<string, double> Treats { get; } = new Dictionary<string, double>
    {
        ["learning-rate-too-high"] = 1,
        ["learning-rate-too-low"] = 1,
        ["units-died"] = 0.7,
        ["oscillation"] = 0.7,
        ["update-spike"] = 0.6,
        ["non-finite"] = 0.6,
        ["gradient-growth"] = 0.5,
        ["units-saturated"] = 0.5,
        ["short-schedule"] = 0.4,
        ["plateau"] = 0.35,
        ["exploding-gradient"] = 0.3,
        ["over-clipped"] = 0.2,
        ["zig-zag"] = 0.2,
        ["dying-relu"] = 0.2,
        ["vanishing-gradient"] = 0.15,
        ["over-regularised"] = 0.15,
        ["loss-misfit"] = 0.2,
    };

    public override IEnumerable<Proposal> Propose(RepairCase about)
    {
        double rate = about.Recipe.Optimizer.Settings.Rate, usual = about.Recipe.Optimizer.Settings.UsualRate;
        bool high = about.Has("learning-rate-too-high", "units-died", "oscillation", "update-spike", "non-finite", "gradient-growth");
        bool low = about.Has("learning-rate-too-low", "short-schedule", "plateau") || about.Rates?.Suggested > 3 * rate;
        double? moves = Measured.UpdateRatio(about);
        string? notLower = moves < Tiny && !about.Has("non-finite", "learning-rate-too-high")
            ? $"a step moves the weights by {moves:g2} of their size already" : null;
        string? notHigher = moves > Large ? $"a step moves the weights by {moves:g2} of their size already" : null;
        HashSet<double> told = [rate];
        List<(double Rate, double Fit, string Why)> wanted = [];
        if (about.Rates?.Suggested is { } suggested && suggested > usual / 300 && suggested < usual * 30)
            wanted.Add((suggested, 1, Interval(about.Rates)));
        wanted.Add((usual, 0.95, $"it is usual for {about.Recipe.Optimizer.Name}"));
        foreach ((double factor, double fit) in new[] { (10, 0.8), (100, 0.65), (3, 0.5) })
        {
            if (high || !low)
                wanted.Add((rate / factor, fit, $"it is a {Part(factor)} of the rate that fails"));
            if (low || !high)
                wanted.Add((rate * factor, fit, $"it is {factor} times the rate that fails"));
        }

        foreach ((double each, double fit, string why) in wanted)
        {
            double value = Rates.Round(each);
            bool up = value > rate;
            // What moves the weights too far is not to move them farther.
            if (!told.Add(value) || (up && high && !low) || (!up && low && !high))
                continue;
            string text = Rates.Text(value);
            yield return Offer(text, $"rate {Rates.Text(rate)} → {text}", why, recipe => With(recipe, value), fit, up ? notHigher
                : notLower);
        }
    }

    /// <summary>The recipe with another rate.</summary>
    internal static Recipe With(Recipe recipe, double rate) =>
        recipe with { Optimizer = new OptimizerRecipe(recipe.Optimizer.Settings with { Rate = rate }) };

    /// <summary>Rates on both sides of that of a changed recipe.</summary>
    /// <param name="original">The recipe as it was.</param>
    /// <param name="changed">With its rate.</param>
    internal static IEnumerable<Proposal> Beside(Recipe original, Recipe changed)
    {
        const double Step = 3;
        RateRemedy remedy = RemedyList.All.OfType<RateRemedy>().First();
        double before = original.Optimizer.Settings.Rate, rate = changed.Optimizer.Settings.Rate;
        foreach (double value in new[] { Rates.Round(rate * Step), Rates.Round(rate / Step) })
        {
            yield return remedy.Offer(Rates.Text(value), $"rate {Rates.Text(before)} → {Rates.Text(value)}",
                $"it does better than {Rates.Text(rate)}", recipe => With(recipe, value));
        }
    }

    /// <summary>The rate that a range test of a changed recipe suggests.</summary>
    internal Proposal? Tested(Recipe recipe, RateRangeResult rates)
    {
        double rate = recipe.Optimizer.Settings.Rate;
        if (rates.Suggested is not { } suggested || Rates.Round(suggested) is var value && value == rate)
            return null;
        return Offer(Rates.Text(value), $"rate {Rates.Text(rate)} → {Rates.Text(value)}", Interval(rates), each => With(each, value));
    }

    private static string Interval(RateRangeResult rates) => rates.Diverged is { } most
        ? $"a range test sees the loss fall fastest at {rates.Steepest:g2} and run away at {most:g2}"
        : $"a range test sees the loss fall fastest at {rates.Steepest:g2}";

    private static string Part(double factor) => factor switch { 10 => "tenth", 100 => "hundredth", _ => "third" };
}
