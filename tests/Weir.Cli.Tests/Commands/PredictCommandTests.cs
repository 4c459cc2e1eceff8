namespace Weir.Cli.Tests.Commands;

public class PredictCommandTests
{
    [Fact]
    public void What_is_predicted_from_stays()
    {
        using Folder folder = new();
        string table = folder["new.csv"], runs = folder["runs"];
        File.WriteAllText(table, "a,y\n"
            + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i * 5 % 11},{(i % 3 == 0 ? "no" : "yes")}\n")));
        File.WriteAllText(folder["tiny.yaml"], "name: tiny\ndata: {source: csv, file: new.csv, target: y}\nmodel: [linear: outputs]\n"
            + "optimizer: {sgd: {rate: 0.1}}\nepochs: 1\n");
        using TestTerminal trained = new();
        trained.Run("train", folder["tiny.yaml"], "--runs", runs, "--plain", "--no-report").ShouldBe(0, trained.Errors);
        string before = File.ReadAllText(table);
        File.CreateSymbolicLink(folder["link.csv"], table);
        foreach (string output in new[] { table, folder["./runs/../new.csv"], folder["link.csv"] })
        {
            using TestTerminal terminal = new();
            terminal.Run("predict", "tiny", table, "--runs", runs, "-o", output).ShouldBe(1);
            terminal.Errors.ReplaceLineEndings(" ").ShouldContain("name another file");
            File.ReadAllText(table).ShouldBe(before);
        }
    }
}
