using Weir.Data;
using Weir.Flow;
using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Training;

/// <summary>Makes training steps under a <see cref="StepProfiler"/>.</summary>
internal sealed class StepProfiling(
    RunInfo info, TimeProvider time, BatchLoader loader, Loss loss, Dataset training, Module model, Optimizer optimizer, Tape tape)
{
    /// <summary>Steps that a profile is made of at least, half of them sampled.</summary>
    private const int FewestSteps = 6;

    private const int RunSteps = 2000;

    private readonly TrainingStep _training = new(model, loss, training, optimizer, tape, info.Recipe.Seed)
    {
        Recorder = new(model, optimizer, tape, info.Summary, info.Batch, new FlowOptions { Every = 2 }),
    };

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
        _training.Profiler = profiler;
        long start = time.GetTimestamp();
        while (profiler.Steps < FewestSteps || time.GetElapsedTime(start).TotalSeconds < seconds)
        {
            cancel.ThrowIfCancellationRequested();
            if (!double.IsFinite(_training.Make(++_step, loader.Next())))
                throw new RunException($"the loss of step {_step} is not finite: there are no steps to profile; lower the rate");
        }

        return profiler.Result();
    }
}
