using Weir.Training;
using Weir.Training.Forms;
using YamlDotNet.RepresentationModel;

namespace Weir.Studies;

/// <summary>
/// A recipe as YAML's nodes, which changes rewrite before it is read. Each node knows the file and line that it was written at, whatever
/// file that is.
/// </summary>
internal sealed class RecipeDocument
{
    private readonly Dictionary<YamlNode, RecipePlace> _places = new(ReferenceEqualityComparer.Instance);

    // Layers that were one with a number of repeats.
    private readonly HashSet<YamlNode> _writtenOut = new(ReferenceEqualityComparer.Instance);

    private RecipeDocument(string file) => File = file;

    /// <summary>The file of the recipe that was begun with.</summary>
    public string File { get; }

    /// <summary>The keys of the recipe.</summary>
    public YamlMappingNode Root { get; private set; } = new();

    /// <summary>Whether its data names other data that is taken where it is not there.</summary>
    public bool HasElse => Root.Children.TryGetValue(new YamlScalarNode("data"), out YamlNode? data) && data is YamlMappingNode keys
        && keys.Children.ContainsKey(new YamlScalarNode("else"));

    /// <summary>Takes a recipe from nodes of a file.</summary>
    public static RecipeDocument Of(YamlNode node, string file)
    {
        RecipeDocument document = new(file);
        if (document.Adopt(node, file) is not YamlMappingNode root)
            throw new RecipeException(new RecipePlace(file, (int)node.Start.Line, (int)node.Start.Column), "expected the keys of a recipe");
        document.Root = root;
        return document;
    }

    /// <summary>Reads a recipe's file.</summary>
    /// <exception cref="RecipeException">It cannot be read or is no YAML.</exception>
    public static RecipeDocument Read(string path) =>
        Parse(YamlText.OfFile(path, "recipe"), path);

    /// <summary>Reads a recipe's text.</summary>
    public static RecipeDocument Parse(string text, string name)
    {
        YamlStream stream = YamlText.Read(text, name);
        return stream.Documents.Count == 1 ? Of(stream.Documents[0].RootNode, name)
            : throw new RecipeException(new RecipePlace(name, 1, 1), "expected one recipe");
    }

    /// <summary>A recipe that was made in code.</summary>
    public static RecipeDocument Of(Recipe recipe) => Parse(RecipeWriter.Write(recipe), recipe.Place.File ?? "recipe");

    /// <summary>The same, to be changed apart from this one.</summary>
    public RecipeDocument Copy()
    {
        RecipeDocument copy = new(File);
        copy.Root = (YamlMappingNode)copy.Adopt(Root, File, PlaceOf);
        return copy;
    }

    /// <summary>Copies nodes of a file into this document.</summary>
    public YamlNode Adopt(YamlNode node, string file) => Adopt(node, file, _ => null);

    /// <summary>Copies nodes that stand in this document already.</summary>
    public YamlNode Twin(YamlNode node) => Adopt(node, File, PlaceOf);

    /// <summary>Where a node was written; null for one that was made on the way.</summary>
    public RecipePlace? PlaceOf(YamlNode node) => _places.TryGetValue(node, out RecipePlace place) ? place : null;

    /// <summary>Whether something of it was written at a place.</summary>
    public bool Holds(RecipePlace place) => _places.Values.Any(each => each.File == place.File && each.Line == place.Line
        && each.Column == place.Column);

    /// <summary>Notes where a node was written that was made on the way.</summary>
    public void Note(YamlNode node, RecipePlace place) => _places[node] = place;

    /// <summary>Reads what stands here as a recipe.</summary>
    /// <param name="name">The name of a recipe that gives none.</param>
    /// <exception cref="RecipeException">It has faults; each names its file and line.</exception>
    public Recipe ToRecipe(string name)
    {
        List<RecipeError> errors = [];
        Reading at = new(Root, "", File, errors) { Origin = PlaceOf };
        if (!RegistryForms.Read(at, name, RecipeRegistry.BuiltIn, out Recipe recipe))
            throw new RecipeException(errors);
        return recipe with { Place = at.PlaceWithKeys() };
    }

    /// <summary>Puts another recipe in the place of this one.</summary>
    public void Replace(RecipeDocument other)
    {
        foreach ((YamlNode node, RecipePlace place) in other._places)
            _places[node] = place;
        Root = other.Root;
    }

    /// <summary>The key of a layer that says how often it is repeated.</summary>
    public const string RepeatKey = "repeat";

    /// <summary>Whether a layer was one with a number of repeats, and is written out since.</summary>
    public bool IsWrittenOut(YamlNode layer) => _writtenOut.Contains(layer);

    /// <summary>Writes repeated layers out one by one, so that each can be changed by itself.</summary>
    public void Unroll(YamlSequenceNode list)
    {
        YamlScalarNode key = new(RepeatKey);
        for (int i = list.Children.Count - 1; i >= 0; i--)
        {
            if (list.Children[i] is not YamlMappingNode layer || !layer.Children.TryGetValue(key, out YamlNode? count))
                continue;
            // A number that is none stays, for the reader to refuse.
            if (!int.TryParse((count as YamlScalarNode)?.Value, out int times) || times is < 1 or > 10_000)
                continue;
            layer.Children.Remove(key);
            _writtenOut.Add(layer);
            for (int more = 1; more < times; more++)
            {
                YamlNode twin = Twin(layer);
                _writtenOut.Add(twin);
                list.Children.Insert(i, twin);
            }
        }
    }

    private YamlNode Adopt(YamlNode node, string file, Func<YamlNode, RecipePlace?> placeOf)
    {
        YamlNode copy = node switch
        {
            YamlScalarNode scalar => new YamlScalarNode(scalar.Value) { Style = scalar.Style, Tag = scalar.Tag },
            YamlSequenceNode sequence => new YamlSequenceNode(sequence.Children.Select(child => Adopt(child, file, placeOf)))
            {
                Style =
                sequence.Style
            },
            YamlMappingNode mapping => Mapping(mapping),
            _ => node,
        };
        _places[copy] = placeOf(node) ?? RecipeSettings.PlaceOf(node, file, []);
        return copy;

        YamlMappingNode Mapping(YamlMappingNode from)
        {
            YamlMappingNode to = new() { Style = from.Style };
            foreach ((YamlNode key, YamlNode value) in from.Children)
                to.Add(Adopt(key, file, placeOf), Adopt(value, file, placeOf));
            return to;
        }
    }
}
