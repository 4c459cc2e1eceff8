using System.Text.RegularExpressions;
using Weir.Training;
using YamlDotNet.RepresentationModel;

namespace Weir.Studies;

/// <summary>
/// Which keys of a recipe are meant: names with dots between, as <c>optimizer.sgd.rate</c>; <c>*</c> for the one member of a family;
/// entries of a list in brackets, as <c>model[hidden].activation</c>.
/// </summary>
internal sealed partial class RecipePath
{
    // What runs of a study have by the study, whatever their recipe says.
    private static readonly Dictionary<string, string> s_ofStudy = new(StringComparer.Ordinal)
    {
        ["seed"] = "the seeds are those of the study, under its key 'seeds'",
        ["name"] = "the names of runs are those of their cells",
    };

    private readonly string _text;
    private readonly RecipePlace _place;
    private readonly IReadOnlyList<Part> _parts;

    private RecipePath(string text, RecipePlace place, IReadOnlyList<Part> parts) => (_text, _place, _parts) = (text, place, parts);

    /// <summary>Where it was written.</summary>
    public RecipePlace Place => _place;

    /// <summary>Reads a path.</summary>
    /// <exception cref="RecipeException">It is none.</exception>
    public static RecipePath Parse(string text, RecipePlace place)
    {
        if (s_ofStudy.TryGetValue(text.Split('.')[0], out string? whose))
            throw new RecipeException(place, $"'{text}' would have no effect: {whose}");
        List<Part> parts = [];
        foreach (string word in text.Split('.'))
        {
            Match match = PartPattern().Match(word);
            if (!match.Success)
            {
                throw new RecipeException(place,
                    $"'{text}' is no path of a recipe's keys; a path is names with dots between, as optimizer.*.rate, "
                    + "and entries of a list in brackets, as model[hidden].activation");
            }

            parts.Add(new Part(match.Groups["name"].Value, match.Groups["entries"].Success
                ? EntrySelector.Parse(match.Groups["entries"].Value, place) : null));
        }

        return new RecipePath(text, place, parts);
    }

    /// <summary>The places that it leads to: one or more.</summary>
    /// <exception cref="RecipeException">The recipe has none of them.</exception>
    public IReadOnlyList<RecipeSlot> Find(RecipeDocument document) =>
        Find(document, slot => Group(document, slot) ?? Made(document, slot));

    /// <summary>The places that it leads to in groups that are there; none where one on the way is not.</summary>
    /// <exception cref="RecipeException">The recipe has no such entries, or something that has no keys on the way.</exception>
    public IReadOnlyList<RecipeSlot> FindThere(RecipeDocument document) => Find(document, slot => Group(document, slot));

    private List<RecipeSlot> Find(RecipeDocument document, Func<RecipeSlot, YamlMappingNode?> group)
    {
        List<RecipeSlot> slots = [.. Step(document, document.Root, _parts[0], "")];
        for (int i = 1; i < _parts.Count; i++)
            slots = [.. slots.SelectMany(slot => group(slot) is { } keys ? Step(document, keys, _parts[i], _parts[i - 1].Name) : [])];
        return slots;
    }

    /// <summary>The entries that it leads to.</summary>
    /// <exception cref="RecipeException">It leads to something else.</exception>
    public IReadOnlyList<RecipeSlot.Entry> FindEntries(RecipeDocument document) =>
        _parts[^1].Entries is not null ? [.. Find(document).Cast<RecipeSlot.Entry>()]
            : throw Wrong("names no entries of a list; write for example model[hidden]");

    private IEnumerable<RecipeSlot> Step(RecipeDocument document, YamlMappingNode group, Part part, string above)
    {
        string name = part.Name;
        if (name == "*")
        {
            // The member of a family: {sgd: {...}}.
            if (group.Children.Count == 0)
                throw Wrong($"has a '*' below '{above}', which is not given in {document.File}",
                    Spelling.Nearest(above, document.Root.Children.Keys.Select(key => $"{key}").Where(key => key != above)));
            if (group.Children.Count != 1 || group.Children[0].Key is not YamlScalarNode { Value: { } only })
                throw Wrong("has a '*' where there is not exactly one key");
            name = only;
        }

        RecipeSlot.Key key = new(group, name);
        if (part.Entries is not { } entries)
            return [key];
        if (key.Value is not YamlSequenceNode list)
            throw Wrong($"wants entries of '{name}', which is {(key.Value is null ? "not given" : "no list")} in {document.File}");
        IReadOnlyList<YamlNode> chosen = entries.Choose(document, list);
        if (entries.Missing(list) is { } missing)
            throw Wrong($"finds no entry [{missing}] in '{name}' of {document.File}, which has {list.Children.Count} of them");
        return chosen.Count > 0
            ? chosen.Select(node => new RecipeSlot.Entry(list, node))
            : throw Wrong($"finds no entry [{entries.Text}] in '{name}' of {document.File}, which has "
                + $"{string.Join(", ", list.Children.Select(EntrySelector.NameOf).Distinct())}",
                Spelling.Nearest(entries.Text, list.Children.Select(EntrySelector.NameOf).Concat(EntrySelector.Words)));
    }

    /// <summary>The keys below a place, where a name alone becomes a group; null where nothing stands yet.</summary>
    private YamlMappingNode? Group(RecipeDocument document, RecipeSlot slot)
    {
        switch (slot.Value)
        {
            case YamlMappingNode mapping:
                return mapping;
            case null or YamlScalarNode { Value: "on" or "" or null }:
                return null;
            case YamlScalarNode source when slot is RecipeSlot.Key { Name: "data" }:
                YamlMappingNode data = new() { { "source", document.Twin(source) } };
                Set(document, slot, data);
                return data;
            default:
                throw Wrong($"goes on below '{slot.Value}', which has no keys");
        }
    }

    private YamlMappingNode Made(RecipeDocument document, RecipeSlot slot)
    {
        YamlMappingNode made = [];
        Set(document, slot, made);
        return made;
    }

    /// <summary>Puts something at a place that the path leads to. A key that comes to be by it was written where the path is.</summary>
    public void Set(RecipeDocument document, RecipeSlot slot, YamlNode value)
    {
        slot.Set(value);
        if (slot is RecipeSlot.Key key)
            document.Note(key.KeyNode, _place);
    }

    /// <summary>As it was written.</summary>
    public override string ToString() => _text;

    /// <summary>A fault of this path.</summary>
    internal RecipeException Wrong(string what, string? suggestion = null) =>
        new([new RecipeError(_place, $"the path '{_text}' {what}", suggestion)]);

    [GeneratedRegex(@"^(?<name>\*|[A-Za-z0-9_-]+)(\[(?<entries>[A-Za-z0-9 ,*_-]+|-?\d+\.\.-?\d+)\])?$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PartPattern();

    private sealed record Part(string Name, EntrySelector? Entries);
}
