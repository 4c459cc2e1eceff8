using System.Runtime.CompilerServices;

namespace Weir.Training.Forms;

/// <summary>
/// The forms of all that a registry can name. They do not change, and to make them takes longer than to read a recipe: each registry has
/// them once.
/// </summary>
internal sealed class RegistryForms
{
    private static readonly ConditionalWeakTable<RecipeRegistry, RegistryForms> s_made = [];

    private RegistryForms(RecipeRegistry registry)
    {
        Families families = new(registry);
        // No recipe is called "", so that the name is always written.
        Recipe = RecipeForm.For("", families);
        Data = new DataForm(families);
    }

    /// <summary>A recipe, whose name is given.</summary>
    public RecordForm<Recipe> Recipe { get; }

    /// <summary>What stands under <c>data</c>.</summary>
    public DataForm Data { get; }

    /// <summary>The forms of a registry.</summary>
    public static RegistryForms Of(RecipeRegistry registry) => s_made.GetValue(registry, made => new RegistryForms(made));

    /// <summary>Reads a recipe.</summary>
    /// <param name="at">Where it stands.</param>
    /// <param name="name">The name of one that gives none.</param>
    /// <param name="registry">What it can name.</param>
    /// <param name="recipe">The recipe, as far as it could be read.</param>
    /// <returns>Whether it has no fault.</returns>
    public static bool Read(Reading at, string name, RecipeRegistry registry, out Recipe recipe)
    {
        RecordForm<Recipe> form = Of(registry).Recipe;
        return form.Read(at, form.Initial with { Name = name }, out recipe);
    }
}
