using Weir.Tensors.Backends;

namespace Weir.Tensors;

/// <summary>Means over the places of a sequence whose weights follow from the sequence itself.</summary>
public static class Attention
{
    /// <summary>
    /// Scaled dot-product attention in several heads (Vaswani et al., 2017): softmax(q·kᵀ/√size)·v. The scores are worked out in tiles that
    /// stay in cache and again in the backward pass (Dao et al., 2022): memory grows with the length, not with its square.
    /// </summary>
    /// <param name="parts">(samples, length, 3·heads·size): the queries of all heads, the keys, the values.</param>
    /// <param name="heads">Heads, 1 or more.</param>
    /// <param name="causal">Whether a place sees itself and those before it only. Default false.</param>
    /// <returns>(samples, length, heads·size).</returns>
    /// <exception cref="ShapeException">Not three axes, or a last axis that is no multiple of three times the heads.</exception>
    public static Tensor Attend(this Tensor parts, int heads, bool causal = false) => AttentionOperation.Of(causal).Apply(parts, heads);
}

/// <summary>
/// y = P·v with P = softmax(s), s = q·kᵀ/√size. With g = ∂loss/∂y: dv = Pᵀ·g; ds = P∘(g·vᵀ − Σ y∘g), as Σ P∘(g·vᵀ) over the keys is Σ y∘g
/// over the features; dq = ds·k/√size, dk = dsᵀ·q/√size. P comes again from the scores and each row's logarithm of the sum of exponentials.
/// </summary>
internal sealed class AttentionOperation(bool causal) : Operation
{
    private static readonly AttentionOperation Plain = new(false), Masked = new(true);

    public override string Name => causal ? "causalAttend" : "attend";

    public static AttentionOperation Of(bool causal) => causal ? Masked : Plain;

    public Tensor Apply(Tensor parts, int heads)
    {
        Node input = parts.Node;
        if (heads < 1 || input.Shape.Rank != 3 || input.Shape[2] == 0 || input.Shape[2] % (3 * heads) != 0)
            throw new ShapeException($"{Name}: shape {input.Shape} does not fit {heads} heads: (samples, length, 3·heads·size) is "
                + "expected, queries, keys and values side by side");
        Tape tape = Tapes.Of(Name, input);
        AttentionShape shape = ShapeOf(input.Shape, heads);
        Node output = tape.Make(input.Shape.With(^1, shape.Width));
        output.Split = heads;
        output.Saved = tape.Rent(shape.Statistics);
        tape.Backend.Attend(shape, input.Storage, output.Storage, output.Saved);
        return tape.Record(this, output, input);
    }

    internal override void Backward(Node node, Tape tape)
    {
        Node input = node.Inputs[0];
        Storage target = tape.GradientOf(input, out bool accumulate);
        tape.Backend.AttendBackward(ShapeOf(input.Shape, node.Split), input.Storage, node.Storage, node.Saved!, node.Gradient!, target,
            accumulate);
    }

    private AttentionShape ShapeOf(Shape parts, int heads) => new(parts[0], parts[1], heads, parts[2] / (3 * heads), causal);
}
