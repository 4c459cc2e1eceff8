using Weir.Training;
using Weir.Training.Forms;

namespace Weir.Studies;

/// <summary>What holds where a recipe does not give a key.</summary>
internal static class RecipeDefaults
{
    /// <summary>The default of a key in words; null where it is not told in a few, as those of layers and members of families.</summary>
    /// <param name="path">The key's path, as in <c>early-stopping.patience</c>.</param>
    /// <param name="registry">What recipes can name.</param>
    public static string? Of(string path, RecipeRegistry registry)
    {
        IReadOnlyList<RecordField> keys = RegistryForms.Of(registry).Recipe.Keys;
        RecordField? field = null;
        foreach (string part in path.Split('.'))
        {
            field = keys.FirstOrDefault(each => each.Key == part);
            keys = field?.Below ?? [];
        }

        return field?.DefaultWords;
    }
}
