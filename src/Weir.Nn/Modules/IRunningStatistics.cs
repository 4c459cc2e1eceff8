namespace Weir.Nn;

/// <summary>
/// A layer that normalises by statistics of the batch in training and by running ones in evaluation, as batch norm does. It also has the
/// trait <see cref="LayerTraits.BatchStatistics"/>.
/// </summary>
public interface IRunningStatistics
{
    /// <summary>Share of the batch's statistics in the running ones after each step.</summary>
    double Momentum { get; }
}
