using Weir.Data;

namespace Weir.Training.Tests;

/// <summary>What is done before the first step is given up when it is asked for.</summary>
public sealed class StoppedStartTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_trainer_is_not_made_and_leaves_no_run_behind()
    {
        using CancellationTokenSource stop = new();
        stop.Cancel();
        Should.Throw<OperationCanceledException>(() => Trainer.Start(Make.Small(),
            new TrainerOptions { RunsDirectory = _folder.Root, Cancel = stop.Token }));
        Directory.EnumerateFileSystemEntries(_folder.Root).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("digits")]
    [InlineData("csv")]
    [InlineData("image-folder")]
    public void Sources_that_may_take_long_look_at_it(string source)
    {
        string table = _folder.File("table.csv");
        File.WriteAllText(table, "a,b\n1,2\n3,4\n5,6\n7,8\n");
        foreach (string name in (string[])["one", "two"])
        {
            string classes = Directory.CreateDirectory(Path.Combine(_folder.Root, "images", name)).FullName;
            File.WriteAllBytes(Path.Combine(classes, "a.pgm"), "P5\n1 1\n255\n\0"u8.ToArray());
        }

        DataRequest request = source switch
        {
            "csv" => new DataRequest { File = table },
            "image-folder" => new DataRequest { Folder = Path.Combine(_folder.Root, "images") },
            _ => new DataRequest(),
        };
        using CancellationTokenSource stop = new();
        stop.Cancel();
        Should.Throw<OperationCanceledException>(() => DataSources.Load(source, request with { Cancel = stop.Token }));
    }
}
