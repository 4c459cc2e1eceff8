using Weir.Training;

namespace Weir.Studies;

/// <summary>One thing that a level does to a recipe.</summary>
public abstract class Change
{
    private protected Change()
    {
    }

    /// <summary>A change that is written in C#.</summary>
    /// <param name="change">From the recipe before to the recipe after it. It must not depend on anything but the recipe.</param>
    public static Change Of(Func<Recipe, Recipe> change) => new CodeChange(change);

    /// <summary>A change of one key, as a level of a file has it.</summary>
    /// <param name="path">The key's path, as in <c>optimizer.*.rate</c> or <c>model[hidden].activation</c> (docs/studies.md).</param>
    /// <param name="yaml">Its value as YAML; null removes the key.</param>
    /// <exception cref="RecipeException">The path cannot be read.</exception>
    public static Change Set(string path, string? yaml) => SetChange.Parse(path, yaml);

    /// <summary>Where it is written; null for one that is written in C#.</summary>
    internal abstract RecipePlace? Place { get; }

    /// <summary>Makes the change.</summary>
    /// <returns>Why it has changed nothing, which is a fault where no cell of the study has what it changes; null where it has.</returns>
    /// <exception cref="RecipeException">The recipe has nothing of what is to be changed.</exception>
    internal abstract RecipeError? Apply(RecipeDocument document);
}
