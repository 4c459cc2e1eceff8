using Weir.Nn;

namespace Weir.Training;

/// <summary>
/// One member of a family by its name, as <c>sigmoid</c>, with the number that it takes or null for its default, as
/// <c>{leaky-relu: 0.1}</c>.
/// </summary>
/// <param name="Name">Its name in the family's list.</param>
/// <param name="Number">Slope, deviation, smoothing…; null for the default.</param>
public sealed record Choice(string Name, double? Number = null)
{
    /// <summary>
    /// What makes it, of the registry that the recipe was read with; null for the member of the library that has the name.
    /// </summary>
    internal Delegate? Maker { get; init; }

    /// <summary>Whether both choose the same.</summary>
    /// <param name="other">Another choice, or null.</param>
    public bool Equals(Choice? other) => other is not null && Name == other.Name && Nullable.Equals(Number, other.Number);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Number);

    /// <summary>Makes the activation of this name.</summary>
    /// <exception cref="RecipeException">There is none.</exception>
    public Activation Activation() => Make(Activations.All, "activation");

    /// <summary>What the function of this name declares of itself; nothing where there is none.</summary>
    internal LayerTraits FunctionTraits =>
        Maker is Func<double?, Activation> own ? own(Number).Traits : Activations.TraitsOf([Name]);

    /// <summary>Makes the initializer of this name.</summary>
    /// <exception cref="RecipeException">There is none.</exception>
    public Initializer Initializer() => Make(Initializers.All, "initializer");

    /// <summary>Makes the loss of this name.</summary>
    /// <exception cref="RecipeException">There is none.</exception>
    public Loss Loss() => Make(Losses.All, "loss");

    /// <inheritdoc/>
    public override string ToString() => Number is { } number ? $"{Name} {number}" : Name;

    private T Make<T>(IReadOnlyDictionary<string, FamilyMember<T>> all, string family)
    {
        if (Maker is Func<double?, T> own)
            return own(Number);
        return all.TryGetValue(Name, out FamilyMember<T>? member)
            ? member.Make(Number)
            : throw new RecipeException([new RecipeError(default, $"there is no {family} '{Name}'; there are {string.Join(", ", all.Keys)}",
                Spelling.Nearest(Name, all.Keys))]);
    }
}
