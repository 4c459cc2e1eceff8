namespace Weir.Cli.Tests.Commands;

public class PredictCommandTests
{
    [Fact]
    public void What_is_predicted_from_stays()
    {
        using Folder folder = new();
        string table = folder["new.csv"], runs = folder["runs"];
        Train(folder);
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

    [Fact]
    public void What_the_network_was_trained_on_stays()
    {
        using Folder folder = new();
        string table = folder["new.csv"], later = folder["later.csv"], runs = folder["runs"];
        Train(folder);
        File.WriteAllText(later, "a\n3\n");
        string before = File.ReadAllText(table);
        string weights = Directory.GetFiles(Path.Combine(runs, "tiny", "checkpoints"), "*.safetensors")[0];
        foreach (string network in new[] { "tiny", weights })
        {
            using TestTerminal terminal = new();
            terminal.Run("predict", network, later, "--runs", runs, "-o", table).ShouldBe(1);
            terminal.Errors.ReplaceLineEndings(" ").ShouldContain("which the network was trained on; name another");
            File.ReadAllText(table).ShouldBe(before);
        }

        // Nor what the run is made of.
        using TestTerminal own = new();
        own.Run("predict", "tiny", later, "--runs", runs, "-o", Path.Combine(runs, "tiny", "metrics.jsonl")).ShouldBe(1);
        own.Errors.ReplaceLineEndings(" ").ShouldContain("it is a file of a run, which cannot be used without it; name another");
        using TestTerminal export = new();
        export.Run("export", "tiny", "--runs", runs, "--safetensors", weights).ShouldBe(1);
        export.Errors.ReplaceLineEndings(" ").ShouldContain("it is a file of a run, which cannot be used without it; name another");
        using TestTerminal again = new();
        File.WriteAllText(folder["out.csv"], "of another day");
        again.Run("predict", "tiny", later, "--runs", runs, "-o", folder["out.csv"]).ShouldBe(0, again.Errors);
    }

    /// <summary>Masks that were drawn by hand were written over.</summary>
    [Theory]
    [InlineData("cells/masks")]
    [InlineData("cells/images")]
    [InlineData("cells")]
    public void Masks_and_images_of_training_stay(string output)
    {
        using Folder folder = new();
        string runs = folder["runs"], mask = folder["cells/masks/0.pgm"];
        foreach (string part in new[] { "cells/images", "cells/masks", "new" })
            Directory.CreateDirectory(folder[part]);
        for (int i = 0; i < 12; i++)
        {
            string kinds = string.Join(' ', Enumerable.Range(0, 16).Select(pixel => (pixel + i) % 3 == 0 ? 1 : 0));
            File.WriteAllText(folder[$"cells/images/{i}.pgm"], $"P2 4 4 255\n{kinds}\n");
            File.WriteAllText(folder[$"cells/masks/{i}.pgm"], $"P2 4 4 255\n{kinds}\n");
        }

        File.Copy(folder["cells/images/0.pgm"], folder["new/0.pgm"]);
        File.WriteAllText(folder["cells.yaml"], "data: {source: image-masks, folder: cells, class-names: [background, cell]}\n"
            + "model: [linear: outputs]\noptimizer: {sgd: {rate: 0.1}}\nepochs: 1\n");
        using TestTerminal trained = new();
        trained.Run("train", folder["cells.yaml"], "--runs", runs, "--plain", "--no-report").ShouldBe(0, trained.Errors);
        using TestTerminal terminal = new();
        terminal.Run("predict", "cells", folder["new"], "--runs", runs, "-o", folder[output]).ShouldBe(1);
        terminal.Errors.ReplaceLineEndings(" ").ShouldContain("which the network was trained on; name another");
        File.Exists(mask).ShouldBeTrue();
        Directory.GetFiles(folder[output], "*.png").ShouldBeEmpty();
    }

    /// <summary>It ended as if all had been done.</summary>
    [Fact]
    public void Where_all_rows_are_left_out_nothing_was_done()
    {
        using Folder folder = new();
        Train(folder);
        File.WriteAllText(folder["bad.csv"], "a\nfew\n");
        using TestTerminal terminal = new();
        terminal.Run("predict", "tiny", folder["bad.csv"], "--runs", folder["runs"], "--bad-rows", "skip").ShouldBe(1);
        terminal.Errors.ShouldContain("1 sample could not be read and was left out");
    }

    private static void Train(Folder folder)
    {
        File.WriteAllText(folder["new.csv"], "a,y\n"
            + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i * 5 % 11},{(i % 3 == 0 ? "no" : "yes")}\n")));
        File.WriteAllText(folder["tiny.yaml"], "name: tiny\ndata: {source: csv, file: new.csv, target: y}\nmodel: [linear: outputs]\n"
            + "optimizer: {sgd: {rate: 0.1}}\nepochs: 1\n");
        using TestTerminal trained = new();
        trained.Run("train", folder["tiny.yaml"], "--runs", folder["runs"], "--plain", "--no-report").ShouldBe(0, trained.Errors);
    }
}
