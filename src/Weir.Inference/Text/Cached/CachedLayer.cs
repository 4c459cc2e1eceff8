using Weir.Nn;

namespace Weir.Inference;

/// <summary>What a layer does to one place of a sequence, with what it keeps of the places before.</summary>
internal abstract class CachedLayer
{
    /// <summary>Numbers that come out.</summary>
    public abstract int Width { get; }

    /// <summary>Whether it knows a bounded number of places.</summary>
    public virtual bool IsBounded => false;

    /// <summary>Works out a place.</summary>
    /// <param name="x">What comes in.</param>
    /// <param name="y">What goes out: <see cref="Width"/>, with room to the end of the line. Other memory than x.</param>
    /// <param name="place">The number of the place, from 0.</param>
    public abstract void Apply(ReadOnlySpan<float> x, Span<float> y, int place);

    /// <summary>Forgets the places before.</summary>
    public virtual void Reset()
    {
    }

    /// <summary>Adds the layers of a module to a list.</summary>
    /// <returns>False where it has layers that look at later places, or of kinds that are not known here.</returns>
    public static bool Add(Module module, List<CachedLayer> layers, int window)
    {
        int width = layers.Count > 0 ? layers[^1].Width : 1;
        switch (module)
        {
            case Sequential sequence:
                return sequence.Parts.All(part => Add(part, layers, window));
            case IDropoutLayer:
                return true;
        }

        CachedLayer? layer = module switch
        {
            TransformerBlock { Attention.IsCausal: true } block => CachedBlock.Of(block, window),
            MultiHeadAttention { IsCausal: true } attention => CachedAttention.Of(attention, window),
            Recurrent { LastOnly: false } recurrent => new CachedRecurrence(recurrent),
            _ => CachedPlain.Of(module, width),
        };
        if (layer is not null)
            layers.Add(layer);
        return layer is not null;
    }
}
