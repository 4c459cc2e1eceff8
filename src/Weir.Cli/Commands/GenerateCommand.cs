using System.CommandLine;
using System.Globalization;
using System.Text;
using Weir.Inference;

namespace Weir.Cli.Commands;

/// <summary><c>weir generate</c>: lets a network of texts go on with one.</summary>
internal static class GenerateCommand
{
    private const int MostCharacters = 10_000_000;

    /// <summary>Makes the command.</summary>
    public static Command Make(Terminal terminal)
    {
        Argument<string> run = TrainedRun.Argument();
        Option<string> prompt = new("--prompt")
        {
            Description = "The text to go on with; a line end unless told",
            HelpName = "TEXT",
            DefaultValueFactory = _ => "\n",
        };
        TextGenerationOptions usual = new();
        Option<int?> length = RunOptions.Positive("--length", $"Characters to write; {usual.Length} unless told", MostCharacters);
        Option<double> temperature = new("--temperature")
        {
            Description = $"How daring it is: 1 draws as the network says, less keeps to what is probable, 0 takes the most probable "
                + $"always; {usual.Temperature.ToString(CultureInfo.InvariantCulture)} unless told",
            HelpName = "T",
            DefaultValueFactory = _ => usual.Temperature,
        };
        temperature.TakesNumber("a number of 0 or more", number => number >= 0 && double.IsFinite(number));
        Option<int?> top = RunOptions.Positive("--top", "Draw from so many of the most probable characters; from all unless told");
        Option<long?> seed = RunOptions.Seed("The seed of what is drawn; 1 unless told");
        (Option<string> runs, Option<bool> best) = (RunOptions.Runs(), TrainedRun.Best());
        Command command = new ExampleCommand(
            "generate",
            "Let a network that was trained on a text go on with one",
            ("weir generate shakespeare --prompt \"ROMEO:\"", "500 characters in its manner"),
            ("weir generate shakespeare --temperature 0.5 --top 10", "more careful"))
        {
            run, prompt, length, temperature, top, seed, best, runs,
        };
        command.SetAction(parsed => Generate(
            terminal,
            TrainedRun.Find(parsed.GetValue(run)!, parsed.GetValue(runs)!, parsed.GetValue(best)),
            parsed.GetValue(prompt)!,
            new TextGenerationOptions
            {
                Length = parsed.GetValue(length) ?? usual.Length,
                Temperature = parsed.GetValue(temperature),
                Top = parsed.GetValue(top),
                Seed = parsed.GetValue(seed) ?? usual.Seed,
            }));
        return command;
    }

    private static int Generate(Terminal terminal, string run, string prompt, TextGenerationOptions options)
    {
        TextGenerator generator = new(ProgramParts.OrTold(PredictCommand.Call(run), () => Predictor.Load(run)));
        TextWriter writer = terminal.Out.Profile.Out.Writer;
        IEnumerable<char> next = generator.Generate(prompt, options);
        StringBuilder held = new(prompt.TrimStart('\n'));
        foreach (char character in next)
        {
            terminal.Cancel.ThrowIfCancellationRequested();
            held.Append(character);
            // Halves of a character go together; a terminal shows each character as it comes.
            if (char.IsHighSurrogate(character) || (!terminal.IsLive && character != '\n'))
                continue;
            Write();
        }

        Write();
        writer.WriteLine();
        writer.Flush();
        return ExitCodes.Success;

        void Write()
        {
            writer.Write(held.ToString());
            writer.Flush();
            held.Clear();
        }
    }
}
