using System.Text.RegularExpressions;
using Weir.Tensors;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Weir.Training;

/// <summary>
/// Turns a text into YAML's nodes. What is no YAML is told in the words of who writes a recipe, at the line where it is wrong.
/// </summary>
internal static partial class YamlText
{
    /// <summary>
    /// A file's text, as far as the bound: a device or a film that is named by mistake has no end, or one that is far away.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="what">What it is for, as in <c>recipe</c>.</param>
    /// <exception cref="RecipeException">It cannot be read.</exception>
    public static string OfFile(string path, string what)
    {
        try
        {
            using StreamReader reader = new(RegularFile.OpenRead(path));
            char[] text = new char[YamlBounds.MostCharacters + 1];
            return new string(text, 0, reader.ReadBlock(text));
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            throw new RecipeException($"{path}: the {what} cannot be read: {DiskError.Words(error)}", error);
        }
    }

    /// <summary>Reads all documents of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="RecipeException">It is no YAML.</exception>
    public static YamlStream Read(string text, string name)
    {
        if (text.Length > YamlBounds.MostCharacters)
            throw new RecipeException(new RecipePlace(name, 1, 1),
                $"the file has more than {YamlBounds.MostCharacters} characters, the most that are read of a recipe or study");
        YamlStream stream = [];
        Parser? parser = null;
        try
        {
            using StringReader first = new(text), reader = new(text);
            parser = new Parser(first);
            YamlBounds.Check(parser, name);
            parser = new Parser(reader);
            stream.Load(parser);
            return stream;
        }
        catch (YamlException error)
        {
            if (IndentingTab(text) is { } line)
                throw new RecipeException(new RecipePlace(name, line, 1), "a tab indents this line; YAML takes blanks alone");
            throw new RecipeException(new RecipePlace(name, (int)error.Start.Line, (int)error.Start.Column), Said(error.Message));
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException)
        {
            // The scanner ends so where a bracket was never closed and the text goes on.
            Mark at = parser?.Current?.Start ?? Mark.Empty;
            throw new RecipeException(new RecipePlace(name, (int)at.Line, (int)at.Column),
                "this is not YAML: it cannot be read from here on. Is a bracket { or [ not closed?");
        }
    }

    private static string Said(string message) => DuplicateKey().Match(message) is { Success: true } twice
        ? $"the key '{twice.Groups["key"].Value}' stands here for the second time; each may stand once"
        : $"this is not YAML: {message}";

    private static int? IndentingTab(string text)
    {
        string[] lines = text.Split('\n');
        int found = Array.FindIndex(lines, line => line.AsSpan(0, line.Length - line.AsSpan().TrimStart(" \t").Length).Contains('\t')
            && !string.IsNullOrWhiteSpace(line));
        return found < 0 ? null : found + 1;
    }

    [GeneratedRegex("^Duplicate key (?<key>.*)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex DuplicateKey();
}
