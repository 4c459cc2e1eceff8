namespace Weir.Diagnosis;

/// <summary>Where a threshold comes from.</summary>
public enum Origin
{
    /// <summary>A formula gives it, or the order of magnitude at which a formula's terms change places.</summary>
    Theory,

    /// <summary>It separates healthy runs from failing ones in the zoo and the field set.</summary>
    Measured,

    /// <summary>Others have published it.</summary>
    Published,

    /// <summary>A matter of taste: what people would call much or little.</summary>
    Convention,
}

/// <summary>A number that a rule decides by.</summary>
/// <param name="Name">Its name within the rule, as in <c>decades</c>.</param>
/// <param name="Default">Its value unless a recipe says otherwise.</param>
/// <param name="Meaning">What is compared with it.</param>
/// <param name="Origin">Where it comes from.</param>
public sealed record Threshold(string Name, double Default, string Meaning, Origin Origin = Origin.Measured);
