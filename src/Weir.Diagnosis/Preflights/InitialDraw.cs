using Weir.Data;
using Weir.Flow;
using Weir.Nn;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Diagnosis;

/// <summary>One forward and backward pass and one step of an untrained network, measured.</summary>
internal static class InitialDraw
{
    /// <summary>Makes it; the network's weights have moved by one step afterwards.</summary>
    public static (TraceHeader Header, FlowSample Sample) Measure(Module model, Optimizer optimizer, Tape tape, Summary summary,
        Subject subject, int samples)
    {
        Dataset training = subject.Data.Training;
        // As many samples as unit-wise verdicts need, in one batch.
        int count = Math.Min(training.Count, Math.Max(samples, subject.Setup.Batch));
        FlowRecorder recorder = new(model, optimizer, tape, summary, count, new FlowOptions { Every = 1, DeadWindow = 1 });
        using BatchLoader loader = new(training, new BatchOptions { BatchSize = count, Seed = subject.Seed });
        TrainingStep step = new(model, subject.Loss, training, optimizer, tape, subject.Seed) { Recorder = recorder };
        optimizer.Rate = subject.Setup.Rate;
        step.Begin(1);
        double value = step.Add(loader.Next()) * subject.LossScale;
        if (!double.IsFinite(value))
            return (recorder.Header, recorder.EndFailedStep(value)!);
        step.Update(value);
        return (recorder.Header, step.Sample!);
    }
}
