using System.CommandLine;
using System.Net;
using Weir.Pages;

namespace Weir.Cli.Commands;

/// <summary><c>weir watch</c>: the reports of a folder of runs as live pages on this machine.</summary>
internal static class WatchCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Make(Terminal terminal)
    {
        Argument<string?> run = new("RUN")
        {
            Description = "The name of a run, a study or a repair under the folder of runs; the newest unless told",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<string> runs = RunOptions.Runs();
        Option<int?> port = RunOptions.Positive("--port", "The port on 127.0.0.1; any that is free unless told", IPEndPoint.MaxPort);
        Option<string?> token = new("--token")
        {
            Description = "The secret in the address, 16 letters and digits or more; a new one unless told",
            HelpName = "TEXT",
        };
        token.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !WatchOptions.IsToken(result.Tokens[0].Value))
                result.AddError("--token takes 16 letters, digits, '-' and '_' or more");
        });
        Command command = new ExampleCommand(
            "watch",
            "Serve the runs of a folder as live pages on this machine, until Ctrl-C; it reads and never writes",
            ("weir watch", "the newest run; the page lists the others"),
            ("weir watch digits-mlp --port 8080", "one run, always at the same port"))
        {
            run, runs, port, token,
        };
        command.SetAction(async (parsed, _) =>
        {
            string folder = parsed.GetValue(runs)!;
            string? name = parsed.GetValue(run);
            if (name is not null && Report.IsOfSeveral(Path.Combine(folder, name)))
                name = Path.GetFileName(Path.TrimEndingDirectorySeparator(name));
            else if (name is not null)
                name = Path.GetFileName(Path.TrimEndingDirectorySeparator(RunFolder.Find(name, folder, withForeign: true)));
            // The folder that nobody has named comes with the first run.
            else if (parsed.GetResult(runs) is { Implicit: false } && !Directory.Exists(folder))
                throw new CommandException($"there is no folder {folder}; name another with --runs, or none: ./{RunFolder.Default} is "
                    + "waited for");
            WatchOptions options = new()
            {
                RunsDirectory = folder,
                Run = name,
                Port = parsed.GetValue(port) ?? 0,
                Token = parsed.GetValue(token),
                Time = terminal.Time,
            };
            WatchServer server = await WatchServer.StartAsync(options, terminal.Cancel).ConfigureAwait(false);
            await using (server.ConfigureAwait(false))
            {
                terminal.Tell($"watching {folder} at  {server.Address}");
                await server.WaitAsync(terminal.Cancel).ConfigureAwait(false);
            }

            return ExitCodes.Success;
        });
        return command;
    }
}
