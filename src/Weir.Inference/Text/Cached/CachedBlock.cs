using System.Numerics.Tensors;
using Weir.Nn;

namespace Weir.Inference;

/// <summary>A block of a causal transformer, place by place.</summary>
internal sealed class CachedBlock : CachedLayer
{
    private readonly CachedAttention _attention;
    private readonly CachedPlain _attentionNorm, _networkNorm;
    private readonly DenseStep _expand, _contract;
    private readonly bool _normFirst;
    private readonly float[] _normed, _attended, _hidden, _made;

    private CachedBlock(TransformerBlock block, CachedAttention attention, DenseStep expand, DenseStep contract)
    {
        (_attention, _expand, _contract, _normFirst) = (attention, expand, contract, block.NormFirst);
        (_attentionNorm, _networkNorm) = (CachedPlain.Of(block.AttentionNorm, Width)!, CachedPlain.Of(block.NetworkNorm, Width)!);
        int room = RowStep.Padded(Width);
        (_normed, _attended, _made) = (new float[room], new float[room], new float[room]);
        _hidden = new float[RowStep.Padded(_expand.Outputs)];
    }

    /// <summary>Takes a block in.</summary>
    /// <param name="block">The block.</param>
    /// <param name="window">The most places.</param>
    /// <returns>Null where the function of its network is put together of several operations.</returns>
    public static CachedBlock? Of(TransformerBlock block, int window) =>
        CachedAttention.Of(block.Attention, window) is { } attention && DenseStep.Of(block.Expand) is { } expand
            && DenseStep.Of(block.Contract) is { } contract ? new CachedBlock(block, attention, expand, contract) : null;

    /// <inheritdoc/>
    public override int Width => _attention.Width;

    /// <inheritdoc/>
    public override bool IsBounded => true;

    /// <inheritdoc/>
    public override void Apply(ReadOnlySpan<float> x, Span<float> y, int place)
    {
        _attention.Apply(Before(x, _attentionNorm, place), _made, place);
        Join(x, _made, _attended, _attentionNorm, place);
        _expand.Apply(Before(_attended, _networkNorm, place), _hidden);
        _contract.Apply(_hidden, _made);
        Join(_attended, _made, y, _networkNorm, place);
    }

    private ReadOnlySpan<float> Before(ReadOnlySpan<float> x, CachedPlain norm, int place)
    {
        if (!_normFirst)
            return x;
        norm.Apply(x, _normed, place);
        return _normed;
    }

    private void Join(ReadOnlySpan<float> x, ReadOnlySpan<float> made, Span<float> y, CachedPlain norm, int place)
    {
        if (_normFirst)
        {
            TensorPrimitives.Add(x[..Width], made[..Width], y);
            return;
        }

        TensorPrimitives.Add(x[..Width], made[..Width], _normed);
        norm.Apply(_normed, y, place);
    }
}
