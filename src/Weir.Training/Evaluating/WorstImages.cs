namespace Weir.Training;

/// <summary>Keeps the images of which the largest share of pixels is told wrong.</summary>
/// <param name="names">The classes of pixels.</param>
/// <param name="most">How many.</param>
internal sealed class WorstImages(IReadOnlyList<string> names, int most)
{
    private readonly WorstSamples _worst = new(most);
    private readonly Dictionary<(int Label, int Predicted), int> _wrong = [];
    private long _number, _pixels;

    /// <summary>Counts a pixel.</summary>
    /// <param name="number">The number of its image, from 1; the pixels of an image come one after the other.</param>
    /// <param name="label">Its class.</param>
    /// <param name="predicted">What is said.</param>
    public void Add(long number, int label, int predicted)
    {
        if (number != _number)
            Close();
        (_number, _pixels) = (number, _pixels + 1);
        if (label != predicted)
            _wrong[(label, predicted)] = _wrong.GetValueOrDefault((label, predicted)) + 1;
    }

    /// <summary>The kept ones, the worst first.</summary>
    public IReadOnlyList<WorstSample> Ordered()
    {
        Close();
        return _worst.Ordered();
    }

    private void Close()
    {
        double error = _pixels == 0 ? 0 : (double)_wrong.Values.Sum() / _pixels;
        if (_worst.Takes(error))
        {
            int missed = _wrong.GroupBy(pair => pair.Key.Label).MaxBy(label => label.Sum(pair => pair.Value))!.Key;
            int said = _wrong.Where(pair => pair.Key.Label == missed).MaxBy(pair => pair.Value).Key.Predicted;
            _worst.Add(new WorstSample(_number, names[missed], names[said], error));
        }

        _wrong.Clear();
        _pixels = 0;
    }
}
