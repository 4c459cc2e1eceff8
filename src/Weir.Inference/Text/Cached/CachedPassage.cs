using Weir.Nn;

namespace Weir.Inference;

/// <summary>
/// A network of texts that reads a text place by place and keeps what it needs of the places before: keys and values of attention, states
/// of recurrent layers. Where its places are bounded and all are taken, it begins again with the later half of them.
/// </summary>
internal sealed class CachedPassage
{
    private readonly CachedLayer[] _layers;
    private readonly float[][] _signals;
    private readonly int _window;
    private readonly bool _isBounded;
    private int _read, _place;

    private CachedPassage(List<CachedLayer> layers, int window)
    {
        (_layers, _window, _isBounded) = ([.. layers], window, layers.Exists(layer => layer.IsBounded));
        _signals = [new float[1], .. layers.Select(layer => new float[RowStep.Padded(layer.Width)])];
    }

    /// <summary>Begins to read with a network.</summary>
    /// <param name="model">The network, in evaluation.</param>
    /// <param name="window">The most places.</param>
    /// <returns>Null where it has layers that look at later places, or of kinds that keep nothing here.</returns>
    public static CachedPassage? Of(Module model, int window)
    {
        List<CachedLayer> layers = [];
        return CachedLayer.Add(model, layers, window) && layers.Count > 0 ? new CachedPassage(layers, window) : null;
    }

    /// <summary>Reads what has been added to a text since the last call, and says what may come next.</summary>
    /// <param name="tokens">The whole text.</param>
    /// <param name="logits">Receives the outputs at its last place.</param>
    public void Follow(IReadOnlyList<int> tokens, Span<float> logits)
    {
        if (_isBounded && _place + tokens.Count - _read > _window)
        {
            _place = 0;
            _read = tokens.Count - Math.Max(1, _window / 2);
            foreach (CachedLayer layer in _layers)
                layer.Reset();
        }

        for (; _read < tokens.Count; _read++, _place++)
        {
            _signals[0][0] = tokens[_read];
            for (int i = 0; i < _layers.Length; i++)
                _layers[i].Apply(_signals[i], _signals[i + 1], _place);
        }

        _signals[^1].AsSpan(0, logits.Length).CopyTo(logits);
    }
}
