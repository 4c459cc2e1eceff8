using System.Text;
using Weir.Tensors;
using Weir.Training.Forms;

namespace Weir.Training;

/// <summary>
/// The options of all parts that recipes can name, as tables in Markdown: made from what the parts declare, as <c>docs/options.md</c> is.
/// </summary>
internal static class OptionTables
{
    /// <summary>Writes the tables.</summary>
    /// <param name="registry">What recipes can name. Default: the parts of the library.</param>
    public static string Write(RecipeRegistry? registry = null)
    {
        registry ??= RecipeRegistry.BuiltIn;
        Families families = new(registry);
        StringBuilder text = new("# Options of the parts of a recipe\n\n");
        text.Append("Every option with its range and default, as the code declares it (`[Option]`); the reader of recipes, its messages "
            + "and `recipes/recipe.schema.json` are made from\n");
        text.Append("the same declarations. A test compares this page with them; `WEIR_WRITE_PAGES=1 ./test OptionTables` writes it "
            + "anew.\n");
        Family(text, "Optimizers", registry.Optimizers, options => options.Name, families);
        Family(text, "Links of the gradient", registry.Links, link => link.Name, families);
        Family(text, "Schedules", registry.Schedules, schedule => schedule.Name, families);
        Family(text, "Augmentations", registry.Augmentations, change => change.Name, families);
        text.Append("\n## Data\n\nWhich of them a source uses is its own word; `directory` and `seed` may be given to all.\n\n");
        Table(text, new Data.DataRequest(), families);
        return text.ToString();
    }

    private static void Family<T>(StringBuilder text, string title, IEnumerable<T> members, Func<T, string> name, Families families)
        where T : class, IDeclaresOptions
    {
        text.Append($"\n## {title}\n");
        foreach (T member in members)
        {
            text.Append($"\n### {name(member)}\n\n");
            if (DeclaredOption.Of(member).Count == 0)
                text.Append("No options.\n");
            else
                Table(text, member, families);
        }
    }

    private static void Table(StringBuilder text, IDeclaresOptions defaults, Families families)
    {
        text.Append("| option | meaning | range | default |\n|---|---|---|---|\n");
        foreach (DeclaredOption option in DeclaredOption.Of(defaults))
        {
            Form<object?> form = OptionForms.Of(option, families);
            bool isBound = double.IsFinite(option.RecipeRange.Least) || double.IsFinite(option.RecipeRange.Most);
            string usual = option.IsRequired(defaults) ? "must be given" : option.DefaultText
                ?? OptionForms.DefaultOf(option, form, defaults) ?? "none";
            text.Append($"| `{option.Key}` | {option.Text.TrimEnd('.').Replace("|", "\\|", StringComparison.Ordinal)} | "
                + $"{(isBound ? option.RecipeRange : "")} | {usual} |\n");
        }
    }
}
