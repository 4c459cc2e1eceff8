using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Weir.Training.Forms;

/// <summary>A place in a file that is being read, with the list that faults are noted in.</summary>
/// <param name="Node">What stands there.</param>
/// <param name="Path">The names of the keys that lead to it, as in <c>optimizer.sgd.rate</c>.</param>
/// <param name="File">The file's name.</param>
/// <param name="Errors">The faults so far.</param>
internal readonly record struct Reading(YamlNode Node, string Path, string File, List<RecipeError> Errors)
{
    private const int MostFound = 60;

    /// <summary>What was set besides the file.</summary>
    public IReadOnlyList<string>? Settings { get; init; }

    public RecipePlace Place => PlaceOf(Node);

    /// <summary>What stands there, in words, for messages.</summary>
    public string Found => Node switch
    {
        YamlScalarNode { Value: null or "" } => "nothing",
        YamlScalarNode scalar => $"'{Short(scalar.Value)}'",
        YamlSequenceNode => "a list",
        YamlMappingNode => "a group of keys",
        _ => "something else",
    };

    /// <summary>What is right about a number that was refused for its quotes alone; else nothing.</summary>
    public string QuotesHint => Node is YamlScalarNode { Style: not ScalarStyle.Plain } scalar
        && double.TryParse(scalar.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
        ? " in quotes, which make it text: leave them out" : "";

    /// <summary>
    /// Tells where a node comes from in a document that was put together from several files; null for <see cref="File"/>.
    /// </summary>
    public Func<YamlNode, RecipePlace?>? Origin { get; init; }

    public RecipePlace PlaceOf(YamlNode node) => Origin?.Invoke(node) ?? RecipeSettings.PlaceOf(node, File, Settings ?? []);

    /// <summary>The place, with those of the keys that stand there.</summary>
    public RecipePlace PlaceWithKeys() => PlaceWith(pair => pair.Key);

    /// <summary>The place, with those of the values of the keys that stand there.</summary>
    public RecipePlace PlaceWithValues() => PlaceWith(pair => pair.Value);

    private RecipePlace PlaceWith(Func<KeyValuePair<YamlNode, YamlNode>, YamlNode> part)
    {
        Dictionary<string, RecipePlace> keys = new(StringComparer.Ordinal);
        foreach (KeyValuePair<YamlNode, YamlNode> pair in Node is YamlMappingNode mapping ? mapping.Children.AsEnumerable() : [])
        {
            if (pair.Key is YamlScalarNode { Value: { } name })
                keys[name] = PlaceOf(part(pair));
        }

        return Place with { Keys = keys };
    }

    public Reading Below(YamlNode node, string key) => this with { Node = node, Path = Path.Length == 0 ? key : $"{Path}.{key}" };

    public Reading Entry(YamlNode node, int number) => this with { Node = node, Path = $"{Path}[{number}]" };

    /// <summary>Notes a fault.</summary>
    /// <param name="message">What is wrong, and what is right.</param>
    /// <param name="suggestion">What was probably meant. Default: nobody knows.</param>
    /// <param name="part">The part that is not known, as in <c>layer 'highway'</c>. Default: it is another fault.</param>
    /// <returns>False.</returns>
    public bool Fail(string message, string? suggestion = null, string? part = null)
    {
        // Whoever has short forms has written this one at length before.
        Errors.Add(ShortForm.Of(Node) is null ? new RecipeError(Place, message, suggestion) { Part = part }
            : new RecipeError(Place, $"'{Path}' has no keys below it"));
        return false;
    }

    // A file that is no recipe may be one long text.
    private static string Short(string text)
    {
        string line = text.ReplaceLineEndings(" ");
        return line.Length <= MostFound ? line : line[..MostFound] + "…";
    }
}
