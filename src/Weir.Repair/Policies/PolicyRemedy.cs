using System.Collections.ObjectModel;

namespace Weir.Repair;

/// <summary>A policy of augmentation as a change beside others: what the branches of a search are made of.</summary>
internal sealed class PolicyRemedy : Remedy
{
    private PolicyRemedy()
    {
    }

    public static PolicyRemedy Instance { get; } = new();

    public override string Name => "policy";

    public override string Title => "random changes of the samples";

    public override string Quantity => "loss";

    public override EffectDirection Direction => EffectDirection.Down;

    public override string Source => "Cubuk et al., 2019";

    public override IReadOnlyDictionary<string, double> Treats => ReadOnlyDictionary<string, double>.Empty;

    public override IEnumerable<Proposal> Propose(RepairCase about) => [];
}
