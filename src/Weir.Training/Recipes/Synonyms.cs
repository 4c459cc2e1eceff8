namespace Weir.Training;

/// <summary>What other programs call the things that a recipe names: nobody should have to guess Weir's word for them.</summary>
internal static class Synonyms
{
    private static readonly Dictionary<string, string[]> s_meant = new(StringComparer.Ordinal)
    {
        ["accuracy"] = ["validation-accuracy"],
        ["attention"] = ["transformer"],
        ["avg-pool"] = ["average-pool"],
        ["avg-pool2d"] = ["average-pool"],
        ["batch-size"] = ["batch"],
        ["bce"] = ["sigmoid-cross-entropy"],
        ["binary-cross-entropy"] = ["sigmoid-cross-entropy"],
        ["categorical-cross-entropy"] = ["cross-entropy"],
        ["channels"] = ["outputs", "units"],
        ["convolution"] = ["conv"],
        ["concatenate"] = ["concat"],
        ["conv2d"] = ["conv"],
        ["conv2d-transpose"] = ["conv-transpose"],
        ["criterion"] = ["loss"],
        ["dataset"] = ["data"],
        ["deconvolution"] = ["conv-transpose"],
        ["dense"] = ["linear"],
        ["fc"] = ["linear"],
        ["filters"] = ["outputs", "units"],
        ["fully-connected"] = ["linear"],
        ["init"] = ["weight", "initialize"],
        ["kaiming-normal"] = ["he-normal"],
        ["kaiming-uniform"] = ["he-uniform"],
        ["l1"] = ["mean-absolute-error"],
        ["l2"] = ["weight-decay", "mean-squared-error"],
        ["layers"] = ["model"],
        ["learning-rate"] = ["rate"],
        ["learning-rate-schedule"] = ["schedule"],
        ["lr"] = ["rate"],
        ["lr-schedule"] = ["schedule"],
        ["mae"] = ["mean-absolute-error"],
        ["max-pool2d"] = ["max-pool"],
        ["max-pooling"] = ["max-pool"],
        ["mse"] = ["mean-squared-error"],
        ["network"] = ["model"],
        ["nll"] = ["cross-entropy"],
        ["random-seed"] = ["seed"],
        ["rnn"] = ["simple-rnn"],
        ["scheduler"] = ["schedule"],
        ["skip"] = ["concat", "residual"],
        ["smooth-l1"] = ["huber"],
        ["swish"] = ["silu"],
        ["transposed-convolution"] = ["conv-transpose"],
        ["up-sample"] = ["upsample"],
        ["upsampling"] = ["upsample"],
        ["upsampling2d"] = ["upsample"],
        ["xavier-normal"] = ["glorot-normal"],
        ["xavier-uniform"] = ["glorot-uniform"],
    };

    /// <summary>The candidate that a word stands for; null where it stands for none of them.</summary>
    /// <param name="word">A word in small letters with hyphens.</param>
    /// <param name="candidates">The words that are known.</param>
    public static string? Meant(string word, IEnumerable<string> candidates) =>
        s_meant.TryGetValue(word, out string[]? meant) ? candidates.FirstOrDefault(meant.Contains) : null;
}
