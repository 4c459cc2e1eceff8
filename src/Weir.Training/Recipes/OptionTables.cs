using System.Text;
using Weir.Tensors;
using Weir.Training.Forms;

namespace Weir.Training;

/// <summary>
/// The keys of recipes, and the options of all parts that they can name, as tables in Markdown: made from what the parts declare, as
/// <c>docs/options.md</c> is.
/// </summary>
internal static class OptionTables
{
    /// <summary>Writes the tables.</summary>
    /// <param name="registry">What recipes can name. Default: the parts of the library.</param>
    public static string Write(RecipeRegistry? registry = null)
    {
        registry ??= RecipeRegistry.BuiltIn;
        Families families = new(registry);
        StringBuilder text = new("# Options of recipes and their parts\n\n");
        text.Append("Every option with its range and default, as the code declares it (`[Option]`); the reader of recipes, its messages "
            + "and `recipes/recipe.schema.json` are made from\n");
        text.Append("the same declarations. A test compares this page with them; `WEIR_WRITE_PAGES=1 ./test OptionTables` writes it "
            + "anew.\n\nWhich of the options of data a source uses is its own word; `directory` and `seed` may be given to all.\n");
        text.Append("\n## Keys of a recipe\n\n");
        IReadOnlyList<RecordField> recipe = RecipeForm.For("recipe", families).Keys;
        Table(text, recipe);
        foreach (RecordField group in recipe.Where(key => key.Below.Count > 0))
        {
            text.Append($"\n### {group.Key}\n\n");
            Table(text, group.Below);
        }

        text.Append("\n## Layers\n");
        foreach (LayerForm layer in new LayerForms(families).All.Where(layer => layer.Keys.Count > 0))
        {
            text.Append($"\n### {layer.Names[0]}\n\n");
            Table(text, layer.Keys);
        }

        Family(text, "Optimizers", registry.Optimizers, options => options.Name, families);
        Family(text, "Links of the gradient", registry.Links, link => link.Name, families);
        Family(text, "Schedules", registry.Schedules, schedule => schedule.Name, families);
        Family(text, "Augmentations", registry.Augmentations, change => change.Name, families);
        return text.ToString();
    }

    private static void Family<T>(StringBuilder text, string title, IEnumerable<T> members, Func<T, string> name, Families families)
        where T : class, IDeclaresOptions
    {
        text.Append($"\n## {title}\n");
        foreach (T member in members)
        {
            text.Append($"\n### {name(member)}\n\n");
            IReadOnlyList<RecordField> keys = new RecordForm<T>(name(member), member).Options(families).Keys;
            if (keys.Count == 0)
                text.Append("No options.\n");
            else
                Table(text, keys);
        }
    }

    private static void Table(StringBuilder text, IReadOnlyList<RecordField> keys)
    {
        text.Append("| option | meaning | range | default |\n|---|---|---|---|\n");
        foreach (RecordField key in keys)
        {
            string usual = key.Required ? "must be given" : key.DefaultWords ?? (key.Below.Count > 0 ? "" : "none");
            string meaning = key.Text.TrimEnd('.').Replace("|", "\\|", StringComparison.Ordinal);
            text.Append($"| `{key.Key}` | {meaning} | {key.Range} | {usual} |\n");
        }
    }
}
