using System.CommandLine;

namespace Weir.Cli.Commands;

/// <summary>What a command takes that trains before the eyes of a person: how it is shown, and what is written beside.</summary>
internal sealed class SessionInput
{
    /// <summary>No live view.</summary>
    public Option<bool> Plain { get; } = RunOptions.Plain();

    /// <summary>No findings.</summary>
    public Option<bool> NoDiagnosis { get; } = RunOptions.NoDiagnosis();

    /// <summary>No page of the run.</summary>
    public Option<bool> NoReport { get; } = RunOptions.NoReport();

    /// <summary>A live page beside the training.</summary>
    public Option<bool> Watch { get; } = new("--watch")
    {
        Description = "Serve it as a live page meanwhile; the address is shown",
    };

    /// <summary>An event file for TensorBoard.</summary>
    public Option<string?> TensorBoard { get; } = new("--tensorboard")
    {
        Description = "Write TensorBoard's event file to its folder of logs",
        HelpName = "DIR",
    };

    /// <summary>Adds all of them to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { NoDiagnosis, NoReport, Watch, TensorBoard, Plain })
            command.Options.Add(option);
    }

    /// <summary>What was asked for.</summary>
    public SessionOptions Read(ParseResult parsed) => new()
    {
        Plain = parsed.GetValue(Plain),
        Report = !parsed.GetValue(NoReport),
        Watch = parsed.GetValue(Watch),
        TensorBoard = parsed.GetValue(TensorBoard),
    };
}

/// <summary>How a run is shown, and what is written beside it.</summary>
internal sealed record SessionOptions
{
    /// <summary>Plain lines also on a terminal.</summary>
    public bool Plain { get; init; }

    /// <summary>Whether the run is written as a page at its end.</summary>
    public bool Report { get; init; }

    /// <summary>Whether a live page is served while it trains.</summary>
    public bool Watch { get; init; }

    /// <summary>TensorBoard's folder of logs; null for no events.</summary>
    public string? TensorBoard { get; init; }
}
