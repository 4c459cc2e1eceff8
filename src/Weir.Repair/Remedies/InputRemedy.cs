using Weir.Data;
using Weir.Diagnosis;
using Weir.Training;

namespace Weir.Repair;

/// <summary>Inputs brought to mean 0 and deviation 1 by numbers of the training part.</summary>
internal sealed class InputRemedy : Remedy
{
    public override string Name => "standardize-inputs";

    public override string Title => "inputs of mean 0 and deviation 1";

    public override string Quantity => "training-loss";

    public override EffectDirection Direction => EffectDirection.Down;

    public override string Source => "LeCun et al., 1998 (Efficient BackProp)";

    public override double Prior => 0.04;

    public override IReadOnlyDictionary<string, double> Treats { get; } = new Dictionary<string, double>
    {
        ["unscaled-input"] = 1,
        ["zig-zag"] = 0.4,
        ["exploding-gradient"] = 0.35,
        ["saturation"] = 0.35,
        ["units-saturated"] = 0.4,
        ["dying-relu"] = 0.35,
        ["units-died"] = 0.35,
        ["learning-rate-too-high"] = 0.35,
        ["learning-rate-too-low"] = 0.25,
        ["oscillation"] = 0.3,
        ["gradient-growth"] = 0.3,
        ["plateau"] = 0.25,
        ["initial-loss"] = 0.2,
    };

    public override IEnumerable<Proposal> Propose(RepairCase about)
    {
        Recipe recipe = about.Recipe;
        if (recipe.Data.Standardize != Standardization.None || about.Facts.Data is not { Features: > 0 } data)
            yield break;
        string? refuted = IsScaled(data) ? $"inputs have mean {data.InputMean:g2} and deviation {data.InputDeviation:g2} as they are"
            : null;
        const string Why = "a step that fits one feature fits all where they vary alike around 0";
        bool images = about.InputShape.Count == 3;
        bool manyAlike = data.Features >= 64 && data.LargestDeviation < 10 * data.TypicalDeviation;
        if (images && about.InputShape[2] > 1)
            yield return Standardized("per-channel", Standardization.PerChannel, 1);
        if (images || manyAlike)
            yield return Standardized("global", Standardization.Global, images && about.InputShape[2] > 1 ? 0.6 : 1);
        if (!images)
            yield return Standardized("per-feature", Standardization.PerFeature, manyAlike ? 0.6 : 1);

        Proposal Standardized(string word, Standardization kind, double fit) => Offer(word, $"inputs standardized {word}", Why,
            each => each with { Data = each.Data with { Standardize = kind } }, fit, refuted);
    }

    private static bool IsScaled(DataFacts data) => data is { InputRms: > 0.3 and < 3, LargestOffset: < 3 }
        && data.LargestDeviation < 5 && data.TypicalDeviation > 0.2;
}
