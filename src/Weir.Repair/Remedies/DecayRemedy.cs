using Weir.Nn;
using Weir.Training;

namespace Weir.Repair;

/// <summary>Less weight decay, and no penalty on absolute weights, where they pull harder than the data.</summary>
internal sealed class DecayRemedy : Remedy
{
    /// <summary>Below it decay is rarely what keeps a network from learning.</summary>
    private const double Usual = 1e-3;

    public override string Name => "weight-decay";

    public override string Title => "less weight decay";

    public override string Quantity => "training-loss";

    public override EffectDirection Direction => EffectDirection.Down;

    public override string Source => "Krogh and Hertz, 1992; Loshchilov and Hutter, 2019";

    public override IReadOnlyDictionary<string, double> Treats { get; } = new Dictionary<string, double>
    {
        ["over-regularised"] = 1,
        ["vanishing-gradient"] = 0.4,
        ["plateau"] = 0.5,
        ["units-died"] = 0.3,
        ["dying-relu"] = 0.2,
        ["learning-rate-too-low"] = 0.25,
        ["batch-norm-gap"] = 0.2,
    };

    public override IEnumerable<Proposal> Propose(RepairCase about)
    {
        OptimizerOptions now = about.Recipe.Optimizer.Settings;
        bool absolute = about.Recipe.Gradient.Any(link => link is L1Penalty);
        if (now.WeightDecay == 0 && !absolute)
            yield break;
        string what = string.Join(" and ", new[] { now.WeightDecay > 0 ? $"weight decay {Rates.Text(now.WeightDecay)}" : null,
            absolute ? "the absolute penalty" : null }.OfType<string>());
        string? refuted = now.WeightDecay < Usual && !absolute && !about.Has("over-regularised")
            ? $"weight decay is {Rates.Text(now.WeightDecay)} alone" : null;
        yield return Offer("none", $"without {what}", "the weights are drawn by the data alone", recipe => With(recipe, 0), 1, refuted);
        if (now.WeightDecay > Usual)
        {
            string also = absolute ? ", no absolute penalty" : "";
            yield return Offer("0.0001", $"weight decay {Rates.Text(now.WeightDecay)} → 0.0001{also}",
                "decay is to shrink what the data does not need, not what it needs", recipe => With(recipe, 1e-4), 0.8);
        }
    }

    private static Recipe With(Recipe recipe, double decay) => recipe with
    {
        Optimizer = new OptimizerRecipe(recipe.Optimizer.Settings with
        {
            WeightDecay = decay,
            DecayAll = decay > 0 && recipe.Optimizer.Settings.DecayAll,
        }),
        Gradient = [.. recipe.Gradient.Where(link => link is not L1Penalty)],
    };
}
