using Weir.Cli.Commands;

namespace Weir.Cli.Tests.Commands;

public class ApplicationTests
{
    [Theory]
    [InlineData("")]
    [InlineData("demo")]
    [InlineData("new")]
    [InlineData("train")]
    [InlineData("runs")]
    [InlineData("resume")]
    [InlineData("show")]
    [InlineData("check")]
    [InlineData("diagnose")]
    [InlineData("explain")]
    [InlineData("summary")]
    [InlineData("schedule")]
    [InlineData("rate")]
    [InlineData("data")]
    [InlineData("profile")]
    [InlineData("study")]
    [InlineData("compare")]
    [InlineData("predict")]
    [InlineData("evaluate")]
    [InlineData("generate")]
    [InlineData("data list")]
    [InlineData("data get")]
    [InlineData("data show")]
    public void Help_has_examples(string command)
    {
        using TestTerminal terminal = new();
        string[] words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        terminal.Run([.. words, "--help"]).ShouldBe(0);
        terminal.Output.ShouldContain("Examples:");
        Snapshot.Match($"help{string.Concat(words.Select(word => "-" + word))}",
            terminal.Output);
        // It is to be read without scrolling.
        terminal.Output.Split('\n').Length.ShouldBeLessThan(40);
    }

    [Fact]
    public void The_help_of_every_command_fits_a_screen_of_80_columns_and_30_lines()
    {
        using TestTerminal making = new();
        string[] commands =
        [
            .. CommandList.Make(making.Terminal).SelectMany(group => group.Commands)
                .SelectMany(command => command.Subcommands.Select(each => $"{command.Name} {each.Name}").Prepend(command.Name)),
        ];
        commands.Length.ShouldBeGreaterThan(20);
        commands.Select(command => (command, Lines: LinesOfHelp(command))).Where(each => each.Lines > 30).ShouldBeEmpty();
    }

    private static int LinesOfHelp(string command)
    {
        using TestTerminal terminal = new(width: 80);
        terminal.Run([.. command.Split(' '), "--help"]).ShouldBe(0);
        return terminal.Output.TrimEnd('\n').Split('\n').Length;
    }

    [Theory]
    [InlineData("demoo", "there is no command 'weir demoo'; did you mean 'demo'?")]
    [InlineData("data gett", "there is no command 'weir data gett'; did you mean 'get'?")]
    [InlineData("xyzzyx", "there is no command 'weir xyzzyx'; there are demo, new, train")]
    [InlineData("train a.yaml --epoch 3", "'weir train' has no option '--epoch'; did you mean '--epochs'?")]
    [InlineData("train a.yaml --epochs three", "--epochs takes a whole number of 1 or more, not 'three'")]
    [InlineData("train", "RECIPE")]
    [InlineData("train a.yaml --seed one", "--seed takes a whole number from -9223372036854775808 to 9223372036854775807, not 'one'")]
    [InlineData("demo --seed 1.5", "--seed takes a whole number from -9223372036854775808 to 9223372036854775807, not '1.5'")]
    [InlineData("demo now", "'now' is one argument too many for 'weir demo'")]
    public void Wrong_usage_is_named_and_returns_2(string line, string message)
    {
        using TestTerminal terminal = new();
        terminal.Run(line.Split(' ')).ShouldBe(2);
        terminal.Errors.ShouldContain(message);
        terminal.Errors.ShouldContain("--help' shows how it is used");
        terminal.Output.ShouldBeEmpty();
    }

    [Fact]
    public void No_command_shows_the_help()
    {
        using TestTerminal terminal = new();
        terminal.Run().ShouldBe(0);
        terminal.Output.ShouldContain("weir demo");
    }

    [Fact]
    public void A_command_that_only_holds_others_shows_them()
    {
        using TestTerminal terminal = new();
        terminal.Run("data").ShouldBe(0);
        terminal.Output.ShouldContain("weir data show digits");
        terminal.Errors.ShouldBeEmpty();
    }

    [Fact]
    public void A_recipe_that_is_not_there_is_named_with_the_nearest()
    {
        using Folder folder = new();
        File.WriteAllText(folder["mnist-relu-2.yaml"], "name: x");
        using TestTerminal terminal = new();
        terminal.Run("train", folder["mnist-rellu-2.yaml"]).ShouldBe(1);
        terminal.Errors.ShouldBe($"error: there is no recipe '{folder["mnist-rellu-2.yaml"]}'; did you mean "
            + $"'{folder["mnist-relu-2.yaml"]}'?\n");
    }

    [Fact]
    public void A_wrong_recipe_is_named_by_file_and_line_without_a_stack_trace()
    {
        using Folder folder = new();
        File.WriteAllText(folder["wrong.yaml"], "modle:\n  - linear: 10\noptimizer:\n  sgd: {rate: 0.1}\n");
        using TestTerminal terminal = new();
        terminal.Run("summary", folder["wrong.yaml"]).ShouldBe(1);
        terminal.Errors.ShouldContain("wrong.yaml:1:1");
        terminal.Errors.ShouldContain("did you mean 'model'?");
        terminal.Errors.ShouldNotContain("   at ");
    }

    [Fact]
    public void With_WEIR_DEBUG_the_error_itself_comes_through()
    {
        using TestTerminal terminal = new() { Variables = { ["WEIR_DEBUG"] = "1" } };
        Should.Throw<CommandException>(() => terminal.Run("train", "nowhere.yaml"));
    }

    [Fact]
    public void A_run_that_is_not_there_is_named_with_the_nearest()
    {
        using Folder folder = new();
        Directory.CreateDirectory(folder["sigmoid-8"]);
        File.WriteAllText(Path.Combine(folder["sigmoid-8"], "recipe.yaml"), "name: x");
        using TestTerminal terminal = new();
        terminal.Run("show", "sigmoid-9", "--runs", folder.Path).ShouldBe(1);
        terminal.Errors.ShouldBe("error: there is no run 'sigmoid-9'; did you mean 'sigmoid-8'?\n");
        // One that is named by its path is looked for beside it, as a run of a study.
        using TestTerminal beside = new();
        beside.Run("compare", folder["sigmoid-8"], folder["sigmoid-9"]).ShouldBe(1);
        beside.Errors.ShouldBe($"error: there is no run '{folder["sigmoid-9"]}'; did you mean 'sigmoid-8'?\n");
    }

    [Fact]
    public void Data_sources_are_listed()
    {
        using TestTerminal terminal = new();
        terminal.Run("data", "list").ShouldBe(0);
        terminal.Output.ShouldContain("digits");
        terminal.Output.ShouldContain("spirals");
    }

    [Fact]
    public void Facts_of_the_digits_come_with_pictures()
    {
        using TestTerminal terminal = new();
        terminal.Run("data", "show", "digits").ShouldBe(0);
        Snapshot.Match("data-show-digits", terminal.Output);
    }

    [Fact]
    public void A_text_and_a_folder_of_images_are_shown_by_their_path()
    {
        using Folder folder = new();
        string text = Path.Combine(folder.Path, "t.txt");
        File.WriteAllText(text, string.Concat(Enumerable.Repeat("to be or not to be\n", 200)));
        foreach (string name in (string[])["black", "white"])
        {
            Directory.CreateDirectory(Path.Combine(folder.Path, "images", name));
            for (int i = 0; i < 10; i++)
                File.WriteAllBytes(Path.Combine(folder.Path, "images", name, $"{i}.pgm"),
                    [.. "P5 8 8 255\n"u8, .. Enumerable.Repeat(name == "white" ? (byte)255 : (byte)0, 64)]);
        }

        using TestTerminal terminal = new();
        terminal.Run("data", "show", text).ShouldBe(0);
        terminal.Output.ShouldContain("26 training, 2 validation");
        terminal.Output.ShouldContain("128 tokens of 8");
        terminal.Output.ShouldContain("to be or not to be\\nto be");
        terminal.Run("data", "show", Path.Combine(folder.Path, "images")).ShouldBe(0);
        terminal.Output.ShouldContain("14 training, 2 validation, 4 test");
        terminal.Output.ShouldContain("@@@@@@@@");
    }

    [Fact]
    public void A_class_whose_name_is_long_stands_whole_above_its_bar()
    {
        using Folder folder = new();
        string table = folder["table.csv"];
        File.WriteAllText(table, "x,y\n" + string.Concat(Enumerable.Range(0, 100).Select(i => $"{i},{(i % 3 == 0 ? "ja" : "図図図図図図図")}\n")));
        using TestTerminal terminal = new();
        terminal.Run("data", "show", table).ShouldBe(0, terminal.Errors);
        string[] lines = terminal.Output.Split('\n');
        int at = Array.FindIndex(lines, line => line.Trim() == "図図図図図図図");
        at.ShouldBeGreaterThan(0);
        // The bar begins where that of the short name does.
        lines[at + 1].IndexOf('█').ShouldBe(12);
        lines.Single(line => line.Contains("ja ") && line.Contains('█')).IndexOf('█').ShouldBe(12);
    }

    [Fact]
    public void A_table_is_shown_by_its_path_and_as_a_recipe_reads_it()
    {
        using Folder folder = new();
        string table = folder["table.csv"];
        File.WriteAllText(table, "größe,y,b\n"
            + string.Concat(
                Enumerable.Range(0, 100).Select(i => $"{(i - 50) / 10.0},{(i % 3 == 0 ? "ja" : "図図図図")},7\n")));
        using TestTerminal bare = new();
        bare.Run("data", "show", table).ShouldBe(1);
        // The target is the last column unless told; a column of texts is a category.
        bare.Errors.ShouldContain("column 'b' holds one value alone, '7'");
        bare.Output.ShouldContain("größe   numbers");
        bare.Output.ShouldContain($"weir new --from {table} --target COLUMN");
        File.WriteAllText(folder["t.yaml"],
            $"data: {{source: csv, file: {table}, target: y, test: 0}}\nmodel: [linear: outputs]\noptimizer: {{sgd: {{rate: 0.1}}}}\n");
        using TestTerminal terminal = new();
        terminal.Run("data", "show", folder["t.yaml"]).ShouldBe(0, terminal.Errors);
        terminal.Output.ShouldContain("samples     90 training, 10 validation\n");
        terminal.Output.ShouldContain("numbers from −5 to 7, mean ");
        terminal.Output.ShouldContain("2 classes");
        using TestTerminal changed = new();
        changed.Run("data", "show", folder["t.yaml"], "--set", "data.test=30", "--set", "data.target=b", "--set", "data.task=regression")
            .ShouldBe(0, changed.Errors);
        changed.Output.ShouldContain("samples     60 training, 10 validation, 30 test\n");
        changed.Output.ShouldContain("always 7");
        using TestTerminal none = new();
        none.Run("data", "show", "digits", "--set", "data.training=30").ShouldBe(1);
        none.Errors.ShouldContain("--set changes a key of a recipe, and 'digits' is none; name a recipe (.yaml), or leave --set out");
        // Wide letters take two cells: the bars of both classes begin in the same one.
        terminal.Output.Split('\n').Single(line => line.Contains('図') && line.Contains('█')).IndexOf('█').ShouldBe(8);
        terminal.Output.Split('\n').Single(line => line.Contains("ja ") && line.Contains('█')).IndexOf('█').ShouldBe(12);
    }

    [Theory]
    [InlineData("new --from t.csv --bogus", "'weir new' has no option '--bogus'")]
    [InlineData("new --from t.csv -f", "'weir new' has no option '-f'")]
    [InlineData("explain --framewrk", "'weir explain' has no option '--framewrk'; did you mean '--framework'?")]
    [InlineData("repair x --budget abc", "--budget takes a number of trainings, 2 or more, not 'abc'")]
    [InlineData("repair x --budget 1", "--budget takes a number of trainings, 2 or more, not '1'")]
    [InlineData("repair x --strategy best", "--strategy takes weir, random or fixed, not 'best'")]
    [InlineData("resume x --rate-factor abc", "--rate-factor takes a number above 0, not 'abc'")]
    [InlineData("resume x --rate-factor 0", "--rate-factor takes a number above 0, not '0'")]
    [InlineData("generate x --temperature warm", "--temperature takes a number of 0 or more, not 'warm'")]
    [InlineData("profile x --seconds long", "--seconds takes a number above 0 and up to 3600, not 'long'")]
    [InlineData("predict x t.csv --bad-rows keep", "--bad-rows takes refuse or skip, not 'keep'")]
    public void What_an_option_does_not_take_is_told_by_its_name_with_what_it_does(string arguments, string message)
    {
        using TestTerminal terminal = new();
        terminal.Run(arguments.Split(' ')).ShouldBe(2);
        terminal.Errors.ShouldStartWith($"error: {message}");
        terminal.Errors.ShouldContain("--help' shows how it is used.");
    }

    [Fact]
    public void A_file_that_is_not_there_is_said_to_be_missing()
    {
        using TestTerminal terminal = new();
        terminal.Run("data", "show", "nowhere/table.csv").ShouldBe(1);
        terminal.Errors.ShouldBe("error: there is no file or folder 'nowhere/table.csv'\n");
    }

    [Fact]
    public void An_unknown_source_is_named_with_the_nearest()
    {
        using TestTerminal terminal = new();
        terminal.Run("data", "show", "digts").ShouldBe(1);
        terminal.Errors.ShouldContain("there is no data source 'digts'; did you mean 'digits'?");
        terminal.Run("data", "get", "minst").ShouldBe(1);
        terminal.Errors.ShouldContain("did you mean 'mnist'?");
    }
}
