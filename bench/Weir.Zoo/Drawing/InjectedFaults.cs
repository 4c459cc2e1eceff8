using System.Globalization;
using Weir.Data;
using Weir.Tensors;
using static Weir.Zoo.DrawnNetwork;

namespace Weir.Zoo;

/// <summary>Faults with their severities, drawn from wide ranges: some are harmless, which training tells.</summary>
internal static class InjectedFaults
{
    /// <summary>Draws a fault for a healthy set-up.</summary>
    public static DrawnSetup Into(string id, DrawnNetwork network, RandomStream random)
    {
        while (true)
        {
            if (Try(id, network, random) is { } setup)
                return setup;
        }
    }

    private static DrawnSetup? Try(string id, DrawnNetwork network, RandomStream random)
    {
        bool classes = network.Loss == "cross-entropy", stack = network.IsStack, sgd = network.Optimizer == "sgd";
        return random.NextInteger(16) switch
        {
            0 => Of("learning-rate-too-high", network with { Rate = network.Rate * Between(random, 20, 2000) }),
            1 => Of("learning-rate-too-low", network with { Rate = network.Rate / Between(random, 100, 100_000) }),
            2 => Of("unscaled-input", Raw(network),
                Scaled(Between(random, 50, 5000), random.NextInteger(3) == 0 ? Between(random, 50, 1000) : 0)),
            3 => Of("unscaled-input", Raw(network), Spread(Between(random, 300, 30_000))),
            4 => Of("misaligned-labels", network, Shuffled(random.NextInteger(int.MaxValue))),
            5 when stack => Of("vanishing-gradient", network with
            {
                Depth = 6 + random.NextInteger(8),
                Activation = "sigmoid",
                Weight = One(random, "glorot-normal", "lecun-normal"),
                Behind = ""
            }),
            6 when stack => Of("vanishing-gradient",
                network with { Depth = 5 + random.NextInteger(6), Weight = Number("normal", Between(random, 0.003, 0.05)), Behind = "" }),
            7 when stack => Of("exploding-gradient", network with
            {
                Depth = 5 + random.NextInteger(5),
                Activation = "relu",
                Weight = Number("normal", Between(random, 0.8, 3)),
                Behind = ""
            }),
            8 when stack => Of("symmetric-init", network with
            {
                Weight = One(random, "zeros", "{constant: 0.1}"),
                Depth = 2,
                Output = One(random, "linear: outputs, weight: zeros", "linear: outputs, weight: {constant: 0.1}")
            }),
            9 when stack => Of("dying-relu", network with { Activation = "relu", Bias = Number("constant", -Between(random, 2, 30)) }),
            10 when stack => Of("saturation",
                network with { Activation = "tanh", Depth = 2 + random.NextInteger(2), Weight = Number("normal", Between(random, 2, 20)) }),
            11 when classes => Of("bad-output-activation", network with
            {
                Output =
                $"linear: outputs, activation: {One(random, "relu", "sigmoid")}",
                Model = null,
                End = ""
            },
                requires: network.Model is null),
            12 when classes && network.Model is null => Of("bad-output-activation", network with { End = "  - softmax\n" }),
            13 when stack && network.IsCurved =>
                Of("missing-nonlinearity", network with { Activation = null, Weight = null, Depth = Math.Max(2, network.Depth) }),
            14 => Of("over-regularised", Regularised(network, sgd, random)),
            15 when sgd => Of("over-clipped", network with
            {
                More =
                string.Create(CultureInfo.InvariantCulture, $"gradient: [{{clip-norm: {Between(random, 1e-7, 1e-4):g3}}}]\n")
            }),
            _ => null,
        };

        DrawnSetup? Of(string fault, DrawnNetwork changed, Func<DataSplit, DataSplit>? change = null, bool requires = true) =>
            requires ? new DrawnSetup(id, $"{network.Family}-{fault}", fault, network.ToString(), changed.ToString(), change) : null;
    }

    private static DrawnNetwork Regularised(DrawnNetwork network, bool sgd, RandomStream random) => random.NextInteger(3) switch
    {
        0 when network.IsStack => network with
        {
            Behind = string.Create(CultureInfo.InvariantCulture,
            $"  - dropout: {0.85 + (0.12 * random.NextDouble()):f2}\n"),
            Depth = Math.Max(2, network.Depth)
        },
        1 => network with
        {
            More = string
            .Create(CultureInfo.InvariantCulture, $"gradient: [{{l1: {{strength: {Between(random, 0.01, 1):g3}}}}}]\n")
        },
        _ => network with
        {
            Settings = network.Settings + string.Create(CultureInfo.InvariantCulture,
            $", weight-decay: {Between(random, sgd ? 0.3 : 0.1, sgd ? 3 : 10) * (network.Optimizer == "adamw" ? 30 : 1):g3}")
        },
    };

    private static string Number(string kind, double value) => string.Create(CultureInfo.InvariantCulture, $"{{{kind}: {value:g4}}}");

    private static Func<DataSplit, DataSplit> Scaled(double scale, double shift) =>
        split => split.Map(part => part.WithInputs([.. part.Inputs.Select(value => (float)((value * scale) + shift))]));

    private static Func<DataSplit, DataSplit> Spread(double factor) => split => split.Map(part =>
    {
        float[] inputs = [.. part.Inputs];
        for (int i = 0; i < inputs.Length; i += part.SampleSize)
            inputs[i] *= (float)factor;
        return part.WithInputs(inputs);
    });

    private static DrawnNetwork Raw(DrawnNetwork network) => network with
    {
        Data = network.Data.Replace(", standardize: global", "", StringComparison.Ordinal)
            .Replace(", standardize: per-feature", "", StringComparison.Ordinal),
    };

    private static Func<DataSplit, DataSplit> Shuffled(long seed) => split =>
    {
        int[] order = [.. Enumerable.Range(0, split.Training.Count)];
        RandomStream.For(seed, "zoo.labels").Shuffle<int>(order);
        return new DataSplit(split.Training.WithTargets(split.Training.Targets.Select(order)), split.Validation, split.Test);
    };
}
