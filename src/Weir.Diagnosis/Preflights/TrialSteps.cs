using Weir.Data;
using Weir.Nn;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Diagnosis;

/// <summary>The first steps of the run, on a network of their own: what they do to the loss of a fixed set of samples.</summary>
internal static class TrialSteps
{
    /// <summary>Momentum of 0.9 has come to its full pace after ten steps.</summary>
    private const int Most = 20;
    private const int Least = 8;

    /// <summary>Samples that the steps together may see, so that large batches are not dear.</summary>
    private const int Samples = 4096;
    private const int Probe = 256;

    /// <summary>A run of so few steps and samples is tried as a whole.</summary>
    private const int Short = 60, ShortSamples = 16_384;

    /// <summary>Makes them; null where none can be made.</summary>
    /// <param name="model">A network that is not used for anything else.</param>
    /// <param name="optimizer">What moves it.</param>
    /// <param name="tape">Where.</param>
    /// <param name="subject">The run.</param>
    /// <param name="rates">The rates over those of the run, to try others. Default 1.</param>
    public static TrialFacts? Run(Module model, Optimizer optimizer, Tape tape, Subject subject, double rates = 1)
    {
        Dataset training = subject.Data.Training;
        int batchSize = Math.Min(subject.Setup.Batch, training.Count);
        if (training.Count == 0 || (subject.Setup.LastBatch == 1 && batchSize == 1))
            return null;
        long total = subject.Setup.TotalSteps;
        int steps = (int)(total <= Short && total * batchSize <= ShortSamples ? total
            : Math.Min(total, Math.Clamp(Samples / batchSize, Least, Most)));
        BatchLoss batchLoss = new(subject.Loss, training);
        using BatchLoader probes = new(training, new BatchOptions { BatchSize = Math.Min(Probe, training.Count), Seed = subject.Seed });
        Batch probe = probes.Next();
        using BatchLoader loader = new(training, new BatchOptions { BatchSize = batchSize, Seed = subject.Seed, DropLast = true });
        TrainingStep trial = new(model, subject.Loss, training, optimizer, tape, subject.Seed);
        double before = Look(), worst = before, sum = 0;
        for (int step = 0; step < steps && double.IsFinite(worst); step++)
        {
            subject.Cancel.ThrowIfCancellationRequested();
            optimizer.Rate = subject.RateAt(step) * rates;
            sum += optimizer.Rate;
            double value = trial.Make(step + 1, loader.Next()) * subject.LossScale;
            worst = double.IsFinite(value) ? Math.Max(worst, value) : double.PositiveInfinity;
        }

        double after = double.IsFinite(worst) ? Look() : double.PositiveInfinity;
        bool hasGradient = !double.IsFinite(after) || HasGradient();
        tape.Begin();
        return new TrialFacts(steps, sum, before, double.IsFinite(after) ? Math.Max(worst, after) : double.PositiveInfinity,
            double.IsFinite(after) ? after : double.PositiveInfinity, hasGradient);

        double Look() => Loss().Item() * subject.LossScale;

        // With the same dropout each time, so that what differs is the weights.
        Tensor Loss()
        {
            model.BeginStep(subject.Seed, 1);
            tape.Begin();
            return batchLoss.Of(tape, model.Apply(tape.Input(probe.InputShape, probe.Inputs)), probe);
        }

        bool HasGradient()
        {
            tape.Backward(Loss());
            bool any = model.Parameters.Any(parameter => parameter.Value.Gradient()?.Any(entry => entry != 0) == true);
            foreach (Parameter parameter in model.Parameters)
                parameter.Value.ClearGradient();
            return any;
        }
    }
}
