using System.Globalization;
using Weir.Tensors;

namespace Weir.Zoo;

/// <summary>A healthy set-up as the pieces of its recipe, so that a fault can change one of them.</summary>
internal sealed record DrawnNetwork
{
    public required string Family { get; init; }

    public required string Data { get; init; }

    /// <summary>What comes before the hidden layers.</summary>
    public string Before { get; init; } = "";

    public string Layer { get; init; } = "linear";

    public int Width { get; init; } = 32;

    public int Depth { get; init; } = 2;

    public string? Activation { get; init; } = "relu";

    public string? Weight { get; init; }

    public string? Bias { get; init; }

    /// <summary>What comes behind each hidden layer.</summary>
    public string Behind { get; init; } = "";

    /// <summary>What comes between the hidden layers and the output.</summary>
    public string After { get; init; } = "";

    public string Output { get; init; } = "linear: outputs";

    /// <summary>What comes behind the output.</summary>
    public string End { get; init; } = "";

    /// <summary>The whole model, for kinds that are not a stack of like layers.</summary>
    public string? Model { get; init; }

    public string Loss { get; init; } = "cross-entropy";

    public string Optimizer { get; init; } = "adam";

    public double Rate { get; init; } = 1e-3;

    public string Settings { get; init; } = "";

    public string More { get; init; } = "";

    public int Batch { get; init; } = 32;

    public int Epochs { get; init; } = 10;

    /// <summary>Whether no straight line tells its classes apart.</summary>
    public bool IsCurved =>
        Family.StartsWith("circles", StringComparison.Ordinal) || Family.StartsWith("spirals", StringComparison.Ordinal);

    public bool IsStack => Model is null && Layer == "linear";

    public override string ToString()
    {
        string layers = Model ?? $"{Before}{string.Concat(Enumerable.Repeat(Hidden(), Depth))}{After}  - "
            + $"{(Output.Contains(',', StringComparison.Ordinal) ? $"{{{Output}}}" : Output)}\n{End}";
        return string.Create(CultureInfo.InvariantCulture, $"data: {Data}\nmodel:\n{layers}loss: {Loss}\noptimizer: {{{Optimizer}: "
            + $"{{rate: {Rate:g6}{Settings}}}}}\nbatch: {Batch}\nepochs: {Epochs}\n{More}");
    }

    private string Hidden() =>
        $"  - {{{Layer}: {Width}{Key("activation", Activation)}{Key("weight", Weight)}{Key("bias", Bias)}}}\n{Behind}";

    private static string Key(string key, string? value) => value is null ? "" : $", {key}: {value}";

    /// <summary>A number between two others, even in its logarithm.</summary>
    public static double Between(RandomStream random, double low, double high) => low * Math.Pow(high / low, random.NextDouble());

    public static T One<T>(RandomStream random, params T[] all) => all[random.NextInteger(all.Length)];
}
