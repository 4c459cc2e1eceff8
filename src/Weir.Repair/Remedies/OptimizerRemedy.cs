using Weir.Nn;
using Weir.Training;

namespace Weir.Repair;

/// <summary>An optimizer whose steps do not depend on the gradient's size, or plain momentum where those go astray.</summary>
internal sealed class OptimizerRemedy : Remedy
{
    /// <summary>Fewer steps than these need longer ones.</summary>
    private const long FewSteps = 1500;

    /// <summary>Momentum beyond this remembers more than twenty steps.</summary>
    private const double Long = 0.95;

    public override string Name => "optimizer";

    public override string Title => "another optimizer";

    public override string Quantity => "training-loss";

    public override EffectDirection Direction => EffectDirection.Down;

    public override string Source => "Kingma and Ba, 2015; Sutskever et al., 2013";

    public override double Prior => 0.1;

    public override IReadOnlyDictionary<string, double> Treats { get; } = new Dictionary<string, double>
    {
        ["adam-epsilon"] = 1,
        ["long-momentum"] = 1,
        ["learning-rate-too-low"] = 0.75,
        ["learning-rate-too-high"] = 0.6,
        ["plateau"] = 0.45,
        ["vanishing-gradient"] = 0.4,
        ["oscillation"] = 0.45,
        ["zig-zag"] = 0.4,
        ["gradient-growth"] = 0.3,
        ["exploding-gradient"] = 0.3,
        ["unscaled-input"] = 0.35,
        ["loss-misfit"] = 0.3,
        ["units-died"] = 0.3,
        ["update-spike"] = 0.3,
        ["short-schedule"] = 0.3,
        ["missing-nonlinearity"] = 0.2,
    };

    public override IEnumerable<Proposal> Propose(RepairCase about)
    {
        OptimizerOptions now = about.Recipe.Optimizer.Settings;
        bool few = about.Facts.Setup?.TotalSteps < FewSteps;
        bool isAdam = now is AdamOptions and not NAdamOptions and not RAdamOptions;
        const string Why = "its steps have the length of the rate whatever the gradient's size";
        if (!isAdam)
        {
            yield return To("adam-0.001", new AdamOptions { Rate = 0.001 }, Why, few ? 0.7 : 1);
            yield return To("adam-0.01", new AdamOptions { Rate = 0.01 }, Why, few ? 1 : 0.6);
        }
        else if (now is AdamOptions { Epsilon: < 1e-9 or > 1e-6 } or AdamOptions { Beta1: not 0.9 } or AdamOptions { Beta2: not 0.999 })
        {
            double rate = now.Rate is > 1e-4 and < 0.01 ? now.Rate : 0.001;
            yield return To("adam-defaults", now is AdamWOptions ? new AdamWOptions { Rate = rate } : new AdamOptions { Rate = rate },
                "its defaults suit most networks", 0.9);
        }

        if (now is not SgdOptions { Momentum: > 0 and <= Long })
        {
            double rate = now is SgdOptions plain ? Math.Min(plain.Rate, 0.05) : 0.02;
            yield return To("momentum", new SgdOptions { Rate = rate, Momentum = 0.9 }, "what the steps have in common adds up", isAdam
                ? 0.5 : 0.4);
        }

        Proposal To(string variant, OptimizerOptions options, string why, double fit) => Offer(variant,
            $"{Text(now)} → {Text(options)}", why,
            recipe => recipe with
            {
                Optimizer = new OptimizerRecipe(options with
                {
                    ClipNorm = recipe.Optimizer.Settings.ClipNorm,
                    WeightDecay = recipe.Optimizer.Settings.WeightDecay,
                    DecayAll = recipe.Optimizer.Settings.DecayAll,
                }),
            }, fit);
    }

    private static string Text(OptimizerOptions options) => $"{options.Name} (rate {Rates.Text(options.Rate)}"
        + (options is SgdOptions { Momentum: > 0 and var momentum } ? $", momentum {Rates.Text(momentum)})" : ")");
}
