namespace Weir.Diagnosis;

/// <summary>A number that a rule decides by.</summary>
/// <param name="Name">Its name within the rule, as in <c>decades</c>.</param>
/// <param name="Default">Its value unless a recipe says otherwise.</param>
/// <param name="Meaning">What is compared with it, and where it comes from.</param>
public sealed record Threshold(string Name, double Default, string Meaning);
