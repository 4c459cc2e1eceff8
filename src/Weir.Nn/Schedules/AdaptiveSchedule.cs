namespace Weir.Nn;

/// <summary>
/// A schedule that goes by how the run goes: it is told of a metric at the end of each epoch, and what it remembers is part of a
/// checkpoint. Its recipe names the metric.
/// </summary>
/// <param name="rate">The rate that it starts from: 0 or more.</param>
public abstract class AdaptiveSchedule(double rate) : Schedule(rate)
{
    /// <summary>All that it remembers, as numbers: what a checkpoint keeps, and what a run goes on from.</summary>
    /// <exception cref="ArgumentException">A state that is none of this schedule.</exception>
    public abstract IReadOnlyList<double> State { get; set; }

    /// <inheritdoc/>
    public sealed override AdaptiveSchedule? Adaptive => this;

    /// <summary>Takes in the metric of an evaluation.</summary>
    /// <param name="metric">The metric; not a number where the epoch has none.</param>
    public abstract void Observe(double metric);

    /// <summary>What is wrong with a state that a file claims; null where this schedule can have come to it.</summary>
    /// <param name="state">The state.</param>
    /// <param name="epochs">Epochs after which it is claimed to have been kept.</param>
    public abstract string? Fault(IReadOnlyList<double> state, int epochs);
}
