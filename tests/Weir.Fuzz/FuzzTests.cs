using System.Globalization;
using Weir.Data;
using Weir.Diagnosis;
using Weir.Flow;
using Weir.Onnx;
using Weir.Pages;
using Weir.Repair;
using Weir.Studies;
using Weir.Training;
using Xunit.Abstractions;

namespace Weir.Fuzz;

/// <summary>
/// Every reader is fed with inputs that are damaged at random, always the same ones for a seed: it reads them or refuses them with its
/// documented error, within five seconds, and takes memory in proportion to the input. Two seconds for each reader;
/// <c>WEIR_FUZZ_SECONDS</c> and <c>WEIR_FUZZ_SEED</c> say otherwise, as in <c>WEIR_FUZZ_SECONDS=3600 WEIR_FUZZ_SEED=7 ./test Weir.Fuzz</c>,
/// and <c>WEIR_FUZZ_READERS=parquet,table</c> names some of the readers.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("weir-fuzz-").FullName;

    public void Dispose()
    {
        // Inputs that are faults are kept for who mends them.
        if (Directory.GetFiles(_folder, "fault-*").Length == 0)
            Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Damaged_inputs_are_read_or_refused_in_words()
    {
        double seconds = Setting("WEIR_FUZZ_SECONDS", 2);
        int seed = (int)Setting("WEIR_FUZZ_SEED", 1);
        List<string> faults = [];
        string[]? named = Environment.GetEnvironmentVariable("WEIR_FUZZ_READERS")?.Split(',');
        foreach (FuzzTarget target in Targets().Where(target => named?.Contains(target.Name) ?? true))
        {
            FuzzRun run = new(target, seed);
            run.Go(TimeSpan.FromSeconds(seconds), _folder);
            output.WriteLine($"{target.Name,-12} {run.Cases,9:N0} inputs  {run.Faults.Count} faults");
            run.Cases.ShouldBeGreaterThan(10, target.Name);
            faults.AddRange(run.Faults);
        }

        faults.ShouldBeEmpty();
    }

    private static double Setting(string name, double usual) =>
        double.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? value : usual;

    private List<FuzzTarget> Targets()
    {
        Corpus corpus = new(_folder);
        string run = Path.Combine(_folder, "run");
        Directory.CreateDirectory(run);
        return
        [
            new("recipe", ".yaml", corpus.Recipes, file => RecipeReader.Read(file), typeof(RecipeException)),
            new("table", ".csv", corpus.Tables, file => DataSources.Load("csv", new DataRequest { File = file }), typeof(DataException)),
            new("windows", ".csv", corpus.Tables, file => DataSources.Load("csv", new DataRequest { File = file, Window = 2 }),
                typeof(DataException)),
            new("packed", ".csv.gz", corpus.PackedTables, file => DataSources.Load("csv", new DataRequest { File = file }),
                typeof(DataException)),
            new("text", ".txt", corpus.Texts, file => DataSources.Load("text", new DataRequest { File = file, Length = 4 }),
                typeof(DataException)),
            new("cifar", ".bin", corpus.Photographs, InRun(run, "data_batch_1.bin", folder => DataSources.Load("cifar-10",
                new DataRequest { Directory = folder })), typeof(DataException)),
            new("parquet", ".parquet", ParquetCorpus.Tables, file => DataSources.Load("csv",
                new DataRequest { File = file, TargetColumn = "name", Missing = MissingCells.Median }), typeof(DataException))
            {
                MostBytes = FileLimits.DefaultBytes,
            },
            new("labels", ".idx", corpus.Indices(_folder), file => IdxFile.Read(file, 1), typeof(DataException)),
            new("png", ".png", corpus.Images(), ReadImage, typeof(DataException)),
            new("masks", ".png", corpus.Images(), ReadMask, typeof(DataException)),
            new("photo", ".jpg", corpus.Photos, file => ImageFile.Read(file), typeof(DataException)),
            new("onnx", ".onnx", corpus.Networks(), file => OnnxImport.Read(file), typeof(OnnxException)),
            new("pixmap", ".ppm", corpus.Pixmaps, file => ImageFile.Read(file), typeof(DataException)),
            new("array", ".npy", corpus.Arrays(_folder), file => NumpyArray.Read(file), typeof(NumpyException)),
            new("archive", ".npz", corpus.Archives(_folder), file => NumpyArchive.Read(file), typeof(NumpyException)),
            new("safetensors", ".safetensors", corpus.Checkpoints, file => Safetensors.Read(file), typeof(SafetensorsException)),
            new("checkpoint", ".safetensors", corpus.Checkpoints, corpus.ReadCheckpoint, typeof(SafetensorsException)),
            new("state", ".json", corpus.States, corpus.ReadState, typeof(SafetensorsException)),
            new("trace", ".jsonl", corpus.OfRun("flow.jsonl"), file => TraceReader.Read(file), typeof(TraceException)),
            new("facts", ".json", corpus.OfRun("facts.json"), file => FactsFile.Read(file), typeof(FactsException)),
            new("metrics", ".jsonl", corpus.OfRun("metrics.jsonl"), InRun(run, "metrics.jsonl", folder => RunDirectory.ReadMetrics(folder)),
                typeof(RunException)),
            new("record", ".json", corpus.OfRun("run.json"), InRun(run, "run.json", folder => RunDirectory.ReadRecord(folder)),
                typeof(RunException)),
            new("resumption", ".json", corpus.Records, corpus.ResumeByRecord, typeof(RunException)),
            new("place", ".json", corpus.Places, corpus.ResumeByState, typeof(RunException)),
            new("signature", ".json", FolderCorpus.Signatures(corpus.Checkpoints),
                file => ModelSignature.Parse(File.ReadAllText(file), file), typeof(SafetensorsException)),
            new("study", ".yaml", FolderCorpus.Studies, file => StudyReader.Read(file), typeof(RecipeException)),
            new("result", ".json", FolderCorpus.Results, InRun(run, RunYield.FileName, folder => RunYield.Read(folder)),
                typeof(RunException)),
            new("trial", ".json", FolderCorpus.Trials, InRun(run, TrialFile.Name, folder => TrialFile.Read(folder, "00")),
                typeof(RunException)),
            new("certificate", ".json", FolderCorpus.Certificates, InRun(run, Certificate.FileName, folder => Digest.Of(folder)),
                typeof(RunException)),
        ];
    }

    // Half of the images have right checksums, so that the damage gets to what lies behind them.
    private static void ReadImage(string file)
    {
        byte[] bytes = File.ReadAllBytes(file);
        if (bytes.Length % 2 == 0)
        {
            Png.Mend(bytes);
            File.WriteAllBytes(file, bytes);
        }

        ImageFile.Read(file);
    }

    private void ReadMask(string file)
    {
        string images = Path.Combine(_folder, "images"), masks = Path.Combine(_folder, "masks");
        Directory.CreateDirectory(images);
        Directory.CreateDirectory(masks);
        // Of the mask's own size, where that can be told, so that the damage gets to its values.
        PixelImage? mask = null;
        try
        {
            ReadImage(file);
            mask = ImageFile.Read(file);
        }
        catch (DataException)
        {
            // The source says so too.
        }

        (int height, int width) = mask is { Height: <= 1000, Width: <= 1000 } ? (mask.Height, mask.Width) : (2, 2);
        File.WriteAllText(Path.Combine(images, "0.pgm"), $"P2 {width} {height} 1\n{string.Join(' ', new int[height * width])}");
        File.Copy(file, Path.Combine(masks, "0.png"), overwrite: true);
        DataSources.Load("image-masks", new DataRequest { Folder = _folder, ValidationCount = 0, TestCount = 0, Size = 3 });
    }

    private static Action<string> InRun(string folder, string name, Action<string> read) => file =>
    {
        File.Copy(file, Path.Combine(folder, name), overwrite: true);
        read(folder);
    };
}
