using System.CommandLine;
using Weir.Cli.Rendering;
using Weir.Cli.Views;
using Weir.Diagnosis;
using Weir.Training;

namespace Weir.Cli.Commands;

/// <summary><c>weir explain</c>: the manual's page on a diagnostic.</summary>
internal static class ExplainCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Make(Terminal terminal)
    {
        Argument<string?> code = new("CODE")
        {
            Description = "Code or name of a diagnostic; without it all are listed",
            Arity = ArgumentArity.ZeroOrOne
        };
        Option<bool> plain = new("--plain") { Description = "The page as it is written, in Markdown" };
        Command command = new ExampleCommand(
            "explain",
            "Explain a diagnostic: what it means, why, how it is recognized, what to do",
            ("weir explain", "the list of all diagnostics"),
            ("weir explain WEIR101", "the page of one"),
            ("weir explain dying-relu", "the same by its name"))
        {
            code, plain,
        };
        command.SetAction(parsed =>
        {
            terminal.Write(parsed.GetValue(code) is { } asked ? Page(asked, terminal, parsed.GetValue(plain))
                : DiagnosticList.Draw(terminal.Width));
            return ExitCodes.Success;
        });
        return command;
    }

    private static IReadOnlyList<Line> Page(string asked, Terminal terminal, bool plain)
    {
        IEnumerable<string> known = RuleList.All.SelectMany(rule => new[] { rule.Diagnostic.Name, rule.Diagnostic.Code });
        Rule rule = RuleList.Find(asked) ?? throw new CommandException("there is no diagnostic "
            + $"'{asked}'{(Spelling.Nearest(asked, known) is { } near ? $"; did you mean '{near}'?" : "; 'weir explain' lists them")}");
        string page = DiagnosticPage.Of(rule.Diagnostic) ?? throw new CommandException($"there is no page on {rule.Diagnostic}");
        return plain ? [.. page.TrimEnd().Split('\n').Select(line => Line.Empty.Add(line))]
            : MarkdownView.Draw(page, Math.Min(terminal.Width, 100));
    }
}
