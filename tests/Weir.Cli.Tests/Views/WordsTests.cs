using System.CommandLine;
using System.Text.RegularExpressions;
using Weir.Cli.Commands;
using Weir.Cli.Manual;
using Weir.Cli.Rendering;
using Weir.Cli.Views;
using Weir.Diagnosis;
using Weir.Training;

namespace Weir.Cli.Tests.Views;

/// <summary>
/// No view loses a word, however narrow the terminal is, and none but a word that is wider itself reaches beyond its edge.
/// </summary>
public sealed partial class WordsTests
{
    private const int Endless = 4000;

    // What a narrow view says otherwise. A live picture has no more lines than the terminal, and shows of columns and names what it has
    // room for; the curve of the validation loss stands above the table by epochs; kinds of a profile's layers stand beside their names,
    // and the share of the peak tells of the speed.
    private static readonly Dictionary<string, HashSet<string>> s_saidOtherwise = new()
    {
        ["run"] = ["satur", "zero", "dead", "starved", "gradient", "through", "it", "decades", "linear", "sigmoid"],
        ["demo, trained"] = ["satur", "zero", "dead", "starved", "gradient", "through", "it", "linear", "sigmoid"],
        ["profile"] = ["kind", "GFLOP", "s"],
    };

    private static readonly Dictionary<string, Func<int, IReadOnlyList<Line>>> s_views = new()
    {
        ["help"] = width => HelpView.Draw(Root(out IReadOnlyList<CommandGroup> groups), groups, width),
        ["diagnostics"] = DiagnosticList.Draw,
        ["techniques"] = TechniqueList.Draw,
        ["findings"] = width => FindingsView.Draw(Make.Findings, width),
        ["findings, closing"] = width => FindingsView.Close(Make.Findings, width),
        ["run"] = width => RunView.Draw(Make.Snapshot(9, 0.125) with { Findings = Make.Findings, Batch = 10, IsStopping = true }, width,
            Endless),
        ["run, waiting"] = width => RunView.Waiting("a-run-of-a-name", TimeSpan.FromSeconds(3), width),
        ["demo, before"] = width => DemoView.Before(DemoRecipe.Read(8, 1), DemoViewTests.Report, width),
        ["demo, trained"] = width => DemoView.Trained(Make.Snapshot(9, 0.125) with { Findings = Make.Findings }, 0.1, width),
        ["demo, repairing"] = DemoView.Repairing,
        ["demo, repaired"] = width => DemoView.Repaired(RepairViewTests.Sample, width),
        ["demo, next"] = DemoView.Next,
        ["result"] = width => ResultView.Draw(ViewRuns.Info, ViewRuns.Result, width, Make.Findings),
        ["result, told"] = width => ResultView.Draw(ViewRuns.Info, ViewRuns.Result with { Status = TrainingStatus.Interrupted }, width,
            Make.Findings, told: true),
        ["folds"] = width => FoldsView.Draw([new("a-fold-1", ViewRuns.Result.Last, ViewRuns.Result.Test),
            new("a-fold-2", ViewRuns.Result.Last, ViewRuns.Result.Test)], width),
        ["show"] = width => ShowView.Draw(ViewRuns.Page, width),
        ["show, long names"] = width => ShowView.Draw(ViewRuns.Page with { Trace = LongNames.Trace }, width),
        ["summary"] = width => SummaryView.Draw(ViewRuns.Info.Summary, width),
        ["summary, long names"] = width => SummaryView.Draw(LongNames.Summary, width),
        ["recipes"] = width => RecipeListView.Draw(
            [.. ShippedRecipes.Names.Select(name => (ShippedRecipes.Last(name), ShippedRecipes.Gist(name)))], width),
        ["runs"] = width => RunListView.Draw([new RunFolder.Run("runs/a-run-of-a-name", null, DateTimeOffset.UnixEpoch)], TimeZoneInfo.Utc,
            width),
        ["repair"] = width => RepairView.Draw(RepairViewTests.Sample, "runs/digits-sigmoid-8-repair", width),
        ["repair, live"] = width => RepairLiveView.Draw(RepairLiveViewTests.Sample, TimeSpan.FromSeconds(12), true, width, Endless),
        ["policy"] = width => PolicyView.Draw(PolicyViewTests.Sample, "runs/shapes-augment", width),
        ["repair, plan"] = width => RepairView.Plan(RepairViewTests.Sample.Hypotheses, width),
        ["profile"] = width => ProfileViewTests.Sample(width),
        ["pre-flight"] = PreflightViewTests.Sample,
        ["pre-flight, long names"] = width => PreflightView.Draw(PreflightViewTests.Report with
        {
            Draws = LongNames.Trace,
            Summary = LongNames.Summary,
        }, width),
        ["evaluation"] = EvaluationViewTests.Sample,
        ["rate"] = RateViewTests.Sample,
        ["schedule"] = ScheduleViewTests.Sample,
        ["metrics"] = width => MetricsView.Draw(Make.Epochs(12), 9, width),
        ["study"] = width => StudyView.Page(StudySamples.Results, width),
        ["study, live"] = width => StudyView.Live(StudySamples.Progress, width, Endless),
        ["study, estimate"] = width => EstimateView.Draw(StudySamples.Study, StudySamples.Estimate, width),
        ["compare"] = width => CompareView.Draw(StudySamples.Comparison, width),
        ["data"] = width => DatasetView.Facts(StudySamples.Facts, "2", width),
    };

    public static IEnumerable<object[]> Views => s_views.Keys.Concat(RuleList.All.Select(rule => rule.Diagnostic.Code))
        .Concat(TechniqueFamilies.All.Select(family => family.Name))
        .Concat(Commands().Select(command => "help of " + command.Name)).Distinct().Select(name => new object[] { name });

    [Theory]
    [MemberData(nameof(Views))]
    public void No_view_loses_a_word(string view)
    {
        Func<int, IReadOnlyList<Line>> draw = ViewOf(view);
        HashSet<string> otherwise = s_saidOtherwise.GetValueOrDefault(view) ?? [];
        Dictionary<string, int> words = CountsOf(Make.Text(draw(Endless)));
        words.ShouldNotBeEmpty();
        // A live terminal keeps its last column free.
        foreach (int width in new[] { 49, 50, 60, 79, 80, 100, 120 })
        {
            IReadOnlyList<Line> lines = draw(width);
            Dictionary<string, int> there = CountsOf(Make.Text(lines));
            words.Where(word => there.GetValueOrDefault(word.Key) < word.Value && !otherwise.Contains(word.Key)).Select(word => word.Key)
                .ShouldBeEmpty($"{view} at {width} columns");
            lines.Where(line => line.Width > width && line.ToString().Trim().Contains(' ', StringComparison.Ordinal))
                .Select(line => line.ToString()).ShouldBeEmpty($"{view} at {width} columns");
        }
    }

    [Theory]
    [InlineData(49)]
    [InlineData(50)]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(120)]
    public void No_error_loses_or_breaks_a_word(int width)
    {
        const string name = "a-name-of-a-recipe-that-is-longer-than-one-would-like-it-to-be";
        using TestTerminal terminal = new(width, foldsErrors: true);
        terminal.Run("train", name).ShouldBe(1);
        foreach (string word in new[] { "error:", $"'{name}';", "there", "recipe", "'weir", "lists", "shipped" })
            terminal.Errors.Split([' ', '\n']).ShouldContain(word);
        terminal.Errors.Split('\n').ShouldAllBe(line => line.Length <= width || !line.Trim().Contains(' '));
    }

    [Theory]
    [InlineData(49)]
    [InlineData(50)]
    [InlineData(80)]
    public void What_is_wider_than_the_terminal_goes_on_below(int width)
    {
        using TestTerminal terminal = new(width);
        string text = string.Join(' ', Enumerable.Range(100, 60));
        terminal.Terminal.Write([Line.Empty.Add(text)]);
        terminal.Output.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).ShouldBe(text.Split(' '));
        terminal.Output.Split('\n').ShouldAllBe(line => line.Length <= width);
    }

    private static Func<int, IReadOnlyList<Line>> ViewOf(string view)
    {
        if (s_views.TryGetValue(view, out Func<int, IReadOnlyList<Line>>? drawn))
            return drawn;
        if (RuleList.Find(view) is { } rule)
        {
            string page = DiagnosticPage.Of(rule.Diagnostic)!;
            return width => MarkdownView.Draw(page, width);
        }

        if (TechniqueFamilies.All.FirstOrDefault(family => family.Name == view) is { } techniques)
            return width => MarkdownView.Draw(techniques.Page, width);
        return width => HelpView.Draw(Commands().First(command => "help of " + command.Name == view), width);
    }

    private static IEnumerable<Command> Commands() => Root(out _).Subcommands.SelectMany(command => command.Subcommands.Prepend(command));

    private static RootCommand Root(out IReadOnlyList<CommandGroup> groups)
    {
        using TestTerminal terminal = new();
        RootCommand root = new("Weir trains deep networks and shows how signal and gradient flow through every layer.");
        groups = CommandList.Make(terminal.Terminal);
        foreach (Command command in groups.SelectMany(group => group.Commands))
            root.Subcommands.Add(command);
        return root;
    }

    // Numbers, as those of an axis, are rounded, and bars drawn, to the room that there is: the e of 1e-6 is no word.
    private static Dictionary<string, int> CountsOf(string text) =>
        Word().Matches(text).CountBy(match => match.Value).ToDictionary();

    [GeneratedRegex(@"(?!(?<=\d)e[-+]?\d)\p{L}[\p{L}\p{Nd}_'’-]*", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Word();
}
