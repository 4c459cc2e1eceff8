using System.CommandLine;

namespace Weir.Cli.Commands;

/// <summary>Commands that serve one purpose.</summary>
/// <param name="Purpose">The purpose, in a word.</param>
/// <param name="Commands">The commands, in the order of the help.</param>
internal sealed record CommandGroup(string Purpose, params IReadOnlyList<Command> Commands);
