using Weir.Nn;
using Weir.Tensors;

namespace Weir.Bench;

/// <summary>A training step that PyTorch's side of the benchmark (bench/peers) runs too: same network, same batch, plain SGD.</summary>
/// <param name="Name">As on PyTorch's side.</param>
/// <param name="Input">Shape of one sample.</param>
/// <param name="Classes">Outputs.</param>
/// <param name="Batch">Samples of a batch.</param>
/// <param name="Network">Makes the network, not initialized.</param>
internal sealed record Workload(string Name, Shape Input, int Classes, int Batch, Func<Module> Network)
{
    private static readonly int[] Small = [784, 100, 100, 100, 100, 10];
    private static readonly int[] Wide = [784, 2048, 1024, 512, 256, 10];

    public static IReadOnlyList<Workload> All { get; } =
    [
        Dense("mlp-small-b10", Small, 10),
        Dense("mlp-small-b128", Small, 128),
        Dense("mlp-wide-b10", Wide, 10),
        Dense("mlp-wide-b128", Wide, 128),
        new("vgg19bn-32-b32", new Shape(32, 32, 3), 10, 32, Vgg19),
        new("resnet18-224-b8", new Shape(224, 224, 3), 10, 8, () => ResNet.Build(18, 10)),
    ];

    /// <summary>Multiply-adds of one step: forward, gradient of the weights, and of the inputs of all layers but the first.</summary>
    public long MultiplyAdds
    {
        get
        {
            Summary summary = Summary.Of(Build(), Input);
            return Batch * ((3 * summary.MultiplyAdds) - summary.Layers.First(layer => layer.MultiplyAdds > 0).MultiplyAdds);
        }
    }

    public Module Build()
    {
        Module model = Network();
        model.Initialize(1);
        return model;
    }

    public (float[] Inputs, int[] Labels) Data()
    {
        RandomStream random = new(1);
        float[] inputs = new float[Batch * Input.Size];
        for (int i = 0; i < inputs.Length; i++)
            inputs[i] = (float)random.NextNormal();
        int[] labels = new int[Batch];
        for (int i = 0; i < Batch; i++)
            labels[i] = random.NextInteger(Classes);
        return (inputs, labels);
    }

    private static Workload Dense(string name, int[] sizes, int batch) => new(name, new Shape(sizes[0]), sizes[^1], batch, () =>
    {
        List<Module> layers = [];
        for (int i = 0; i + 1 < sizes.Length; i++)
            layers.Add(new Linear(sizes[i], sizes[i + 1], i + 2 < sizes.Length ? new Relu() : null));
        return new Sequential([.. layers]);
    });

    /// <summary>VGG-19 with batch norm as PyTorch's side has it: the convolutions have a bias although the norm takes it away again.</summary>
    private static Sequential Vgg19()
    {
        List<Module> parts = [];
        int inputs = 3;
        foreach (int units in new[] { 64, 64, 0, 128, 128, 0, 256, 256, 256, 256, 0, 512, 512, 512, 512, 0, 512, 512, 512, 512, 0 })
        {
            if (units == 0)
            {
                parts.Add(new MaxPool2d());
                continue;
            }

            parts.AddRange([new Conv2d(inputs, units, 3, new ConvolutionOptions { Padding = 1 }, weight: new HeNormal()), new BatchNorm(units), new Relu()]);
            inputs = units;
        }

        return new Sequential([.. parts, new Flatten(), new Linear(inputs, 10)]);
    }
}
