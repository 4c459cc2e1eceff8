using System.CommandLine;

namespace Weir.Cli.Commands;

/// <summary>The list of commands. A new one is a file in this folder and a line here.</summary>
internal static class CommandList
{
    /// <summary>The examples in the help of the program itself.</summary>
    public static IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("weir demo", "watch a gradient die, and what helps"),
        ("weir train recipes/digits-mlp.yaml", "train a network, with its flow as a live picture"),
        ("weir check recipes/digits-sigmoid-8.yaml", "see what will go wrong, before the first step"),
        ("weir diagnose digits-mlp", "name what went wrong in a run"),
        ("weir show digits-mlp", "look at a finished run"),
        ("weir data get mnist", "fetch MNIST"),
    ];

    /// <summary>Makes all commands.</summary>
    public static IReadOnlyList<Command> Make(Terminal terminal) =>
    [
        DemoCommand.Make(terminal),
        TrainCommand.Make(terminal),
        ResumeCommand.Make(terminal),
        ShowCommand.Make(terminal),
        CheckCommand.Make(terminal),
        DiagnoseCommand.Make(terminal),
        StudyCommand.Make(terminal),
        CompareCommand.Make(terminal),
        ReportCommand.Make(terminal),
        WatchCommand.Make(terminal),
        ExportCommand.Make(terminal),
        ExplainCommand.Make(terminal),
        SummaryCommand.Make(terminal),
        ScheduleCommand.Make(terminal),
        RateCommand.Make(terminal),
        ProfileCommand.Make(terminal),
        DataCommand.Make(terminal),
    ];
}
