using Weir.Tensors;

namespace Weir.Nn;

/// <summary>
/// AutoClip (Seetharaman et al., 2020): clips the common norm at a percentile of the norms seen so far, the current one included, so that
/// there is no limit to choose. The paper keeps all norms; here the latest are kept, so that the limit follows the run.
/// </summary>
/// <param name="Percentile">The percentile, in (0, 100]. Default 10.</param>
/// <param name="Window">How many norms are kept: 1 or more. Default 1000.</param>
public sealed record ClipPercentile(
    [property: Option("The percentile of the norms seen so far.", Least = 0, AboveLeast = true, Most = 100)] double Percentile = 10,
    [property: Option("How many of the latest norms are kept.", Least = 1, Most = 1_000_000)] int Window = 1000) : GradientLink
{
    // The memory begins with how many norms there are and where the next one goes.
    private const int Norms = 2;

    /// <inheritdoc/>
    public override string Name => "clip-percentile";

    /// <inheritdoc/>
    protected internal override Tensor? MakeMemory() => Tensor.Leaf(new Shape(Window + Norms));

    /// <inheritdoc/>
    protected internal override void Apply(GradientSet gradients, Tensor? memory)
    {
        double norm = gradients.Norm();
        // A norm that is not finite is no measure for later ones, and cannot be scaled away.
        if (!double.IsFinite((float)norm))
            return;
        Span<float> kept = memory!.Value.Node.Storage.Span(Window + Norms);
        (int count, int next) = ((int)kept[0], (int)kept[1]);
        kept[Norms + next] = (float)norm;
        count = Math.Min(Window, count + 1);
        (kept[0], kept[1]) = (count, (next + 1) % Window);
        double limit = At(kept.Slice(Norms, count), Percentile);
        if (norm > limit)
            gradients.Scale(limit / norm);
    }

    /// <summary>A percentile, linear between the two norms that it falls between.</summary>
    private static double At(ReadOnlySpan<float> norms, double percentile)
    {
        float[] sorted = norms.ToArray();
        Array.Sort(sorted);
        double place = percentile / 100 * (sorted.Length - 1);
        int low = (int)place, high = Math.Min(low + 1, sorted.Length - 1);
        return sorted[low] + ((place - low) * (sorted[high] - (double)sorted[low]));
    }
}
