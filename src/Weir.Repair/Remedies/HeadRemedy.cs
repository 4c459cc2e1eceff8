using Weir.Nn;
using Weir.Training;

namespace Weir.Repair;

/// <summary>Output function, number of outputs and loss as one change: what fits together, for classes, for 0 and 1, and for
/// values.</summary>
internal sealed class HeadRemedy : Remedy
{
    public override string Name => "head";

    public override string Title => "an output and a loss that fit each other";

    public override string Quantity => "training-loss";

    public override EffectDirection Direction => EffectDirection.Down;

    public override string Source => "Bishop, 1995 (Neural Networks for Pattern Recognition, 6)";

    public override bool RewritesLayers => true;

    public override IReadOnlyDictionary<string, double> Treats { get; } = new Dictionary<string, double>
    {
        ["bad-output-activation"] = 1,
        ["loss-misfit"] = 0.8,
        ["no-gradient"] = 0.5,
        ["initial-loss"] = 0.4,
        ["saturation"] = 0.25,
        ["learning-rate-too-low"] = 0.35,
        ["vanishing-gradient"] = 0.3,
        ["dying-relu"] = 0.4,
        ["units-died"] = 0.4,
        ["plateau"] = 0.4,
    };

    public override IEnumerable<Proposal> Propose(RepairCase about)
    {
        Recipe recipe = about.Recipe;
        if (ModelShape.Head(recipe.Model) < 0)
            yield break;
        Choice? last = ModelShape.OutputFunction(recipe.Model);
        string? function = last?.Name;
        Loss loss = recipe.Loss.Loss();
        bool isOfOdds = loss is { Applies: not null, TakesOneLogit: true };
        string without = function is null ? "" : $"no {function} at the output";
        if (about.Classifies)
        {
            if (function is null && recipe.Loss.Name == "cross-entropy")
                yield break;
            bool keeps = loss.Applies is not null;
            if (keeps && function is not null)
                yield return Head("logits", without, recipe.Loss, 1);
            if (recipe.Loss.Name != "cross-entropy")
            {
                yield return Head("cross-entropy", without.Length == 0 ? "cross-entropy on as many outputs as classes"
                    : $"{without}, and cross-entropy",
                    new Choice("cross-entropy"), keeps ? 0.5 : 1);
            }

            yield break;
        }

        bool binary = about.Facts.Data is { TargetValues: 2, Target: { Least: 0, Greatest: 1 } };
        bool within = about.Facts.Data?.Target is { Least: >= 0, Greatest: <= 1 };
        if (isOfOdds)
        {
            if (function is not null)
                yield return Head("logits", without, recipe.Loss, 1);
        }
        else if (binary || (within && last is not null && IsOfShares(last.FunctionTraits)))
        {
            yield return Head("binary", function is null ? "sigmoid cross-entropy, for targets 0 and 1"
                : $"{without}, and sigmoid cross-entropy",
                new Choice("sigmoid-cross-entropy"), binary ? 0.9 : 0.6);
        }

        if (loss is { IsOfDistances: true, Degree: not 2 })
        {
            yield return Offer("squared", "mean squared error",
                "the squared error says how far off an output is, the absolute one only on which side",
                each => each with { Loss = new Choice("mean-squared-error") }, 0.6);
        }

        // A target within the function's reach may stay with it.
        if (function is not null && !isOfOdds)
            yield return Head("linear", without, recipe.Loss, 0.7);
    }

    // From 0 to 1.
    private static bool IsOfShares(LayerTraits traits) =>
        traits.HasFlag(LayerTraits.Shares) || traits.HasFlag(LayerTraits.Squashing | LayerTraits.Nonnegative);

    private Proposal Head(string variant, string summary, Choice loss, double fit) => Offer(variant, summary,
        "the loss applies its own function to the outputs, and its gradient is their error",
        each => each with { Model = ModelShape.WithLinearHead(each.Model), Loss = loss }, fit);
}
