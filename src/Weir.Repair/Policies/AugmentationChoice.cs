using Weir.Data;

namespace Weir.Repair;

/// <summary>An augmentation that a policy may hold, at a few strengths.</summary>
/// <param name="Name">Its short name, which stands in the names of runs, as in <c>flip-vertical</c>.</param>
/// <param name="Strengths">It, from the weakest to the strongest: one or more.</param>
/// <param name="Usual">The place of the strength that it is first tried at.</param>
internal sealed record AugmentationChoice(string Name, IReadOnlyList<Augmentation> Strengths, int Usual)
{
    /// <summary>What it is one of, of which a policy holds at most one, as in <c>mix</c>; null for nothing.</summary>
    public string? Kind { get; init; }

    /// <summary>The strengths beside one, the weaker first.</summary>
    /// <param name="strength">The place of that strength.</param>
    public IEnumerable<int> Beside(int strength) => new[] { strength - 1, strength + 1 }.Where(at => at >= 0 && at < Strengths.Count);
}
