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
    /// <summary>Makes the activation of this name.</summary>
    /// <exception cref="RecipeException">There is none.</exception>
    public Activation Activation() => Find(Activations.All, "activation")((float?)Number);

    /// <summary>Makes the initializer of this name.</summary>
    /// <exception cref="RecipeException">There is none.</exception>
    public Initializer Initializer() => Find(Initializers.All, "initializer")(Number);

    /// <summary>Makes the loss of this name.</summary>
    /// <exception cref="RecipeException">There is none.</exception>
    public Loss Loss() => Find(Losses.All, "loss")((float?)Number);

    /// <inheritdoc/>
    public override string ToString() => Number is { } number ? $"{Name} {number}" : Name;

    private TMaker Find<TMaker>(IReadOnlyDictionary<string, TMaker> all, string family) =>
        all.TryGetValue(Name, out TMaker? maker)
            ? maker
            : throw new RecipeException([new RecipeError(default, $"there is no {family} '{Name}'; there are {string.Join(", ", all.Keys)}", Spelling.Nearest(Name, all.Keys))]);
}
