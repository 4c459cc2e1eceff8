using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace Weir.Training;

/// <summary>
/// Values that take the place of a recipe's before it is read, each as <c>key=value</c>: <c>optimizer.sgd.rate=0.1</c>,
/// <c>model[1].activation=tanh</c>.
/// </summary>
internal static class RecipeSettings
{
    // The nodes of a setting stand below this line of a text of their own, further down than any recipe goes: by it faults find it again.
    private const int FirstLine = 100_000, Lines = 100;

    /// <summary>Puts the values into a recipe's nodes.</summary>
    /// <param name="root">The recipe.</param>
    /// <param name="settings">The settings, as they were given.</param>
    /// <exception cref="RecipeException">A setting cannot be understood.</exception>
    public static void Apply(YamlNode root, IReadOnlyList<string> settings)
    {
        for (int i = 0; i < settings.Count; i++)
            Apply(root, settings[i], FirstLine + (Lines * i));
    }

    /// <summary>Where a node stands: in the file, or in a setting.</summary>
    public static RecipePlace PlaceOf(YamlNode node, string file, IReadOnlyList<string> settings)
    {
        // A pair that stands in a list without braces, as [linear: 10], has no mark of its own: it is where its key is.
        if (node is YamlMappingNode { Start.Index: 0, Children: [(var key, _), ..] })
            node = key;
        int number = (int)(node.Start.Line - FirstLine) / Lines;
        return node.Start.Line >= FirstLine && number < settings.Count
            ? new RecipePlace($"--set {settings[number]}", 0, 0)
            : new RecipePlace(file, (int)node.Start.Line, (int)node.Start.Column);
    }

    private static void Apply(YamlNode root, string setting, int line)
    {
        int equals = setting.IndexOf('=', StringComparison.Ordinal);
        // An entry of a list keeps its brackets: model[1].activation is model, [1] and activation.
        string[] keys = equals < 1 ? [] : setting[..equals].Replace("[", ".[", StringComparison.Ordinal).Split('.');
        if (keys.Length == 0 || keys.Any(key => NameOf(key).Trim().Length == 0 || key.StartsWith('[') != key.EndsWith(']')))
            throw Wrong(setting, "a setting is a key, '=' and a value, as optimizer.sgd.rate=0.1");
        YamlNode at = root, above = root;
        int depth = 0;
        while (depth < keys.Length - 1 && Child(at, keys, depth, setting) is { } child)
            (above, at, depth) = (at, child, depth + 1);
        YamlScalarNode? given = depth > 0 ? at as YamlScalarNode : null;
        if (given is not null)
            (at, depth) = (above, depth - 1);
        YamlNode value = Parse([.. keys[depth..].Select(NameOf)], setting[(equals + 1)..], line, out YamlNode key, setting);
        if (given is { Value: { Length: > 0 } })
            ShortForm.Keep((YamlMappingNode)value, given);
        switch (at)
        {
            case YamlMappingNode map:
                map.Children.Remove(key);
                map.Children.Add(key, value);
                break;
            case YamlSequenceNode list:
                list.Children[Index(list, keys, depth, setting)] = value;
                break;
            default:
                throw Wrong(setting, "the recipe has no keys: write model and optimizer into it first");
        }
    }

    private static string NameOf(string key) => key.TrimStart('[').TrimEnd(']');

    private static YamlNode? Child(YamlNode node, string[] keys, int depth, string setting) => node switch
    {
        YamlMappingNode map => map.Children.TryGetValue(new YamlScalarNode(NameOf(keys[depth])), out YamlNode? child) ? child : null,
        YamlSequenceNode list => list.Children[Index(list, keys, depth, setting)],
        _ => null,
    };

    /// <summary>The place of an entry, which stands in brackets and is counted from 1, as messages count it.</summary>
    private static int Index(YamlSequenceNode list, string[] keys, int depth, string setting)
    {
        string key = keys[depth], name = string.Join('.', keys[..depth]).Replace(".[", "[", StringComparison.Ordinal);
        int count = list.Children.Count;
        bool isNumber = int.TryParse(NameOf(key), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number);
        if (isNumber && !key.StartsWith('['))
            // A dot and a number from 0 is what versions before took: taken for a number from 1 it would be another entry, and nobody told.
            throw Wrong(setting, $"entries of a list stand in brackets and are counted from 1, as in messages; what was {name}.{number} in "
                + $"versions before is {name}[{number + 1}]");
        if (isNumber && number != 0 && Math.Abs((long)number) <= count)
            return number > 0 ? number - 1 : count + number;
        if (count == 0)
            throw Wrong(setting, $"'{name}' is a list without entries");
        throw Wrong(setting, $"'{name}' is a list, and {(isNumber ? key : $"'{key}'")} is no entry of it: they are {name}[1] to "
            + $"{name}[{count}]");
    }

    /// <summary>The value below its keys, each of which is in a line of its own.</summary>
    private static YamlNode Parse(string[] keys, string value, int line, out YamlNode key, string setting)
    {
        string nested = string.Join('\n', keys.Select((each, i) => $"{new string(' ', i)}{each}:"));
        try
        {
            YamlStream stream = YamlText.Read($"{new string('\n', line)}{nested} {value}", "");
            if (stream.Documents is [{ RootNode: YamlMappingNode { Children.Count: 1 } map }])
            {
                (key, YamlNode node) = map.Children.First();
                return node;
            }
        }
        catch (RecipeException error)
        {
            throw Wrong(setting, error.Errors[0].Message);
        }

        throw Wrong(setting, "the value cannot be read");
    }

    private static RecipeException Wrong(string setting, string message) => new(new RecipePlace($"--set {setting}", 0, 0), message);
}
