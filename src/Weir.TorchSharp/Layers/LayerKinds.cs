using TorchSharp;
using Weir.Nn;

namespace Weir.TorchSharp;

/// <summary>What a module of TorchSharp is, in the words of a trace: its kind, its traits, and where its function is flat.</summary>
internal static class LayerKinds
{
    private static readonly Dictionary<string, string> s_kinds = new(StringComparer.Ordinal)
    {
        ["Linear"] = "linear", ["Bilinear"] = "linear",
        ["Conv1d"] = "conv", ["Conv2d"] = "conv", ["Conv3d"] = "conv",
        ["ConvTranspose1d"] = "conv-transpose", ["ConvTranspose2d"] = "conv-transpose", ["ConvTranspose3d"] = "conv-transpose",
        ["ReLU"] = "relu", ["ReLU6"] = "relu", ["LeakyReLU"] = "leaky-relu", ["PReLU"] = "prelu", ["ELU"] = "elu", ["CELU"] = "elu",
        ["SELU"] = "selu", ["GELU"] = "gelu", ["SiLU"] = "silu", ["Mish"] = "silu", ["Softplus"] = "softplus", ["Sigmoid"] = "sigmoid",
        ["Hardsigmoid"] = "sigmoid", ["Tanh"] = "tanh", ["Hardtanh"] = "tanh", ["Softsign"] = "softsign",
        ["Softmax"] = "softmax", ["Softmax2d"] = "softmax", ["LogSoftmax"] = "log-softmax",
        ["BatchNorm1d"] = "batch-norm", ["BatchNorm2d"] = "batch-norm", ["BatchNorm3d"] = "batch-norm",
        ["LayerNorm"] = "layer-norm", ["RMSNorm"] = "rms-norm", ["GroupNorm"] = "group-norm",
        ["InstanceNorm1d"] = "instance-norm", ["InstanceNorm2d"] = "instance-norm", ["InstanceNorm3d"] = "instance-norm",
        ["Dropout"] = "dropout", ["AlphaDropout"] = "dropout",
        ["Dropout1d"] = "spatial-dropout", ["Dropout2d"] = "spatial-dropout", ["Dropout3d"] = "spatial-dropout",
        ["FeatureAlphaDropout"] = "spatial-dropout",
        ["Flatten"] = "flatten", ["Unflatten"] = "reshape", ["Identity"] = "identity",
        ["MaxPool1d"] = "max-pool", ["MaxPool2d"] = "max-pool", ["MaxPool3d"] = "max-pool",
        ["AdaptiveMaxPool1d"] = "max-pool", ["AdaptiveMaxPool2d"] = "max-pool", ["AdaptiveMaxPool3d"] = "max-pool",
        ["AvgPool1d"] = "average-pool", ["AvgPool2d"] = "average-pool", ["AvgPool3d"] = "average-pool",
        ["AdaptiveAvgPool1d"] = "adaptive-average-pool", ["AdaptiveAvgPool2d"] = "adaptive-average-pool",
        ["AdaptiveAvgPool3d"] = "adaptive-average-pool",
        ["Embedding"] = "embedding", ["EmbeddingBag"] = "embedding",
        ["RNN"] = "simple-rnn", ["RNNCell"] = "simple-rnn", ["LSTM"] = "lstm", ["LSTMCell"] = "lstm", ["GRU"] = "gru", ["GRUCell"] = "gru",
        ["MultiheadAttention"] = "attention",
    };

    // Those that Weir.Nn does not tell by their kind.
    private static readonly Dictionary<string, LayerTraits> s_traits = new(StringComparer.Ordinal)
    {
        ["linear"] = LayerTraits.Linear, ["conv"] = LayerTraits.Linear, ["conv-transpose"] = LayerTraits.Linear,
        ["dropout"] = LayerTraits.Linear | LayerTraits.PassesGain, ["spatial-dropout"] = LayerTraits.Linear | LayerTraits.PassesGain,
        ["identity"] = LayerTraits.Linear | LayerTraits.PassesGain, ["reshape"] = LayerTraits.Linear | LayerTraits.PassesGain,
        ["average-pool"] = LayerTraits.Linear | LayerTraits.PassesGain,
        ["adaptive-average-pool"] = LayerTraits.Linear | LayerTraits.PassesGain,
        ["max-pool"] = LayerTraits.PassesGain, ["instance-norm"] = LayerTraits.PassesGain | LayerTraits.Normalizes,
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
    /// Outputs at or below the first or at or above the second have a slope under 5 % of the function's largest; null without such.
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
            or "spatial-dropout" or "batch-norm" or "instance-norm" or "group-norm";
        // What stands behind a convolution (a function) has four or more axes, channels first as libtorch has them.
        return dimensions >= 4 || (dimensions == 3 && channelsFirst) ? 1 : (int)Math.Max(0, dimensions - 1);
    }
}
