using TorchSharp;
using Weir.Nn;

namespace Weir.TorchSharp;

/// <summary>What the losses of TorchSharp are in the words of facts.</summary>
internal static class LossNames
{
    /// <summary>Where nobody has told.</summary>
    public const string Unknown = "unknown";

    private static readonly Dictionary<string, string> s_names = new(StringComparer.Ordinal)
    {
        ["CrossEntropyLoss"] = "cross-entropy",
        ["NLLLoss"] = "negative-log-likelihood",
        ["BCEWithLogitsLoss"] = "sigmoid-cross-entropy",
        ["BCELoss"] = "binary-cross-entropy",
        ["MSELoss"] = "mean-squared-error",
        ["L1Loss"] = "mean-absolute-error",
        ["SmoothL1Loss"] = "huber",
        ["HuberLoss"] = "huber",
    };

    /// <summary>The name of a loss, as in <c>cross-entropy</c>; that of its class where it is not one of TorchSharp's.</summary>
    public static string Of(torch.nn.Module? loss) => loss is null ? Unknown
        : s_names.GetValueOrDefault(loss.GetType().Name) ?? loss.GetType().Name;

    /// <summary>Whether a loss tells classes apart.</summary>
    public static bool Classifies(string name) => name is "cross-entropy" or "sigmoid-cross-entropy" or "negative-log-likelihood"
        or "binary-cross-entropy";

    /// <summary>The library's loss by which the best constant prediction is judged; null for one that is not known.</summary>
    public static Loss? Judge(string name, bool classes) => (name, classes) switch
    {
        ("cross-entropy" or "negative-log-likelihood", true) => new CrossEntropy(),
        ("sigmoid-cross-entropy" or "binary-cross-entropy", false) => new SigmoidCrossEntropy(),
        ("mean-squared-error", false) => new MeanSquaredError(),
        ("mean-absolute-error", false) => new MeanAbsoluteError(),
        ("huber", false) => new Huber(),
        _ => null,
    };
}
