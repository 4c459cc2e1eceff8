namespace Weir.Cli.Tests.Manual;

/// <summary>
/// A page of the manual as its reader goes through it, in a folder of its own: blocks that name a file are saved, lines behind <c>$</c> of
/// a <c>console</c> block are typed, C# is compiled and run; what the page shows as their output must be what comes. C# up to the next
/// <c>console</c> block is one program; a <c>text</c> block behind it is what it writes.
/// </summary>
/// <param name="page">Its path from the root.</param>
internal sealed class PageRun(string page)
{
    private readonly List<PageBlock> _program = [];

    /// <summary>Goes through the page in the current folder.</summary>
    /// <param name="blocks">Its blocks.</param>
    public void Go(IReadOnlyList<PageBlock> blocks)
    {
        for (int i = 0; i < blocks.Count; i++)
        {
            PageBlock block = blocks[i];
            if (block.File.Length > 0)
                Save(block);
            else if (block.Language == "console")
                Type(block);
            else if (block.Language == "csharp")
                _program.Add(block);
            if (_program.Count > 0 && EndsProgram(blocks.ElementAtOrDefault(i + 1)))
                Execute(blocks.ElementAtOrDefault(i + 1));
        }
    }

    private static void Save(PageBlock block)
    {
        if (Path.GetDirectoryName(block.File) is { Length: > 0 } folder)
            Directory.CreateDirectory(folder);
        File.WriteAllText(block.File, block.Text);
    }

    private static bool EndsProgram(PageBlock? next) => next is null or { Language: "console" or "text" };

    private void Execute(PageBlock? next)
    {
        string place = $"{page}, line {_program[0].Line}";
        string said = PageProgram.Run(place, _program.Select(block => block.Text));
        _program.Clear();
        if (next is { Language: "text" })
            Printed.Missing(next.Text.Split('\n'), said).ShouldBeNull($"{place} wrote\n{said}");
    }

    private void Type(PageBlock block)
    {
        string[] lines = block.Text.TrimEnd().Split('\n');
        for (int i = 0; i < lines.Length;)
        {
            string place = $"{page}, line {block.Line + i + 1}: {lines[i]}";
            lines[i].ShouldStartWith("$ weir", customMessage: place);
            string[] words = Words(lines[i]["$ weir".Length..]);
            int end = i + 1;
            while (end < lines.Length && !lines[end].StartsWith("$ ", StringComparison.Ordinal))
                end++;
            using TestTerminal terminal = new();
            int code = terminal.Run(words);
            // check and diagnose tell by their code what they have found, or that too little is known.
            bool isJudgement = words[0] is "check" or "diagnose" && code is ExitCodes.ErrorFound or ExitCodes.CouldNotJudge;
            (code is ExitCodes.Success || isJudgement).ShouldBeTrue($"{place}\n{code} {terminal.Errors}");
            Printed.Missing(lines[(i + 1)..end], terminal.Output).ShouldBeNull($"{place}\nprinted\n{terminal.Output}");
            i = end;
        }
    }

    /// <summary>The words of a command, of which those in quotation marks may hold blanks.</summary>
    private static string[] Words(string line) => [.. line.Split('"').SelectMany((part, i) =>
        i % 2 == 1 ? [part] : part.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
}
