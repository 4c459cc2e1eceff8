namespace Weir.Training;

/// <summary>Keeps the samples of the largest errors.</summary>
/// <param name="most">How many.</param>
internal sealed class WorstSamples(int most)
{
    private readonly PriorityQueue<WorstSample, (double Error, long Earlier)> _kept = new();

    /// <summary>Whether a sample of an error would be kept.</summary>
    public bool Takes(double error) => error > 0 && (_kept.Count < most || (_kept.TryPeek(out WorstSample? least, out _)
        && error > least.Error));

    /// <summary>Keeps a sample.</summary>
    public void Add(WorstSample sample)
    {
        _kept.Enqueue(sample, (sample.Error, -sample.Sample));
        if (_kept.Count > most)
            _kept.Dequeue();
    }

    /// <summary>The kept ones, the worst first.</summary>
    public IReadOnlyList<WorstSample> Ordered() =>
        [.. _kept.UnorderedItems.Select(item => item.Element).OrderByDescending(sample => sample.Error).ThenBy(sample => sample.Sample)];
}
