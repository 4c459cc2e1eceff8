namespace Weir.Flow;

/// <summary>The gradient that comes back to one place of a recurrent layer.</summary>
/// <param name="Back">How many places it lies before the last.</param>
/// <param name="DeltaRms">√ of the mean square of ∂loss/∂state there, what comes through all later places included.</param>
public sealed record PositionFlow(int Back, double DeltaRms);
