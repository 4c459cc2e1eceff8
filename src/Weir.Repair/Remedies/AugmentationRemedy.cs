using Weir.Data;

namespace Weir.Repair;

/// <summary>Random changes of the samples, where a network learns them by heart.</summary>
internal sealed class AugmentationRemedy : Remedy
{
    public override string Name => "augmentation";

    public override string Title => "random changes of the samples";

    public override string Quantity => "loss";

    public override EffectDirection Direction => EffectDirection.Down;

    public override string Source => "Zhang et al., 2018 (mixup); Simard et al., 2003";

    public override IReadOnlyDictionary<string, double> Treats { get; } = new Dictionary<string, double> { ["overfitting"] = 0.5 };

    public override IEnumerable<Proposal> Propose(RepairCase about)
    {
        if (about.Recipe.Data.Augment.Count > 0)
            yield break;
        if (about.InputShape.Count == 3)
            yield return With("shift", new Shift(), "images shifted at random", "what is shown does not depend on where it stands", 1);
        if (about.Classifies && about.CanMix)
            yield return With("mixup", new Mixup(), "mixup", "between two samples lies what is between their classes", 0.8);

        Proposal With(string variant, Augmentation augmentation, string summary, string why, double fit) =>
            Offer(variant, summary, why, recipe => recipe with { Data = recipe.Data with { Augment = [augmentation] } }, fit);
    }
}
