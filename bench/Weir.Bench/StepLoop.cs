using System.Diagnostics;
using Weir.Flow;
using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;
using Weir.Training;

namespace Weir.Bench;

/// <summary>A training loop on one batch that is always the same, as PyTorch's side has it.</summary>
internal sealed class StepLoop
{
    private readonly Tape _tape;
    private readonly Module _model;
    private readonly Sgd _optimizer;
    private readonly Workload _workload;
    private readonly TrainingStep _plain;
    private readonly Func<Tape, Tensor> _lossOf;
    private TrainingStep? _recorded;
    private long _plainSteps, _recordedSteps;

    public StepLoop(Workload workload, Backend backend, string measure)
    {
        _workload = workload;
        _tape = new Tape(backend);
        _model = workload.Build();
        _optimizer = new Sgd(_model, backend, new SgdOptions { Rate = 0.01 });
        (float[] inputs, int[] labels) = workload.Data(workload.Batch);
        Indices targets = new(labels);
        Shape shape = workload.Input.Prepend(workload.Batch);
        CrossEntropy loss = new();
        _lossOf = tape => loss.Of(_model.Apply(tape.Input(shape, inputs)), targets);
        _plain = new TrainingStep(_model, _optimizer, _tape);
        Measure(measure);
    }

    /// <summary>
    /// Measures from now on as a run that begins does: at <c>every</c> step, at those that are sampled by <c>default</c>, or not
    /// (<c>off</c>).
    /// </summary>
    public void Measure(string mode)
    {
        _recordedSteps = 0;
        _recorded = mode == "off"
            ? null
            : new TrainingStep(_model, _optimizer, _tape)
            {
                Recorder = FlowRecorder.Attach(_model, _optimizer, _tape, _workload.Input, _workload.Batch,
                    new FlowOptions { Every = mode switch { "every" => 1, "alternate" => 2, _ => null } }),
            };
    }

    /// <summary>Bytes of the parameters and of what a step keeps.</summary>
    public long Bytes => _tape.PoolBytes + (4 * _model.ParameterCount);

    /// <summary>Seconds of each step.</summary>
    /// <param name="steps">How many.</param>
    /// <param name="measured">Whether measuring goes on, if it is asked for; if not, these steps do not count for it.</param>
    public double[] Run(int steps, bool measured = true)
    {
        double[] times = new double[steps];
        for (int i = 0; i < steps; i++)
        {
            long start = Stopwatch.GetTimestamp();
            Step(measured: measured);
            times[i] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        return times;
    }

    /// <summary>Profiles the steps of so many seconds, at least four.</summary>
    public StepProfile Profile(double seconds)
    {
        StepProfiler profiler = new(_model, _optimizer, _tape);
        long start = Stopwatch.GetTimestamp();
        Follow(profiler);
        while (profiler.Steps < 4 || Stopwatch.GetElapsedTime(start).TotalSeconds < seconds)
            Step();
        Follow(null);
        return profiler.Result();
    }

    // Whichever of the two makes the steps.
    private void Follow(StepProfiler? profiler)
    {
        _plain.Profiler = profiler;
        if (_recorded is { } recorded)
            recorded.Profiler = profiler;
    }

    /// <summary>Makes one step.</summary>
    /// <param name="measured">Whether it counts for measuring, if that is asked for.</param>
    /// <returns>The loss.</returns>
    public double Step(bool measured = true) =>
        measured && _recorded is { } recorded ? recorded.Make(++_recordedSteps, _lossOf) : _plain.Make(++_plainSteps, _lossOf);
}
