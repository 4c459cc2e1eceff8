using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Weir.Training;

/// <summary>
/// Walks through a text's events before nodes are made of them, and refuses what no recipe needs and what could take a program's stack,
/// memory or time: nesting without end, aliases that hold themselves, aliases of aliases that double with each line.
/// </summary>
internal static class YamlBounds
{
    /// <summary>The most characters of a recipe.</summary>
    public const int MostCharacters = 1 << 20;

    /// <summary>How deep groups and lists may lie in each other.</summary>
    public const int MostDepth = 64;

    /// <summary>The most values, with every alias counted as what it stands for.</summary>
    public const int MostNodes = 20_000;

    /// <summary>The most letters of one key or value: messages repeat them.</summary>
    public const int MostLetters = 1000;

    /// <summary>Walks through a text.</summary>
    /// <exception cref="RecipeException">It is beyond a bound.</exception>
    /// <exception cref="YamlException">It is no YAML.</exception>
    public static void Check(Parser parser, string name)
    {
        Dictionary<AnchorName, long> sizes = [];
        Stack<(AnchorName Anchor, long Before)> open = [];
        HashSet<AnchorName> unfinished = [];
        long nodes = 0;
        while (parser.MoveNext())
        {
            ParsingEvent found = parser.Current!;
            switch (found)
            {
                case AnchorAlias alias:
                    if (unfinished.Contains(alias.Value))
                        throw Wrong(name, found, $"the alias '*{alias.Value}' stands for a group that it lies in itself; write the "
                            + "group out");
                    nodes += sizes.GetValueOrDefault(alias.Value, 1);
                    break;
                case Scalar scalar:
                    nodes++;
                    if (scalar.Value.Length > MostLetters)
                        throw Wrong(name, found, $"a key or value of {scalar.Value.Length} letters stands here; a recipe's have at most "
                            + $"{MostLetters}");
                    if (!scalar.Anchor.IsEmpty)
                        sizes[scalar.Anchor] = 1;
                    break;
                case MappingStart or SequenceStart:
                    AnchorName anchor = ((NodeEvent)found).Anchor;
                    open.Push((anchor, nodes++));
                    if (!anchor.IsEmpty)
                        unfinished.Add(anchor);
                    if (open.Count > MostDepth)
                        throw Wrong(name, found, $"groups and lists lie more than {MostDepth} deep in each other here; no recipe needs "
                            + "that");
                    break;
                case MappingEnd or SequenceEnd:
                    (AnchorName closed, long before) = open.Pop();
                    if (!closed.IsEmpty)
                    {
                        sizes[closed] = nodes - before;
                        unfinished.Remove(closed);
                    }

                    break;
            }

            if (nodes > MostNodes)
                throw Wrong(name, found, $"the file has more than {MostNodes} values up to here, aliases counted as what they stand for; "
                    + "a recipe has far fewer");
        }
    }

    private static RecipeException Wrong(string name, ParsingEvent found, string message) =>
        new(new RecipePlace(name, (int)found.Start.Line, (int)found.Start.Column), message);
}
