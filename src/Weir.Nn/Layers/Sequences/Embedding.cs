using Weir.Tensors;

namespace Weir.Nn;

/// <summary>A learnt row for each token: whole numbers (…) become (…, width). Tokens come as float32 numbers that are whole.</summary>
public sealed class Embedding : Module
{
    private Indices _rows = new();

    /// <summary>Makes the layer.</summary>
    /// <param name="tokens">How many tokens there are, 1 or more.</param>
    /// <param name="width">Length of a row.</param>
    /// <param name="weight">First rows. Default normal of deviation 1.</param>
    public Embedding(int tokens, int width, Initializer? weight = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(tokens, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        Weight = new Parameter(new Shape(tokens, width), weight ?? new Normal(1));
    }

    /// <summary>(tokens, width).</summary>
    public Parameter Weight { get; }

    /// <inheritdoc/>
    public override LayerTraits Traits => LayerTraits.Tables;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        int count = x.Shape.Size;
        // The same array at every step: what looks the rows up copies them.
        if (_rows.Values.Length < count)
            _rows = new Indices(new int[count]);
        _rows.Resize(count);
        int[] rows = _rows.Values;
        ReadOnlySpan<float> tokens = x.Node.Storage.Span(count);
        for (int i = 0; i < count; i++)
        {
            rows[i] = (int)tokens[i];
            if (rows[i] != tokens[i] || rows[i] < 0 || rows[i] >= Weight.Shape[0])
                throw new LayerShapeException(this, $"entry {i} is {tokens[i]}; tokens are whole numbers in 0…{Weight.Shape[0] - 1}");
        }

        return Weight.Value.Gather(_rows, Tapes.Of(Kind, x.Node)).Reshape(x.Shape.Append(Weight.Shape[1]));
    }
}
