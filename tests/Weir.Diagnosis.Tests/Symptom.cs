using System.Text.RegularExpressions;
using Weir.Training;

namespace Weir.Diagnosis.Tests;

/// <summary>
/// A teaching recipe in <c>recipes/symptoms/</c> and the page of its diagnostic. The recipe's head names the command that shows it and the
/// finding; the page's example holds the recipe, and a second block, where there is one, the keys that mend it.
/// </summary>
internal sealed partial class Symptom
{
    private const string Fence = "```";

    public Symptom(string name)
    {
        Name = name;
        Text = File.ReadAllText(Path.Combine(Runs.Root, "recipes", "symptoms", $"{name}.yaml")).ReplaceLineEndings("\n");
        Match head = Head().Match(Text);
        head.Success.ShouldBeTrue($"{name}.yaml says '# Finding: CODE name. Try: …', with ', under CODE name' or ', beside CODE name' "
            + "before the full stop where another finding comes first");
        Finding = head.Groups["finding"].Value;
        Relation = head.Groups["relation"].Success ? head.Groups["relation"].Value : null;
        First = head.Groups["first"].Success ? head.Groups["first"].Value : name;
        Command = CommandLine().Match(Text).Groups["command"].Value;
        Body = Text[(Text.IndexOf("\nname:", StringComparison.Ordinal) + 1)..];
        string page = Page();
        string example = page[page.IndexOf("\n## Example\n", StringComparison.Ordinal)..];
        Blocks = [.. example.Split($"{Fence}yaml\n").Skip(1).Select(part => part[..part.IndexOf(Fence, StringComparison.Ordinal)])];
        Picture = page[page.IndexOf("\n## A picture\n", StringComparison.Ordinal)..].Split(Fence)[1];
    }

    public string Name { get; }

    public string Text { get; }

    /// <summary>The recipe without its comments.</summary>
    public string Body { get; }

    /// <summary>The finding that its head names, by code and name.</summary>
    public string Finding { get; }

    /// <summary>How it stands to the finding that is ranked first: <c>under</c> or <c>beside</c>; null where it is first itself.</summary>
    public string? Relation { get; }

    /// <summary>The name of the finding that is ranked first.</summary>
    public string First { get; }

    /// <summary><c>check</c> or <c>train</c>.</summary>
    public string Command { get; }

    /// <summary>The YAML blocks of the page's example.</summary>
    public IReadOnlyList<string> Blocks { get; }

    /// <summary>What the page shows of a run.</summary>
    public string Picture { get; }

    public string PageFile => Path.Combine(Runs.Root, "docs", "diagnostics", $"{Name}.md");

    public string Page() => File.ReadAllText(PageFile).ReplaceLineEndings("\n");

    /// <summary>The line of the page's picture that begins the finding.</summary>
    public string? PictureHead(Diagnostic diagnostic) =>
        Picture.Split('\n').Select(line => line.TrimStart(' ', '↳'))
            .FirstOrDefault(line => line.Contains($" {diagnostic.Code} ", StringComparison.Ordinal));

    public IReadOnlyList<Finding> Run() => Run(Text);

    /// <summary>What is found when the keys of the page's second block stand in for the recipe's.</summary>
    public IReadOnlyList<Finding> RunMended()
    {
        Dictionary<string, string> keys = Keys(Body);
        foreach ((string key, string value) in Keys(Blocks[1]))
            keys[key] = value;
        return Run(string.Concat(keys.Values));
    }

    private IReadOnlyList<Finding> Run(string text)
    {
        string data = Path.Combine(Runs.Root, "recipes", "symptoms", "data");
        Recipe recipe = RecipeReader.Parse(text.Replace("directory: data", $"directory: {data}", StringComparison.Ordinal), $"{Name}.yaml");
        if (Command == "check")
            return Preflight.Check(recipe, new PreflightOptions { Threads = 1 }).Findings;
        using Trainer trainer = Trainer.Start(recipe, new TrainerOptions { Threads = 1 });
        RunWatch watch = new(trainer);
        trainer.Run(watch);
        return watch.Findings;
    }

    /// <summary>The top-level keys of a recipe, each with its lines.</summary>
    private static Dictionary<string, string> Keys(string text)
    {
        Dictionary<string, string> keys = new(StringComparer.Ordinal);
        string key = "";
        foreach (string line in text.Split('\n').Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (line[0] != ' ')
                key = line[..line.IndexOf(':', StringComparison.Ordinal)];
            keys[key] = keys.GetValueOrDefault(key) + line + "\n";
        }

        return keys;
    }

    [GeneratedRegex(@"^# Finding: (?<finding>WEIR\d+ [a-z-]+)(, (?<relation>under|beside) WEIR\d+ (?<first>[a-z-]+))?\. Try: .",
        RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Head();

    [GeneratedRegex(@"^#   weir (?<command>check|train) recipes/symptoms/",
        RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CommandLine();
}
