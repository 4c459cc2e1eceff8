using Weir.Training;
using YamlDotNet.RepresentationModel;

namespace Weir.Studies;

/// <summary>Gives the keys at a path a value, or removes them.</summary>
/// <param name="path">Which keys.</param>
/// <param name="value">The value; an empty one removes the key.</param>
/// <param name="file">The file that it was written in.</param>
internal sealed class SetChange(RecipePath path, YamlNode value, string file) : Change
{
    public static SetChange Parse(string path, string? yaml)
    {
        YamlNode value = yaml is null ? new YamlScalarNode("") : YamlText.Read(yaml, path).Documents[0].RootNode;
        return new SetChange(RecipePath.Parse(path, new RecipePlace("change", 1, 1)), value, "change");
    }

    /// <summary>A change to a number that a search tries, written where the search is.</summary>
    public static SetChange Of(Search search, string number) => new(RecipePath.Parse(search.Path, search.Place),
        new YamlScalarNode(number) { Style = YamlDotNet.Core.ScalarStyle.Plain }, search.Place.File ?? "search")
    {
        IsTried = true
    };

    // A number that is tried stands nowhere: its faults are the search's.
    private bool IsTried { get; init; }

    internal override RecipePlace? Place => path.Place;

    internal override RecipeError? Apply(RecipeDocument document) => Apply(document, isAgain: false);

    /// <summary>Applies it once more, behind changes that may have written something else since.</summary>
    internal void ApplyAgain(RecipeDocument document) => Apply(document, isAgain: true);

    private RecipeError? Apply(RecipeDocument document, bool isAgain)
    {
        bool removes = value is YamlScalarNode
        {
            Value: null or "" or "~" or "null",
            Style: YamlDotNet.Core.ScalarStyle.Plain or YamlDotNet.Core.ScalarStyle.Any
        };
        if (removes)
            return Remove(document);
        foreach (RecipeSlot slot in path.Find(document))
        {
            if (slot is RecipeSlot.Key { Name: RecipeDocument.RepeatKey } repeat && document.IsWrittenOut(repeat.Group))
            {
                // There are as many of it as were asked for before.
                if (isAgain)
                    continue;
                throw path.Wrong("repeats layers that a change before has written out one by one, each of them. Give the number of layers "
                    + "in the recipe itself, or in a factor before those that change or insert single layers");
            }

            path.Set(document, slot, Adopted(document));
        }

        return null;
    }

    private RecipeError? Remove(RecipeDocument document)
    {
        IReadOnlyList<RecipeSlot> slots = path.FindThere(document);
        RecipeSlot[] there = [.. slots.Where(slot => slot.Value is not null)];
        foreach (RecipeSlot slot in there)
            slot.Remove();
        string? meant = slots.OfType<RecipeSlot.Key>()
            .Select(slot => Spelling.Nearest(slot.Name, slot.Group.Children.Keys.Select(key => $"{key}")))
            .FirstOrDefault(near => near is not null);
        return there.Length > 0 ? null
            : new RecipeError(path.Place, $"'{path}' does nothing: an empty value removes a key, and no recipe of the study has this one",
                meant);
    }

    private YamlNode Adopted(RecipeDocument document)
    {
        YamlNode adopted = document.Adopt(value, file);
        if (IsTried)
            document.Note(adopted, path.Place);
        return adopted;
    }
}
