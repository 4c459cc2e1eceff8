using YamlDotNet.Core;
using YamlDotNet.Core.Tokens;

namespace Weir.Repair;

/// <summary>The comments of a recipe's text by their lines, so that what is written anew keeps them.</summary>
internal sealed class RecipeComments
{
    private readonly List<(int Line, string Text)> _comments = [];

    private RecipeComments()
    {
    }

    /// <summary>Reads them.</summary>
    /// <param name="text">The text, which is YAML.</param>
    /// <param name="without">What those begin with that are not kept: changes before this one gave their reasons so.</param>
    public static RecipeComments Of(string text, string without)
    {
        RecipeComments comments = new();
        Scanner scanner = new(new StringReader(text), skipComments: false);
        while (scanner.MoveNext())
        {
            if (scanner.Current is Comment comment && $"# {comment.Value}" is var line
                && !line.StartsWith(without, StringComparison.Ordinal))
                comments._comments.Add(((int)comment.Start.Line - 1, line));
        }

        return comments;
    }

    /// <summary>Those that stand on some lines.</summary>
    /// <param name="first">The first of them, from 0.</param>
    /// <param name="count">How many lines.</param>
    /// <param name="indent">What is to stand in front of each.</param>
    public IEnumerable<string> On(int first, int count, string indent) => _comments
        .Where(comment => comment.Line >= first && comment.Line < first + count).Select(comment => indent + comment.Text);
}
