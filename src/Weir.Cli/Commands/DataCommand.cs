using System.CommandLine;

namespace Weir.Cli.Commands;

/// <summary><c>weir data</c>: the sources of data.</summary>
internal static class DataCommand
{
    /// <summary>Makes the command with its own commands.</summary>
    public static Command Make(Terminal terminal) =>
        new ExampleCommand("data", "List, fetch and look at data", ("weir data list", "the sources that a recipe can name"),
            ("weir data get mnist", "fetch MNIST into ./data"), ("weir data show digits", "facts and a few samples"))
        {
            DataListCommand.Make(terminal),
            DataGetCommand.Make(terminal),
            DataShowCommand.Make(terminal),
        };
}
