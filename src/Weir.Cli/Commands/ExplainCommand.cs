using System.CommandLine;
using Weir.Cli.Manual;
using Weir.Cli.Rendering;
using Weir.Cli.Views;
using Weir.Diagnosis;
using Weir.Training;

namespace Weir.Cli.Commands;

/// <summary><c>weir explain</c>: the manual's page on a diagnostic or a technique.</summary>
internal static class ExplainCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Make(Terminal terminal)
    {
        Argument<string?> name = new("NAME")
        {
            Description = "Code or name of a diagnostic, or name of a technique; without it all are listed",
            Arity = ArgumentArity.ZeroOrOne
        };
        Option<string?> framework = new("--framework")
        {
            Description = "Put what to do in the words of another framework",
            HelpName = "NAME"
        };
        framework.TakesOneOf([.. FrameworkWords.Frameworks]);
        Option<bool> plain = new("--plain") { Description = "The page as it is written, in Markdown" };
        Command command = new ExampleCommand(
            "explain",
            "Explain a diagnostic or a technique: what it means or does, why, how it is recognized, what to do, what it costs",
            ("weir explain", "the list of all diagnostics and techniques"),
            ("weir explain WEIR101", "the page of a diagnostic"),
            ("weir explain dying-relu", "the same by its name"),
            ("weir explain batch-norm", "a technique"),
            ("weir explain activations", "a family of techniques beside each other"),
            ("weir explain WEIR104 --framework pytorch", "what to do there in PyTorch"))
        {
            name, framework, plain,
        };
        command.SetAction(parsed =>
        {
            terminal.Write(parsed.GetValue(name) is { } asked
                ? Pages(asked, terminal, parsed.GetValue(framework), parsed.GetValue(plain))
                : [.. DiagnosticList.Draw(terminal.Width), Line.Empty, .. TechniqueList.Draw(terminal.Width), Line.Empty,
                    Line.Empty.AddWhole("weir explain NAME", Palette.Strong).Add(" explains one", Palette.Quiet)]);
            return ExitCodes.Success;
        });
        return command;
    }

    /// <summary>All that has the name: a word may stand for a diagnostic and a technique, or for techniques of two families.</summary>
    private static IReadOnlyList<Line> Pages(string asked, Terminal terminal, string? framework, bool plain)
    {
        List<string> pages = [];
        if (RuleList.Find(asked) is { } rule)
            pages.Add(Diagnostic(rule, framework));
        pages.AddRange(TechniqueFamilies.Pages(asked));
        if (pages.Count == 0)
        {
            IEnumerable<string> known = RuleList.All.SelectMany(each => new[] { each.Diagnostic.Name, each.Diagnostic.Code })
                .Concat(TechniqueFamilies.Names);
            throw new CommandException($"there is no diagnostic or technique '{asked}'"
                + $"{(Spelling.Nearest(asked, known) is { } near ? $"; did you mean '{near}'?" : "; 'weir explain' lists them")}");
        }

        return [.. pages.SelectMany((page, i) => Between(i).Concat(plain
            ? page.TrimEnd().Split('\n').Select(line => Line.Empty.Add(line))
            : MarkdownView.Draw(page, Math.Min(terminal.Width, 100))))];
    }

    private static IEnumerable<Line> Between(int page) => page == 0 ? [] : [Line.Empty];

    private static string Diagnostic(Rule rule, string? framework)
    {
        string page = DiagnosticPage.Of(rule.Diagnostic) ?? throw new CommandException($"there is no page on {rule.Diagnostic}");
        return string.Join('\n', page.Split('\n')
            .Select(line => line.StartsWith("- ", StringComparison.Ordinal) ? FrameworkWords.Of(line, framework) : line));
    }
}
