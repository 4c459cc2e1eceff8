using System.CommandLine;
using Weir.Cli.Rendering;
using Weir.Data;

namespace Weir.Cli.Commands;

/// <summary><c>weir data list</c>: the sources that a recipe can name.</summary>
internal static class DataListCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Make(Terminal terminal)
    {
        Command command = new ExampleCommand("list", "List the sources that a recipe can name",
            ("weir data list", "names and what each gives"));
        command.SetAction(_ =>
        {
            int name = DataSources.All.Max(source => source.Name.Length) + 2;
            foreach (IDataSource source in DataSources.All)
            {
                IReadOnlyList<Line> description = Items.Wrap(source.Description, Math.Max(20, terminal.Width - name));
                for (int i = 0; i < description.Count; i++)
                    terminal.Write([Line.Empty.AddLeft(i == 0 ? source.Name : "", name, Palette.Strong).Add(description[i])]);
            }

            return ExitCodes.Success;
        });
        return command;
    }
}
