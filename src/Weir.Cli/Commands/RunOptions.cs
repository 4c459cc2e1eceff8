using System.CommandLine;
using System.Globalization;
using Weir.Data;
using Weir.Tensors.Backends;

namespace Weir.Cli.Commands;

/// <summary>Options that several commands take.</summary>
internal static class RunOptions
{
    /// <summary>Where runs are kept.</summary>
    public static Option<string> Runs() =>
        new("--runs")
        {
            Description = $"The folder of runs; ./{RunFolder.Default} unless told",
            HelpName = "DIR",
            DefaultValueFactory = _ => RunFolder.Default,
        };

    /// <summary>Where data files lie.</summary>
    public static Option<string?> Data() => new("--data")
    {
        Description =
        $"The folder of data files; {DataDirectory.Variable} or ./{DataDirectory.Default} unless told",
        HelpName = "DIR"
    };

    /// <summary>How many threads compute.</summary>
    public static Option<int?> Threads() =>
        Positive("--threads", "Threads that compute; one for each processor unless told", SimdOptions.MostThreads);

    /// <summary>No live view.</summary>
    public static Option<bool> Plain() => new("--plain") { Description = "Plain lines instead of the live view" };

    /// <summary>No findings.</summary>
    public static Option<bool> NoDiagnosis() => new("--no-diagnosis") { Description = "Do not look for what is wrong while it trains" };

    /// <summary>No page of the run.</summary>
    public static Option<bool> NoReport() => new("--no-report") { Description = "Do not write the page, report.html, at the end" };

    /// <summary>A seed: any whole number.</summary>
    public static Option<long?> Seed(string description)
    {
        Option<long?> option = new("--seed") { Description = description, HelpName = "N" };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !long.TryParse(result.Tokens[0].Value, out _))
                result.AddError($"--seed takes a whole number from {long.MinValue} to {long.MaxValue}, not '{result.Tokens[0].Value}'");
        });
        return option;
    }

    /// <summary>Lets an option take some numbers alone.</summary>
    /// <param name="option">The option.</param>
    /// <param name="what">Which numbers these are, in words.</param>
    /// <param name="isRight">Whether a number is one of them.</param>
    public static void TakesNumber(this Option option, string what, Predicate<double> isRight) => option.Validators.Add(result =>
    {
        if (result.Tokens.Count == 1 && !(double.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture,
            out double number) && isRight(number)))
            result.AddError($"{option.Name} takes {what}, not '{result.Tokens[0].Value}'");
    });

    /// <summary>Lets an option take some words alone.</summary>
    /// <param name="option">The option.</param>
    /// <param name="words">The words.</param>
    public static void TakesOneOf(this Option option, params IReadOnlyList<string> words)
    {
        option.CompletionSources.Add([.. words]);
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !words.Contains(result.Tokens[0].Value))
                result.AddError($"{option.Name} takes {string.Join(", ", words.SkipLast(1))} or {words[^1]}, not "
                    + $"'{result.Tokens[0].Value}'");
        });
    }

    /// <summary>A whole number of 1 or more.</summary>
    public static Option<int?> Positive(string name, string description, int most = int.MaxValue)
    {
        Option<int?> option = new(name) { Description = description, HelpName = "N" };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !(int.TryParse(result.Tokens[0].Value, out int number) && number >= 1 && number <= most))
                result.AddError($"{name} takes a whole number {(most == int.MaxValue ? "of 1 or more" : $"from 1 to {most}")}, not "
                    + $"'{result.Tokens[0].Value}'");
        });
        return option;
    }
}
