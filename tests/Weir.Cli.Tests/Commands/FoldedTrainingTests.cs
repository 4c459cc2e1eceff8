namespace Weir.Cli.Tests.Commands;

public sealed class FoldedTrainingTests
{
    private const string Recipe = """
        name: folded
        data: {source: moons, training: 60, validation: 30}
        model: [{linear: 8, activation: tanh}, linear: 1]
        loss: sigmoid-cross-entropy
        optimizer: {adam: {rate: 0.05}}
        epochs: 3
        """;

    [Fact]
    public void Each_fold_is_a_run_and_the_mean_is_told_with_its_deviation()
    {
        using Folder folder = new();
        File.WriteAllText(folder["folded.yaml"], Recipe);
        using TestTerminal terminal = new();
        terminal.Run("train", folder["folded.yaml"], "--runs", folder["runs"], "--threads", "1", "--folds", "3", "--no-report")
            .ShouldBe(0, terminal.Errors);
        Directory.GetDirectories(folder["runs"]).Select(Path.GetFileName).Order()
            .ShouldBe(["folded-fold-1", "folded-fold-2", "folded-fold-3"]);
        terminal.Output.ShouldContain("mean ± standard deviation");
        File.ReadAllText(Path.Combine(folder["runs"], "folded-fold-2", "recipe.yaml")).ShouldContain("fold: 2");
    }

    /// <summary>Folds that are there are taken as they are, and the one at which all was stopped goes on.</summary>
    [Fact]
    public void Folds_that_were_stopped_go_on_to_the_same_table()
    {
        using Folder folder = new();
        File.WriteAllText(folder["folded.yaml"], Recipe);
        string[] line = ["train", folder["folded.yaml"], "--threads", "1", "--folds", "3", "--no-report", "--resume", "--runs"];
        using TestTerminal whole = new(), first = new(), again = new();
        whole.Run([.. line, folder["whole"]]).ShouldBe(0, whole.Errors);
        first.Run([.. line, folder["runs"]]).ShouldBe(0, first.Errors);
        // What a kill leaves: a fold behind its first epoch, and one that was not begun.
        Directory.Delete(folder["runs/folded-fold-3"], recursive: true);
        string[] checkpoints = [.. Directory.GetFiles(folder["runs/folded-fold-2/checkpoints"], "step-*").Order(StringComparer.Ordinal)];
        File.Delete(checkpoints[^1]);
        string record = folder["runs/folded-fold-2/run.json"];
        File.WriteAllText(record, File.ReadAllText(record).Replace("\"finished\"", "\"running\"", StringComparison.Ordinal));
        again.Run([.. line, folder["runs"]]).ShouldBe(0, again.Errors);
        again.Output.ShouldContain("the run is over");
        again.Output.ShouldContain("goes on at step");
        again.Output[Table(again)..].ShouldBe(whole.Output[Table(whole)..]);

        static int Table(TestTerminal terminal) => terminal.Output.LastIndexOf("folded-fold-1 ", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("split: time", "'split: time' keeps what comes later from what is learnt")]
    [InlineData("window: 4", "windows of one sequence share their rows")]
    public void Folds_of_rows_in_order_of_time_are_refused(string option, string message)
    {
        using Folder folder = new();
        File.WriteAllText(folder["t.csv"], "x,y\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i},{i % 7}.5\n")));
        File.WriteAllText(folder["folded.yaml"], Recipe.Replace("{source: moons, training: 60, validation: 30}",
            $"{{source: csv, file: t.csv, {option}}}", StringComparison.Ordinal).Replace("sigmoid-cross-entropy", "mean-squared-error",
            StringComparison.Ordinal));
        using TestTerminal terminal = new();
        terminal.Run("train", folder["folded.yaml"], "--runs", folder["runs"], "--folds", "3", "--no-report").ShouldBe(1);
        terminal.Errors.ShouldContain(message);
        Directory.Exists(folder["runs"]).ShouldBeFalse();
    }

    [Fact]
    public void A_fold_of_no_folds_is_refused_in_words()
    {
        using Folder folder = new();
        File.WriteAllText(folder["folded.yaml"], Recipe);
        using TestTerminal terminal = new();
        terminal.Run("train", folder["folded.yaml"], "--runs", folder["runs"], "--set", "data.fold=3").ShouldBe(1);
        terminal.Errors.ShouldContain("'fold: 3' is one of the parts that 'folds' cuts");
        Directory.Exists(folder["runs"]).ShouldBeFalse();
    }

    [Fact]
    public void One_fold_is_refused()
    {
        using Folder folder = new();
        File.WriteAllText(folder["folded.yaml"], Recipe);
        using TestTerminal terminal = new();
        terminal.Run("train", folder["folded.yaml"], "--runs", folder["runs"], "--folds", "1").ShouldNotBe(0);
        terminal.Errors.ShouldContain("--folds takes 2 or more");
    }
}
