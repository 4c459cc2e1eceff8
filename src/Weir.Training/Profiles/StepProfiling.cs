using Weir.Data;
using Weir.Flow;
using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Training;

/// <summary>Makes training steps under a <see cref="StepProfiler"/>.</summary>
internal sealed class StepProfiling(RunInfo info, TimeProvider time, BatchLoader loader, BatchLoss batchLoss, Module model, Optimizer optimizer, Tape tape)
{
    /// <summary>Steps that a profile is made of at least, half of them sampled.</summary>
    private const int FewestSteps = 6;

    private const int RunSteps = 2000;

    private readonly FlowRecorder _recorder = new(model, optimizer, tape, info.Summary, info.Batch, new FlowOptions { Every = 2 });
    private long _step;

    public RunProfile Run(ProfileOptions options, CancellationToken cancel)
    {
        options.Check();
        Take(options.WarmUp, cancel);
        StepProfile steps = Take(options.Seconds, cancel);
        FlowOptions flow = new() { Every = info.Recipe.Flow.Every };
        double share = info.Recipe.Flow.On ? SamplingPlan.ShareOf(flow, (int)Math.Clamp(info.TotalSteps, 1, RunSteps)) : 0;
        return new RunProfile(steps, tape.Backend is SimdBackend simd ? simd.MeasurePeak(time) : null, share);
    }

    private StepProfile Take(double seconds, CancellationToken cancel)
    {
        StepProfiler profiler = new(model, optimizer, tape, time);
        long start = time.GetTimestamp();
        while (profiler.Steps < FewestSteps || time.GetElapsedTime(start).TotalSeconds < seconds)
        {
            cancel.ThrowIfCancellationRequested();
            Step(profiler);
        }

        return profiler.Result();
    }

    private void Step(StepProfiler profiler)
    {
        Batch batch = loader.Next();
        model.BeginStep(info.Recipe.Seed, ++_step);
        tape.Begin();
        bool sampled = _recorder.BeginStep(_step);
        profiler.Begin(sampled);
        Tensor loss = batchLoss.Of(tape, model.Apply(tape.Input(batch.InputShape, batch.Inputs)), batch);
        double value = loss.Item();
        tape.Backward(loss);
        if (sampled)
        {
            profiler.OnMeasuring();
            _recorder.BeforeUpdate();
        }

        optimizer.Step(sampled);
        _recorder.EndStep(value);
        profiler.End();
    }
}
