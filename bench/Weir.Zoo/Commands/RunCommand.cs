using System.CommandLine;
using System.Globalization;
using Weir.Tensors;

namespace Weir.Zoo;

/// <summary><c>bench/zoo run</c>: runs cases and writes what was found.</summary>
internal static class RunCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="time">The clock.</param>
    public static Command Make(TimeProvider time)
    {
        Option<string?> cases = new("--cases") { Description = "The case file; that of the benchmark unless told", HelpName = "FILE" };
        Option<string?> data = new("--data")
        {
            Description =
            "The folder of NAME-train.csv and NAME-test.csv; 'data' beside the case file unless told",
            HelpName = "DIR"
        };
        Option<string?> mnist = new("--mnist")
        {
            Description =
            "The folder of MNIST's files; that of WEIR_DATA unless told. Without them its cases are left out",
            HelpName = "DIR"
        };
        Option<string> what = new("--what")
        {
            Description = "check: before any training; diagnose: during and after it; repair: and mend what is found",
            Required = true
        };
        what.AcceptOnlyFromAmong("check", "diagnose", "repair");
        Option<int> seeds = new("--seeds") { Description = "Seeds for each case: 1, 2, …", HelpName = "N", DefaultValueFactory = _ => 1 };
        Option<string> output = new("--out")
        {
            Description = "The file to write, a JSON list with a record for each case and seed",
            HelpName = "FILE",
            Required = true
        };
        Option<string?> only = new("--only") { Description = "Only cases whose name holds this", HelpName = "TEXT" };
        Option<int> threads = new("--threads") { Description = "Threads of a training", HelpName = "N", DefaultValueFactory = _ => 1 };
        Option<int> repeats = new("--repeats")
        {
            Description = "How often a training is timed with diagnosis and without; 0 trains once "
            + "and does not tell the cost",
            HelpName = "N",
            DefaultValueFactory = _ => 2
        };
        Option<string> strategy = new("--strategy")
        {
            Description = "What chooses the trials of a repair: weir, random or fixed",
            HelpName = "NAME",
            DefaultValueFactory = _ => "weir"
        };
        strategy.AcceptOnlyFromAmong("weir", "random", "fixed");
        Option<double> budget = new("--budget")
        {
            Description = "What a repair may cost, in trainings",
            HelpName = "N",
            DefaultValueFactory = _ => 4
        };
        Option<bool> verbose = new("--verbose") { Description = "Tell of a repair as it goes" };
        foreach (Option<int> option in (Option<int>[])[seeds, threads, repeats])
            option.Validators.Add(result => Least(result, option, option == repeats ? 0 : 1));
        Command command = new("run", "Run cases and write what was found") { cases, data, mnist, what, seeds, output, only, threads,
            repeats, strategy, budget, verbose };
        command.SetAction(parsed =>
        {
            string file = Path.GetFullPath(parsed.GetValue(cases) ?? CaseFiles.Default);
            CaseData source = new(parsed.GetValue(data) ?? CaseFiles.TablesBeside(file), parsed.GetValue(mnist));
            RunSettings settings = new(parsed.GetValue(what)!, file, parsed.GetValue(threads), parsed.GetValue(repeats),
                parsed.GetValue(strategy)!, parsed.GetValue(budget), parsed.GetValue(verbose));
            try
            {
                IReadOnlyList<CaseEntry> chosen = Choose(CaseReader.Read(file), parsed.GetValue(only));
                if (parsed.GetValue(mnist) is null && !source.HasMnist())
                    chosen = WithoutMnist(chosen);
                return Run(chosen, source, settings, parsed.GetValue(seeds), parsed.GetValue(output)!, time);
            }
            catch (Exception error) when (error is WeirException or IOException or UnauthorizedAccessException)
            {
                return Fail(error.Message, 1);
            }
        });
        return command;
    }

    private static int Run(IReadOnlyList<CaseEntry> cases, CaseData data, RunSettings settings, int seeds, string output, TimeProvider time)
    {
        using CaseRunner runner = new(data, new WeirDiagnoser(settings.Threads), settings, time);
        if (settings.What != "repair" && cases.FirstOrDefault(entry => entry.Case is not null) is { } first)
            runner.WarmUp(first);
        List<CaseRecord> records = [];
        foreach (CaseEntry entry in cases)
        {
            for (long seed = 1; seed <= seeds; seed++)
            {
                CaseRecord record = runner.Run(entry, seed);
                records.Add(record);
                if (record.Error is not null)
                    Fail(record.Error, 1);
                else
                    Console.WriteLine(RecordLine.Of(record));
            }

            ResultsFile.Write(output, records);
        }

        ResultsFile.Write(output, records);
        int errors = records.Count(record => record.Error is not null);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{records.Count} records in {output}, {errors} with an error"));
        return errors == 0 ? 0 : 1;
    }

    private static CaseEntry[] Choose(IReadOnlyList<CaseEntry> all, string? only)
    {
        CaseEntry[] chosen = [.. all.Where(entry => only is null || entry.Id.Contains(only, StringComparison.Ordinal))];
        return chosen.Length > 0 ? chosen
            : throw new CaseException(only is null ? "the case file holds no case" : $"no case has '{only}' in its name");
    }

    private static CaseEntry[] WithoutMnist(IReadOnlyList<CaseEntry> cases)
    {
        CaseEntry[] rest = [.. cases.Where(entry => entry.Case is null || !CaseData.IsMnist(entry.Case))];
        if (rest.Length < cases.Count)
            Console.Error.WriteLine($"left out: {cases.Count - rest.Length} cases on mnist, whose files are not there; name their folder "
                + "with --mnist or in WEIR_DATA");
        return rest;
    }

    private static void Least(System.CommandLine.Parsing.OptionResult result, Option<int> option, int least)
    {
        if (result.Tokens.Count > 0 && int.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out int value) && value < least)
            result.AddError($"{option.Name} is {value}; it is {least} or more");
    }

    private static int Fail(string message, int code)
    {
        Console.Error.WriteLine($"error: {message}");
        return code;
    }
}
