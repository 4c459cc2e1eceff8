using Weir.Tensors;

namespace Weir.Nn;

/// <summary>
/// Attention and a network of two dense layers for each place, each with a shortcut around it and layer norm: before them (the gradient
/// has a way from end to end that meets no norm; Xiong et al., 2020), or after the sum as first published (Vaswani et al., 2017).
/// </summary>
public sealed class TransformerBlock : Module
{
    private readonly bool _normFirst;

    /// <summary>Makes the block.</summary>
    /// <param name="width">Features of a place; a multiple of the heads.</param>
    /// <param name="heads">Heads of the attention.</param>
    /// <param name="hidden">Units of the network; null for four times the width. Default null.</param>
    /// <param name="causal">Whether a place sees itself and those before it only. Default false.</param>
    /// <param name="normFirst">Whether norms stand before attention and network. Default true.</param>
    /// <param name="dropout">Probability that an entry of either's output is dropped in training. Default 0.</param>
    /// <param name="activation">The function of the network. Default GELU.</param>
    public TransformerBlock(int width, int heads, int? hidden = null, bool causal = false, bool normFirst = true, double dropout = 0,
        Activation? activation = null)
    {
        _normFirst = normFirst;
        AttentionNorm = new LayerNorm(width);
        Attention = new MultiHeadAttention(width, heads, causal, dropout);
        NetworkNorm = new LayerNorm(width);
        Expand = new Linear(width, hidden ?? (4 * width), activation ?? new Gelu());
        Contract = new Linear(hidden ?? (4 * width), width);
        AttentionDropout = dropout > 0 ? new Dropout(dropout) : null;
        NetworkDropout = dropout > 0 ? new Dropout(dropout) : null;
    }

    /// <summary>Whether norms stand before attention and network; else behind the sums.</summary>
    public bool NormFirst => _normFirst;

    /// <summary>The norm of the attention.</summary>
    public LayerNorm AttentionNorm { get; }

    /// <summary>The attention.</summary>
    public MultiHeadAttention Attention { get; }

    /// <summary>Drops entries of the attention's output, or null.</summary>
    public Dropout? AttentionDropout { get; }

    /// <summary>The norm of the network.</summary>
    public LayerNorm NetworkNorm { get; }

    /// <summary>The network's first layer.</summary>
    public Linear Expand { get; }

    /// <summary>Its second.</summary>
    public Linear Contract { get; }

    /// <summary>Drops entries of the network's output, or null.</summary>
    public Dropout? NetworkDropout { get; }

    /// <inheritdoc/>
    public override string Kind => "transformer-block";

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        Tensor attended = Attend(x);
        return Think(attended).Replacing(attended, given: x);
    }

    private Tensor Attend(Tensor x)
    {
        Tensor normed = _normFirst ? AttentionNorm.Apply(x) : x;
        return Join(x, Attention.Apply(normed).Replacing(normed, given: x), AttentionDropout, AttentionNorm);
    }

    private Tensor Think(Tensor x)
    {
        Tensor normed = _normFirst ? NetworkNorm.Apply(x) : x;
        Tensor hidden = Expand.Apply(normed).Replacing(normed, given: x);
        return Join(x, Contract.Apply(hidden).Replacing(hidden, given: x), NetworkDropout, NetworkNorm);
    }

    /// <summary>The signal and what was made of it together.</summary>
    private Tensor Join(Tensor x, Tensor made, Dropout? dropout, LayerNorm norm)
    {
        if (dropout is not null)
            made = dropout.Apply(made).Replacing(made, given: x);
        Tensor sum = x.Add(made).Replacing(made, given: x);
        return _normFirst ? sum : norm.Apply(sum).Replacing(sum, given: x);
    }
}
