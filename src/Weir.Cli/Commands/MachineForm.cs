using System.CommandLine;
using Spectre.Console;
using Weir.Diagnosis;

namespace Weir.Cli.Commands;

/// <summary>
/// The options of a command that tells of findings to a machine as well: <c>--json</c>, <c>--sarif</c>, and <c>--plain</c> for people
/// without colours.
/// </summary>
internal sealed class MachineForm
{
    /// <summary>Findings as JSON (docs/findings.md).</summary>
    public Option<bool> Json { get; } = new("--json") { Description = "Findings as JSON (docs/findings.md)" };

    /// <summary>Findings as SARIF.</summary>
    public Option<bool> Sarif { get; } = new("--sarif") { Description = "Findings as SARIF 2.1.0, which code hosts and editors show" };

    /// <summary>No colours.</summary>
    public Option<bool> Plain { get; } = new("--plain") { Description = "Text without colours" };

    /// <summary>Refuses both forms at once.</summary>
    public void Guard(Command command) => command.Validators.Add(result =>
    {
        if (result.GetValue(Json) && result.GetValue(Sarif))
            result.AddError("--json and --sarif exclude each other; give one of the two");
    });

    /// <summary>Writes the form that was asked for.</summary>
    /// <returns>False where none was: the command speaks to a person.</returns>
    public bool Write(Terminal terminal, ParseResult parsed, FindingsSubject subject, Verdict verdict, PreflightReport? report = null)
    {
        if (parsed.GetValue(Plain))
            terminal.Out.Profile.Capabilities.ColorSystem = ColorSystem.NoColors;
        if (parsed.GetValue(Json))
            terminal.Tell(FindingsFile.Text(subject, verdict, report).TrimEnd());
        else if (parsed.GetValue(Sarif))
            terminal.Tell(SarifFile.Text(subject, verdict.Findings).TrimEnd());
        else
            return false;
        return true;
    }
}
