using Weir.Flow;

namespace Weir.Diagnosis;

/// <summary>
/// How far a run has brought its loss down from that of the trivial predictor, the best constant. Many symptoms are no problem in a network
/// that learns: a converged network's gradients are small, a good network's rectifiers are sparse.
/// </summary>
public sealed class Learning
{
    /// <summary>Samples whose losses' median counts as the loss at a time: one batch's is too noisy.</summary>
    private const int Window = 7;

    internal Learning(Dossier dossier)
    {
        IReadOnlyList<FlowSample> samples = dossier.Samples;
        CountsLast = dossier.End is { Restored: false };
        First = samples.Count > 0 ? samples[0].Loss : null;
        Trivial = dossier.Data?.TrivialLoss ?? First;
        // Epochs' means and medians of neighbouring samples, in the order of steps.
        double best = double.PositiveInfinity;
        double[] losses = new double[Window];
        // Every fourth window is enough for a minimum.
        for (int end = Window; end < samples.Count; end += 4)
            best = Math.Min(best, MedianBefore(samples, end, losses));
        if (samples.Count >= Window)
        {
            double recent = MedianBefore(samples, samples.Count, losses);
            best = Math.Min(best, recent);
            Recent = recent;
        }

        if (dossier.Epochs.Count > 0)
        {
            best = Math.Min(best, dossier.Epochs.Min(epoch => epoch.TrainingLoss));
            if (samples.Count == 0 || dossier.Epochs[^1].Step >= samples[^1].Step)
                Recent = dossier.Epochs[^1].TrainingLoss;
        }

        Best = double.IsFinite(best) ? best : null;
        TellsApart = dossier.Data?.MajorityShare is { } guessed && dossier.Epochs.Count > 0 && dossier.Epochs[^1]
            .TrainingAccuracy - guessed > 0.5 * (1 - guessed);
    }

    /// <summary>
    /// The loss of the best constant prediction, or that of the first step where it is not known; null where there is neither.
    /// </summary>
    public double? Trivial { get; }

    /// <summary>The loss of the first step's batch; null before it.</summary>
    public double? First { get; }

    /// <summary>The loss lately: the median of the last samples or the mean of the last epoch; null before there are enough.</summary>
    public double? Recent { get; }

    /// <summary>The lowest that it was; null before there are enough.</summary>
    public double? Best { get; }

    /// <summary>
    /// Share of the trivial loss that the network has learnt to avoid at its best: 0 none, 1 all; null before it is known.
    /// </summary>
    public double? Explained => Share(Best);

    /// <summary>The same lately.</summary>
    public double? ExplainedNow => Share(Recent);

    /// <summary>
    /// Whether the last loss counts and not the lowest: at the end of a run, unless its network was given back the weights of its best
    /// epoch.
    /// </summary>
    public bool CountsLast { get; }

    /// <summary>The share that counts: what was learnt once and is lost by the end does not.</summary>
    public double? ExplainedKept => CountsLast ? ExplainedNow : Explained;

    /// <summary>Whether the network is known to have learnt more than a tenth of what there is.</summary>
    public bool HasLearnt => Explained > Limits.Learnt;

    /// <summary>
    /// Whether the last epoch's score shows that the network tells classes apart, whatever its loss says: it is right about more than half
    /// of the training samples that guessing gets wrong. One that is far too sure pays more for a few errors than guessing does for all.
    /// </summary>
    public bool TellsApart { get; }

    private double? Share(double? loss) => Trivial is > 0 and { } trivial && loss is { } value
        ? (double.IsNaN(value) ? double.NegativeInfinity : 1 - (value / trivial)) : null;

    private static double MedianBefore(IReadOnlyList<FlowSample> samples, int end, double[] scratch)
    {
        for (int i = 0; i < scratch.Length; i++)
            scratch[i] = double.IsNaN(samples[end - 1 - i].Loss) ? double.PositiveInfinity : samples[end - 1 - i].Loss;
        Array.Sort(scratch);
        return scratch[scratch.Length / 2];
    }
}
