using Weir.Nn;
using Weir.Tensors;

namespace Weir.Bench;

/// <summary>A network and a batch that PyTorch's side of the benchmark (bench/peers) runs too, trained with plain SGD.</summary>
/// <param name="Name">As on PyTorch's side.</param>
/// <param name="Input">Shape of one sample, channels last.</param>
/// <param name="Batch">Samples of a batch.</param>
/// <param name="Classes">Classes of the labels.</param>
/// <param name="Make">Makes the network.</param>
internal sealed record Workload(string Name, Shape Input, int Batch, int Classes, Func<Module> Make)
{
    private const int Characters = 65, Context = 128;

    /// <summary>The peers' workloads.</summary>
    public static IReadOnlyList<Workload> All { get; } =
    [
        Dense("mlp-small-b10", 10, 784, 100, 100, 100, 100, 10),
        Dense("mlp-small-b128", 128, 784, 100, 100, 100, 100, 10),
        Dense("mlp-wide-b10", 10, 784, 2048, 1024, 512, 256, 10),
        Dense("mlp-wide-b128", 128, 784, 2048, 1024, 512, 256, 10),
        new("vgg19bn-32-b32", new Shape(32, 32, 3), 32, 10, () => Vgg.Build(19, 10, batchNorm: true)),
        new("resnet18-224-b8", new Shape(224, 224, 3), 8, 10, () => ResNet.Large(18, 10)),
        new("char-transformer-b16", new Shape(Context), 16, Characters, () => CharacterTransformer.Build(Characters, Context, width: 192,
            depth: 4, heads: 6)) { Tokens = Characters, LabelsPerSample = Context },
    ];

    /// <summary>How many kinds of token the input has; 0 where it is normal noise.</summary>
    public int Tokens { get; init; }

    /// <summary>Labels that belong to one sample, as one a place of a sequence.</summary>
    public int LabelsPerSample { get; init; } = 1;

    /// <summary>The workload of that name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static Workload Named(string name) => All.FirstOrDefault(one => one.Name == name)
        ?? throw new ArgumentException($"there is no workload {name}; there are {string.Join(", ", All.Select(one => one.Name))}");

    /// <summary>Dense layers with rectifiers between them.</summary>
    public static Workload Dense(string name, int batch, params int[] sizes) =>
        new(name, new Shape(sizes[0]), batch, sizes[^1], () => new Sequential(
        [.. Enumerable.Range(0, sizes.Length - 1)
            .Select(i => new Linear(sizes[i], sizes[i + 1], i + 2 < sizes.Length ? new Relu() : null))]));

    /// <summary>The network with its first values.</summary>
    public Module Build()
    {
        Module model = Make();
        model.Initialize(1);
        return model;
    }

    /// <summary>Multiply-adds of one step: forward, gradient of the weights, and of the inputs of all layers but the first.</summary>
    public long MultiplyAdds()
    {
        WorkCounter counter = new();
        counter.Count(Build(), Input);
        return Batch * ((3 * counter.Total) - counter.First);
    }

    /// <summary>So many samples and their labels, always the same.</summary>
    public (float[] Inputs, int[] Labels) Data(int samples)
    {
        RandomStream random = new(1);
        float[] inputs = new float[samples * Input.Size];
        for (int i = 0; i < inputs.Length; i++)
            inputs[i] = Tokens > 0 ? random.NextInteger(Tokens) : (float)random.NextNormal();
        int[] labels = new int[samples * LabelsPerSample];
        for (int i = 0; i < labels.Length; i++)
            labels[i] = random.NextInteger(Classes);
        return (inputs, labels);
    }
}
