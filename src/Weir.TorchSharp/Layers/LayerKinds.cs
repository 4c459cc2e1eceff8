using TorchSharp;
using Weir.Nn;

namespace Weir.TorchSharp;

/// <summary>What a module of TorchSharp is, in the words of a trace: its kind, its traits, and where its function is flat.</summary>
internal static class LayerKinds
{
    private static readonly Dictionary<string, string> s_kinds =
        new (string Kind, string[] Types)[]
        {
            ("linear", ["Linear", "Bilinear"]),
            ("conv", ["Conv1d", "Conv2d", "Conv3d"]),
            ("conv-transpose", ["ConvTranspose1d", "ConvTranspose2d", "ConvTranspose3d"]),
            ("relu", ["ReLU", "ReLU6"]),
            ("leaky-relu", ["LeakyReLU"]),
            ("prelu", ["PReLU"]),
            ("elu", ["ELU", "CELU"]),
            ("selu", ["SELU"]),
            ("gelu", ["GELU"]),
            ("silu", ["SiLU", "Mish"]),
            ("softplus", ["Softplus"]),
            ("sigmoid", ["Sigmoid", "Hardsigmoid"]),
            ("tanh", ["Tanh", "Hardtanh"]),
            ("softsign", ["Softsign"]),
            ("softmax", ["Softmax", "Softmax2d"]),
            ("log-softmax", ["LogSoftmax"]),
            ("batch-norm", ["BatchNorm1d", "BatchNorm2d", "BatchNorm3d"]),
            ("layer-norm", ["LayerNorm"]),
            ("rms-norm", ["RMSNorm"]),
            ("group-norm", ["GroupNorm"]),
            ("instance-norm", ["InstanceNorm1d", "InstanceNorm2d", "InstanceNorm3d"]),
            ("dropout", ["Dropout", "AlphaDropout"]),
            ("spatial-dropout", ["Dropout1d", "Dropout2d", "Dropout3d", "FeatureAlphaDropout"]),
            ("flatten", ["Flatten"]),
            ("reshape", ["Unflatten"]),
            ("identity", ["Identity"]),
            ("max-pool", ["MaxPool1d", "MaxPool2d", "MaxPool3d", "AdaptiveMaxPool1d", "AdaptiveMaxPool2d", "AdaptiveMaxPool3d"]),
            ("average-pool", ["AvgPool1d", "AvgPool2d", "AvgPool3d"]),
            ("adaptive-average-pool", ["AdaptiveAvgPool1d", "AdaptiveAvgPool2d", "AdaptiveAvgPool3d"]),
            ("upsample", ["Upsample"]),
            ("embedding", ["Embedding", "EmbeddingBag"]),
            ("simple-rnn", ["RNN", "RNNCell"]),
            ("lstm", ["LSTM", "LSTMCell"]),
            ("gru", ["GRU", "GRUCell"]),
            ("attention", ["MultiheadAttention"]),
        }.SelectMany(entry => entry.Types.Select(type => (type, entry.Kind))).ToDictionary(StringComparer.Ordinal);

    // Those that Weir.Nn does not tell by their kind.
    private static readonly Dictionary<string, LayerTraits> s_traits = new(StringComparer.Ordinal)
    {
        ["linear"] = LayerTraits.Linear,
        ["conv"] = LayerTraits.Linear,
        ["conv-transpose"] = LayerTraits.Linear,
        ["dropout"] = LayerTraits.Linear | LayerTraits.PassesGain,
        ["spatial-dropout"] = LayerTraits.Linear | LayerTraits.PassesGain,
        ["identity"] = LayerTraits.Linear | LayerTraits.PassesGain,
        ["reshape"] = LayerTraits.Linear | LayerTraits.PassesGain,
        ["average-pool"] = LayerTraits.Linear | LayerTraits.PassesGain,
        ["adaptive-average-pool"] = LayerTraits.Linear | LayerTraits.PassesGain,
        ["upsample"] = LayerTraits.Linear | LayerTraits.PassesGain,
        ["max-pool"] = LayerTraits.PassesGain,
        ["instance-norm"] = LayerTraits.PassesGain | LayerTraits.Normalizes,
        ["softsign"] = LayerTraits.Squashing,
    };

    /// <summary>The kind of a layer, as in <c>linear</c>; of a class that TorchSharp does not ship, its name in lower case.</summary>
    public static string Of(torch.nn.Module module)
    {
        for (Type? type = module.GetType(); type is not null; type = type.BaseType)
        {
            if (type.Assembly == typeof(torch).Assembly && s_kinds.TryGetValue(type.Name, out string? kind))
                return kind;
        }

        return module.GetType().Name.Split('`')[0].ToLowerInvariant();
    }

    /// <summary>What a layer of a kind declares of itself.</summary>
    public static LayerTraits TraitsOf(string kind) =>
        s_traits.TryGetValue(kind, out LayerTraits traits) ? traits : Activations.TraitsOf([kind]);

    /// <summary>
    /// Outputs at or below the first or at or above the second have a derivative under 5 % of the function's largest; null without such.
    /// </summary>
    public static (float Low, float High)? SaturationOf(torch.nn.Module module)
    {
        string kind = Of(module);
        return !Activations.All.TryGetValue(kind, out FamilyMember<Activation>? member) ? null : member.Make(kind switch
        {
            "elu" => Settings.Number(module, "alpha"),
            "leaky-relu" => Settings.Number(module, "negative_slope"),
            _ => null,
        }).Saturation;
    }

    /// <summary>The axis of an output that counts its units: the channels of images, else the last.</summary>
    /// <param name="kind">The layer's kind.</param>
    /// <param name="dimensions">How many axes the output has.</param>
    public static int UnitAxis(string kind, long dimensions)
    {
        bool channelsFirst = kind is "conv" or "conv-transpose" or "max-pool" or "average-pool" or "adaptive-average-pool"
            or "upsample" or "spatial-dropout" or "batch-norm" or "instance-norm" or "group-norm";
        // What stands behind a convolution (a function) has four or more axes, channels first as libtorch has them.
        return dimensions >= 4 || (dimensions == 3 && channelsFirst) ? 1 : (int)Math.Max(0, dimensions - 1);
    }
}
