using Weir.Training;

namespace Weir.Zoo;

/// <summary>
/// The faults that lie in initialisation, scale, head or depth, so that they can be seen before the first step. Units that die of their
/// first biases or of a narrow and deep network do; units that a large rate kills do not.
/// </summary>
internal static class PreflightFaults
{
    /// <summary>The widest layer that counts as narrow.</summary>
    private const int Narrow = 4;

    private static readonly string[] s_names =
    [
        "vanishing-gradient", "exploding-gradient", "saturation", "unscaled-input", "symmetric-init", "bad-output-activation",
            "missing-nonlinearity", "non-finite-input",
    ];

    /// <summary>The set in words.</summary>
    public static string Description { get; } =
        $"{string.Join(", ", s_names)}, and dying-relu by first biases below 0 or by layers of {Narrow} units or fewer";

    /// <summary>Whether the fault of a case is one of them.</summary>
    public static bool Holds(ZooCase zooCase) => s_names.Contains(zooCase.Fault)
        || (zooCase.Fault == "dying-relu" && zooCase.Layers.Any(KillsUnits));

    private static bool KillsUnits(LayerRecipe layer) => layer switch
    {
        LinearRecipe linear => linear.Units <= Narrow || IsNegative(linear.Bias),
        ConvRecipe conv => conv.Channels <= Narrow || IsNegative(conv.Bias),
        ResidualRecipe block => block.Branch.Any(KillsUnits),
        _ => false,
    };

    private static bool IsNegative(Choice? bias) => bias is { Name: "constant", Number: < 0 };
}
