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
        Option<string?> framework = new("--framework")
        {
            Description = "Put what to do in the words of another framework",
            HelpName = "NAME"
        };
        framework.AcceptOnlyFromAmong([.. FrameworkWords.Frameworks]);
        Option<bool> plain = new("--plain") { Description = "The page as it is written, in Markdown" };
        Command command = new ExampleCommand(
            "explain",
            "Explain a diagnostic: what it means, why, how it is recognized, what to do",
            ("weir explain", "the list of all diagnostics"),
            ("weir explain WEIR101", "the page of one"),
            ("weir explain dying-relu", "the same by its name"),
            ("weir explain WEIR104 --framework pytorch", "what to do there in PyTorch"))
        {
            code, framework, plain,
        };
        command.SetAction(parsed =>
        {
            terminal.Write(parsed.GetValue(code) is { } asked ? Page(asked, terminal, parsed.GetValue(framework), parsed.GetValue(plain))
                : DiagnosticList.Draw(terminal.Width));
            return ExitCodes.Success;
        });
        return command;
    }

    private static IReadOnlyList<Line> Page(string asked, Terminal terminal, string? framework, bool plain)
    {
        IEnumerable<string> known = RuleList.All.SelectMany(rule => new[] { rule.Diagnostic.Name, rule.Diagnostic.Code });
        Rule rule = RuleList.Find(asked) ?? throw new CommandException("there is no diagnostic "
            + $"'{asked}'{(Spelling.Nearest(asked, known) is { } near ? $"; did you mean '{near}'?" : "; 'weir explain' lists them")}");
        string page = DiagnosticPage.Of(rule.Diagnostic) ?? throw new CommandException($"there is no page on {rule.Diagnostic}");
        page = string.Join('\n', page.Split('\n')
            .Select(line => line.StartsWith("- ", StringComparison.Ordinal) ? FrameworkWords.Of(line, framework) : line));
        return plain ? [.. page.TrimEnd().Split('\n').Select(line => Line.Empty.Add(line))]
            : MarkdownView.Draw(page, Math.Min(terminal.Width, 100));
    }
}
