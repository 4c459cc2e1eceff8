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
    public static (TraceHeader Header, FlowSample Sample) Measure(Module model, Optimizer optimizer, Tape tape, Summary summary, Subject subject, int samples)
    {
        Dataset training = subject.Data.Training;
        // As many samples as unit-wise verdicts need, in one batch.
        int count = Math.Min(training.Count, Math.Max(samples, subject.Setup.Batch));
        FlowRecorder recorder = new(model, optimizer, tape, summary, count, new FlowOptions { Every = 1, DeadWindow = 1 });
        using BatchLoader loader = new(training, new BatchOptions { BatchSize = count, Seed = subject.Seed });
        Batch batch = loader.Next();
        BatchLoss batchLoss = new(subject.Loss, training);
        optimizer.Rate = subject.Setup.Rate;
        tape.Begin();
        model.BeginStep(subject.Seed, 1);
        recorder.BeginStep(1);
        Tensor loss = batchLoss.Of(tape, model.Apply(tape.Input(batch.InputShape, batch.Inputs)), batch);
        double value = loss.Item() * subject.LossScale;
        if (!double.IsFinite(value))
            return (recorder.Header, recorder.EndFailedStep(value)!);
        tape.Backward(loss);
        recorder.BeforeUpdate();
        optimizer.Step(measured: true);
        return (recorder.Header, recorder.EndStep(value)!);
    }
}
