using Weir.Nn;
using Weir.Tensors;

namespace Weir.Bench;

/// <summary>A training step that PyTorch's side of the benchmark (bench/peers) runs too: same network, same batch, plain SGD.</summary>
/// <param name="Name">As on PyTorch's side.</param>
/// <param name="Sizes">Inputs, hidden units, outputs.</param>
/// <param name="Batch">Samples of a batch.</param>
internal sealed record Workload(string Name, int[] Sizes, int Batch)
{
    private static readonly int[] Small = [784, 100, 100, 100, 100, 10];
    private static readonly int[] Wide = [784, 2048, 1024, 512, 256, 10];

    public static IReadOnlyList<Workload> All { get; } =
    [
        new("mlp-small-b10", Small, 10),
        new("mlp-small-b128", Small, 128),
        new("mlp-wide-b10", Wide, 10),
        new("mlp-wide-b128", Wide, 128),
    ];

    /// <summary>Multiply-adds of one step: forward, gradient of the weights, and of the inputs of all layers but the first.</summary>
    public long MultiplyAdds
    {
        get
        {
            long sum = 0;
            for (int i = 0; i + 1 < Sizes.Length; i++)
                sum += (long)Sizes[i] * Sizes[i + 1] * Batch * (i == 0 ? 2 : 3);
            return sum;
        }
    }

    public Module Build()
    {
        List<Module> layers = [];
        for (int i = 0; i + 1 < Sizes.Length; i++)
            layers.Add(new Linear(Sizes[i], Sizes[i + 1], i + 2 < Sizes.Length ? new Relu() : null));
        Sequential model = new([.. layers]);
        model.Initialize(1);
        return model;
    }

    public (float[] Inputs, int[] Labels) Data()
    {
        RandomStream random = new(1);
        float[] inputs = new float[Batch * Sizes[0]];
        for (int i = 0; i < inputs.Length; i++)
            inputs[i] = (float)random.NextNormal();
        int[] labels = new int[Batch];
        for (int i = 0; i < Batch; i++)
            labels[i] = random.NextInteger(Sizes[^1]);
        return (inputs, labels);
    }
}
