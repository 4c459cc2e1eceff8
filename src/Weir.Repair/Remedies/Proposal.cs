using Weir.Training;

namespace Weir.Repair;

/// <summary>One change that a remedy would make to a recipe.</summary>
/// <param name="Remedy">The remedy.</param>
/// <param name="Id">Its name, which stands in the names of runs, as in <c>activation-relu</c>.</param>
/// <param name="Summary">What is changed, in a line, as in <c>sigmoid → relu between the layers</c>.</param>
/// <param name="Why">Why it should help, in a sentence.</param>
/// <param name="Change">A pure function from recipe to recipe; it does nothing where there is nothing to change.</param>
public sealed record Proposal(Remedy Remedy, string Id, string Summary, string Why, Func<Recipe, Recipe> Change)
{
    /// <summary>How well it fits this recipe among the remedy's proposals: above 0, at most 1. Default 1.</summary>
    public double Fit { get; init; } = 1;

    /// <summary>The measurement that speaks against it; null where none does. It is not tried first then.</summary>
    public string? Refuted { get; init; }
}
