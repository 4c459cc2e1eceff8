using Weir.Tensors;
using static Weir.Zoo.DrawnNetwork;

namespace Weir.Zoo;

/// <summary>
/// Healthy set-ups from wide families: tables, images, sequences, text; dense, convolutional, residual, recurrent networks and
/// transformers.
/// </summary>
internal static class HealthyFamilies
{
    /// <summary>Draws one.</summary>
    public static DrawnNetwork Draw(RandomStream random) => random.NextInteger(10) switch
    {
        <= 3 => Dense(random),
        <= 5 => Regression(random),
        6 or 7 => Images(random),
        8 => Sequences(random),
        _ => Residual(random),
    };

    private static DrawnNetwork Dense(RandomStream random)
    {
        string data = One(random, "circles", "moons", "spirals", "blobs", "digits", "digits");
        string options = data == "digits" ? "training: 1500, validation: 400, test: 0, standardize: global"
            : "training: 800, validation: 400, test: 0";
        string activation = One(random, "relu", "tanh", "leaky-relu", "elu", "gelu", "sigmoid");
        int depth = activation == "sigmoid" ? 1 : 1 + random.NextInteger(4);
        return Paced(random, new DrawnNetwork
        {
            Family = $"{data}-{activation}",
            Data = $"{{source: {data}, {options}, seed: {random.NextInteger(1000)}}}",
            Width = One(random, 16, 32, 64, 100),
            Depth = depth,
            Activation = activation,
            Weight = Init(activation),
            Behind = random.NextInteger(6) == 0 ? "  - dropout: 0.2\n" : "",
            Epochs = data == "digits" ? 10 : 60,
        });
    }

    private static DrawnNetwork Regression(RandomStream random)
    {
        string activation = One(random, "relu", "tanh", "elu");
        return Paced(random, new DrawnNetwork
        {
            Family = $"friedman-{activation}",
            Data = "{source: friedman, training: 800, validation: 400, test: 0, standardize: per-feature, seed: "
                + $"{random.NextInteger(1000)}}}",
            Width = One(random, 16, 32, 64),
            Depth = 1 + random.NextInteger(3),
            Activation = activation,
            Weight = Init(activation),
            Loss = One(random, "mean-squared-error", "mean-squared-error", "huber"),
            Epochs = 50,
        });
    }

    private static DrawnNetwork Images(RandomStream random)
    {
        int filters = One(random, 4, 8, 12);
        string norm = One(random, "", "  - batch-norm\n");
        string activation = One(random, "relu", "tanh");
        return Paced(random, new DrawnNetwork
        {
            Family = $"convolution-{activation}",
            Data = $"{{source: digits, images: true, training: 1000, validation: 400, test: 0, seed: {random.NextInteger(1000)}}}",
            Layer = "conv",
            Width = filters,
            Depth = 1 + random.NextInteger(2),
            Activation = activation,
            Weight = Init(activation),
            Behind = norm + "  - max-pool\n",
            After = "  - flatten\n",
            Epochs = 8,
        });
    }

    private static DrawnNetwork Sequences(RandomStream random)
    {
        string kind = One(random, "lstm", "gru", "simple-rnn");
        int length = kind == "simple-rnn" ? 5 : One(random, 6, 10);
        return new DrawnNetwork
        {
            Family = kind,
            Data = $"{{source: adding, length: {length}, training: 2000, validation: 400, test: 0, seed: {random.NextInteger(1000)}}}",
            Model = $"  - {{{kind}: {One(random, 24, 32)}, last: true}}\n  - linear: outputs\n",
            Loss = "mean-squared-error",
            Rate = 0.01,
            Epochs = 15,
        };
    }

    private static DrawnNetwork Residual(RandomStream random)
    {
        int width = One(random, 24, 32), blocks = 2 + random.NextInteger(5);
        string block = random.NextInteger(2) == 0
            ? $"  - residual:\n      - layer-norm\n      - {{linear: {width}, activation: relu}}\n      - linear: {width}\n"
            : $"  - residual:\n      - {{linear: {width}, activation: relu}}\n      - {{linear: {width}, weight: zeros}}\n";
        string source = One(random, "digits, training: 1500, validation: 400, test: 0, standardize: global",
            "spirals, training: 800, validation: 400, test: 0");
        return Paced(random, new DrawnNetwork
        {
            Family = "residual",
            Data = $"{{source: {source}, seed: {random.NextInteger(1000)}}}",
            Model = $"  - linear: {width}\n{string.Concat(Enumerable.Repeat(block, blocks))}  - linear: outputs\n",
            Epochs = 20,
        });
    }

    private static string? Init(string? activation) => activation is "tanh" or "sigmoid" ? "glorot-normal" : "he-normal";

    private static DrawnNetwork Paced(RandomStream random, DrawnNetwork network)
    {
        bool sgd = random.NextInteger(3) == 0 && network.Activation != "sigmoid";
        return network with
        {
            Optimizer = sgd ? "sgd" : One(random, "adam", "adam", "adamw"),
            Rate = Math.Round(sgd ? Between(random, 0.01, 0.05) : Between(random, 1e-3, 4e-3), 5),
            Settings = sgd ? ", momentum: 0.9" : "",
            Batch = One(random, 16, 32, 64),
        };
    }
}
