namespace Weir.Cli.Commands;

/// <summary>The list of commands, by purpose. A new one is a file in this folder and a line here.</summary>
internal static class CommandList
{
    /// <summary>The examples in the help of the program itself.</summary>
    public static IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("weir demo", "watch a gradient die, and what helps"),
        ("weir train digits-mlp", "train a network, with its flow as a live picture"),
    ];

    /// <summary>Makes all commands.</summary>
    public static IReadOnlyList<CommandGroup> Make(Terminal terminal) =>
    [
        new("start", [
            DemoCommand.Make(terminal),
            NewCommand.Make(terminal),
        ]),
        new("train", [
            TrainCommand.Make(terminal),
            ResumeCommand.Make(terminal),
            RunsCommand.Make(terminal),
        ]),
        new("understand", [
            ShowCommand.Make(terminal),
            CheckCommand.Make(terminal),
            DiagnoseCommand.Make(terminal),
            ReportCommand.Make(terminal),
            WatchCommand.Make(terminal),
            ExplainCommand.Make(terminal),
            SummaryCommand.Make(terminal),
            ProfileCommand.Make(terminal),
        ]),
        new("improve", [
            RepairCommand.Make(terminal),
            AugmentCommand.Make(terminal),
            RateCommand.Make(terminal),
            ScheduleCommand.Make(terminal),
            StudyCommand.Make(terminal),
            CompareCommand.Make(terminal),
        ]),
        new("use", [
            PredictCommand.Make(terminal),
            EvaluateCommand.Make(terminal),
            GenerateCommand.Make(terminal),
            ExportCommand.Make(terminal),
        ]),
        new("data", [
            DataCommand.Make(terminal),
        ]),
    ];
}
