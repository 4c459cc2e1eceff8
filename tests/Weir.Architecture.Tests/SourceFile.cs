using System.Text.RegularExpressions;

namespace Weir.Architecture.Tests;

/// <summary>A source file, by its path from the root.</summary>
/// <param name="Path">With forward slashes, as in <c>src/Weir.Nn/Layers/Linear.cs</c>.</param>
/// <param name="Text">All of it.</param>
internal sealed partial record SourceFile(string Path, string Text)
{
    public int Lines => Text.Count(character => character == '\n');

    /// <summary>The code alone: comments and the content of strings are blank.</summary>
    public string Code => Comments().Replace(Text, match => match.Value[0] == '/' ? "" : "\"\"");

    /// <summary>The types that it declares, delegates included.</summary>
    public IReadOnlyList<string> Types => [.. Declarations().Matches(Code).Select(match => match.Groups["name"].Value)];

    // Raw strings, verbatim ones, plain ones, characters, and both kinds of comment.
    [GeneratedRegex("""\"\"\"[\s\S]*?\"\"\"|@\$?"(?:[^"]|"")*"|"(?:\\.|[^"\\\n])*"|//[^\n]*|/\*[\s\S]*?\*/""")]
    private static partial Regex Comments();

    [GeneratedRegex(@"^\s*(?:(?:public|internal|private|protected|file|static|sealed|abstract|partial|readonly|ref|unsafe)\s+)*"
        + @"(?:class|struct|interface|enum|record(?:\s+(?:class|struct))?|delegate\s+[\w<>?\[\], ]+?)\s+(?<name>\w+)",
        RegexOptions.Multiline)]
    private static partial Regex Declarations();
}
