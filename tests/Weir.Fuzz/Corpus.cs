using System.IO.Compression;
using System.Text;
using Weir.Data;
using Weir.Diagnosis;
using Weir.Nn;
using Weir.Onnx;
using Weir.Tensors;
using Weir.Tensors.Backends;
using Weir.Testing;
using Weir.Training;

namespace Weir.Fuzz;

/// <summary>Good inputs of every reader, made by the library itself or written here.</summary>
internal sealed class Corpus
{
    private const string Recipe = """
        name: fuzz
        data: {source: spirals, training: 24, validation: 12, test: 0}
        model:
          - &layer {linear: 6, activation: {leaky-relu: 0.1}, weight: {normal: 0.5}}
          - *layer
          - residual: [linear: 6, relu]
          - {conv: 3, kernel: 5, batch-norm: true}
          - linear: outputs
        loss: {cross-entropy: {smoothing: 0.1}}
        optimizer: {adamw: {rate: 0.01, beta1: 0.8, weight-decay: 1e-3}}
        gradient: [centralize, {clip-norm: 1}, {l1: {strength: 1e-4, all: true}}]
        schedule: {cosine: {over: 5 epochs, warm-up: 5 %}}
        early-stopping: {patience: 3}
        diagnosis: {severities: {WEIR101: off}, thresholds: {vanishing-gradient.signal: 2}}
        epochs: 2
        batch: 8
        """;

    private readonly string _run;
    private readonly string _paused;
    private readonly Module _model;
    private readonly Optimizer _optimizer;

    public Corpus(string folder)
    {
        string text = Recipe.Replace("  - {conv: 3, kernel: 5, batch-norm: true}\n", "", StringComparison.Ordinal).ReplaceLineEndings("\n");
        Recipe recipe = RecipeReader.Parse(text, "fuzz.yaml");
        using Trainer trainer = Trainer.Start(recipe, new TrainerOptions { RunsDirectory = folder, Threads = 1 });
        trainer.Run(new RunWatch(trainer));
        _run = Path.Combine(folder, "fuzz");
        TrainerOptions pause = new() { RunsDirectory = folder, Name = "paused", Threads = 1, PauseAt = 4 };
        using (Trainer paused = Trainer.Start(recipe, pause))
            paused.Run();
        _paused = Path.Combine(folder, "paused");
        _model = trainer.Model;
        _optimizer = recipe.Optimizer.Build(_model, new ReferenceBackend(), recipe.Gradient);
    }

    public IReadOnlyList<byte[]> Recipes { get; } = [Encoding.UTF8.GetBytes(Recipe), "model: [relu]\noptimizer: sgd\n"u8.ToArray()];

    public IReadOnlyList<byte[]> Tables { get; } =
    [
        "a,b,\"c d\"\n1,2,x\n3,4.5,y\n-1e3,0,\"x\"\"y\"\n"u8.ToArray(), "a;b;c\n1;2;3\n4;5;6\n7;8;9\n"u8.ToArray(),
            "a\tb\n1\t2\n3\t4\n5\t6\n7\t8\n"u8.ToArray(),
    ];

    /// <summary>The tables as gzip packs them.</summary>
    public IReadOnlyList<byte[]> PackedTables => [.. Tables.Select(Pack)];

    public IReadOnlyList<byte[]> Texts { get; } =
        ["To be, or not to be: that is the question.\nWhether 'tis nobler…\n"u8.ToArray(), "été 🌊, 水\r\n\tabcabcabcabc"u8.ToArray()];

    /// <summary>Records of CIFAR-10: a label and the three colours' planes.</summary>
    public IReadOnlyList<byte[]> Photographs { get; } =
        [[.. Enumerable.Range(0, 12 * 3073).Select(i => (byte)(i % 3073 == 0 ? i / 3073 % 10 : i * 7))], new byte[2 * 3073]];

    public IReadOnlyList<byte[]> Pixmaps { get; } =
        ["P2 # grey\n3 2 15\n0 1 2 3 4 15\n"u8.ToArray(), [.. "P6 2 1 255\n"u8, 1, 2, 3, 4, 5, 6], "P3 1 1 65535 0 9 65535"u8.ToArray()];

    public IReadOnlyList<byte[]> Indices(string folder)
    {
        IdxFile labels = new([5], [1, 2, 3, 4, 5]);
        labels.Write(Path.Combine(folder, "labels"));
        labels.Write(Path.Combine(folder, "labels.gz"));
        return [File.ReadAllBytes(Path.Combine(folder, "labels")), File.ReadAllBytes(Path.Combine(folder, "labels.gz"))];
    }

    public IReadOnlyList<byte[]> Images()
    {
        byte[] pixels = [0, 10, 20, 30, 1, 5, 5, 5];
        return [Png.Of(3, 2, 8, 0, pixels), Png.Of(1, 2, 8, 2, pixels), Png.Of(24, 2, 1, 0, pixels)];
    }

    /// <summary>JPEG and BMP files of each kind.</summary>
    public IReadOnlyList<byte[]> Photos { get; } =
        [.. GoldenFile.Read("images-photos").Cases.Select(photo => Array.ConvertAll(photo.Indices!, value => (byte)value))];

    /// <summary>Networks as ONNX files.</summary>
    public IReadOnlyList<byte[]> Networks()
    {
        Sequential images = new(new Conv2d(2, 3, 3, activation: new Relu()), new MaxPool2d(), new Flatten(), new Linear(12, 2));
        Sequential rows = new(new Residual(new Linear(5, 5, new Tanh())), new LayerNorm(5), new BatchNorm(5), new Linear(5, 2));
        Sequential masks = new(new Concat(new Sequential(new MaxPool2d(), new Conv2d(2, 3, 1), new Upsample2d())),
            new ConvTranspose2d(5, 2, 2, new ConvolutionOptions { Stride = 2 }, new Relu()));
        images.Initialize(1);
        rows.Initialize(1);
        masks.Initialize(1);
        return [OnnxExport.ToBytes(images, new Shape(6, 6, 2)), OnnxExport.ToBytes(rows, new Shape(5)),
            OnnxExport.ToBytes(masks, new Shape(4, 4, 2)), .. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "golden"), "*.onnx")
                .Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
    }

    public IReadOnlyList<byte[]> Arrays(string folder)
    {
        NumpyArray array = NumpyArray.Of<float>(new Shape(2, 3), [1, 2, 3, 4, 5, 6]);
        array.Write(Path.Combine(folder, "a.npy"));
        NumpyArray.Of<long>(new Shape(), [7L]).Write(Path.Combine(folder, "b.npy"));
        return [File.ReadAllBytes(Path.Combine(folder, "a.npy")), File.ReadAllBytes(Path.Combine(folder, "b.npy"))];
    }

    public IReadOnlyList<byte[]> Archives(string folder)
    {
        string plain = Path.Combine(folder, "a.npz"), packed = Path.Combine(folder, "b.npz");
        NumpyArchive.Write(plain, new Dictionary<string, NumpyArray>
        {
            ["1.weight"] =
            NumpyArray.Of<float>(new Shape(2, 3), [1, 2, 3, 4, 5, 6])
        });
        using (ZipArchive zip = ZipFile.Open(packed, ZipArchiveMode.Create))
            zip.CreateEntryFromFile(Path.Combine(folder, "a.npy"), "a.npy", CompressionLevel.SmallestSize);
        return [File.ReadAllBytes(plain), File.ReadAllBytes(packed)];
    }

    public IReadOnlyList<byte[]> Checkpoints =>
        [.. Directory.GetFiles(Path.Combine(_run, "checkpoints"), "*.safetensors").Select(File.ReadAllBytes)];

    /// <summary>Reads a checkpoint into the network and the optimizer that it was written from.</summary>
    public void ReadCheckpoint(string file) => Checkpoint.Load(file, _model, _optimizer);

    /// <summary>What checkpoints say of the run, as JSON.</summary>
    public IReadOnlyList<byte[]> States => [.. Checkpoints.Select(content =>
        Encoding.UTF8.GetBytes(Safetensors.Parse(content).Metadata["weir.checkpoint"]))];

    /// <summary>Reads a checkpoint that is well but for what it says of the run.</summary>
    public void ReadState(string file)
    {
        string path = file + ".safetensors";
        string state = Encoding.UTF8.GetString(File.ReadAllBytes(file));
        Safetensors content = Safetensors.Parse(Checkpoints[0]) with
        {
            Metadata = new Dictionary<string, string> { ["weir.checkpoint"] = state },
        };
        using (FileStream stream = File.Create(path))
            content.Write(stream);
        Checkpoint.Load(path, _model, _optimizer);
    }

    /// <summary>What the record of a run says that can go on, also with decisions and of what a program gave.</summary>
    public IReadOnlyList<byte[]> Records
    {
        get
        {
            string text = File.ReadAllText(Path.Combine(_paused, "run.json"));
            return
            [
                Encoding.UTF8.GetBytes(text),
                Encoding.UTF8.GetBytes(text.TrimEnd()[..^1] + """
                    , "decisions": [{"step": 3, "rateFactor": 0.5}, {"step": 2, "skipsBatch": true, "rateFactor": 1}], "failedStep": 5,
                    "given": [], "dataDirectory": "/data", "recipeFile": "/recipe.yaml", "minutes": 5}
                    """),
            ];
        }
    }

    /// <summary>What the checkpoint says that such a run goes on from.</summary>
    public IReadOnlyList<byte[]> Places => [Encoding.UTF8.GetBytes(Safetensors.Read(Last).Metadata["weir.checkpoint"])];

    /// <summary>Comes to where a run goes on, by a record of it.</summary>
    public void ResumeByRecord(string file)
    {
        string record = Path.Combine(_paused, "run.json");
        byte[] before = File.ReadAllBytes(record);
        try
        {
            File.Copy(file, record, overwrite: true);
            Resume();
        }
        finally
        {
            File.WriteAllBytes(record, before);
        }
    }

    /// <summary>Comes to where a run goes on, by what its checkpoint says of the run.</summary>
    public void ResumeByState(string file)
    {
        string last = Last;
        byte[] before = File.ReadAllBytes(last);
        try
        {
            string state = Encoding.UTF8.GetString(File.ReadAllBytes(file));
            using (FileStream stream = File.Create(last))
            {
                (Safetensors.Parse(before) with { Metadata = new Dictionary<string, string> { ["weir.checkpoint"] = state } })
                    .Write(stream);
            }

            Resume();
        }
        finally
        {
            File.WriteAllBytes(last, before);
        }
    }

    private static byte[] Pack(byte[] content)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.SmallestSize))
            gzip.Write(content);
        return packed.ToArray();
    }

    private string Last => Directory.GetFiles(Path.Combine(_paused, "checkpoints"), "step-*").Max(StringComparer.Ordinal)!;

    private void Resume()
    {
        using Trainer trainer = Trainer.Resume(_paused, new TrainerOptions { Threads = 1 });
        trainer.Info.ResumedAt.ShouldBe(4);
    }

    /// <summary>A file of a run, with shorter versions of it.</summary>
    public IReadOnlyList<byte[]> OfRun(string name)
    {
        string text = File.ReadAllText(Path.Combine(_run, name));
        string[] lines = text.Split('\n');
        return [Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(string.Join('\n', lines.Take(3)) + "\n")];
    }
}
