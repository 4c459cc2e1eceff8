using Weir.Training;

namespace Weir.Repair;

/// <summary>
/// A kind of change that can mend a recipe. It proposes pure functions from recipe to recipe, and says what each should move, when it
/// applies, and which measurement speaks against it. A new one is a file in this folder and a line in <see cref="RemedyList"/>.
/// </summary>
public abstract class Remedy
{
    private protected Remedy()
    {
    }

    /// <summary>Its short name, as in <c>activation</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What it does, in a few words.</summary>
    public abstract string Title { get; }

    /// <summary>What it should move: a measure of <c>Weir.Studies</c>, as in <c>attenuation-start</c>.</summary>
    public abstract string Quantity { get; }

    /// <summary>Which way.</summary>
    public abstract EffectDirection Direction { get; }

    /// <summary>Where it comes from.</summary>
    public abstract string Source { get; }

    /// <summary>
    /// The diagnostics that it treats, by name, each with how likely it is what helps: above 0, at most 1.
    /// </summary>
    public abstract IReadOnlyDictionary<string, double> Treats { get; }

    /// <summary>How likely it is to help whatever is found, beside other changes: 0 or more. Default 0.</summary>
    public virtual double Prior => 0;

    /// <summary>Whether it changes what the recipe is asked to do by more than its set-up, and is tried where others do not do.</summary>
    public virtual bool IsLastResort => false;

    /// <summary>Whether it rewrites layers, so that it does nothing in parts of a network that are taken as they are.</summary>
    public virtual bool RewritesLayers => false;

    /// <summary>What it would do to a recipe; nothing where it does not apply.</summary>
    /// <param name="about">What is known of it.</param>
    public abstract IEnumerable<Proposal> Propose(RepairCase about);

    /// <summary>A proposal of this remedy.</summary>
    private protected Proposal Offer(string variant, string summary, string why, Func<Recipe, Recipe> change, double fit = 1,
        string? refuted = null) =>
        new(this, variant.Length == 0 ? Name : $"{Name}-{variant}", summary, why, change) { Fit = fit, Refuted = refuted };
}

/// <summary>Which way a remedy should move its quantity.</summary>
public enum EffectDirection
{
    /// <summary>Nearer to 0.</summary>
    TowardsZero,

    /// <summary>Up.</summary>
    Up,

    /// <summary>Down.</summary>
    Down,
}
