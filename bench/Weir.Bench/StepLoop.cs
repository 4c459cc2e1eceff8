using System.Diagnostics;
using Weir.Flow;
using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Bench;

/// <summary>A training loop on one batch that is always the same, as PyTorch's side has it.</summary>
internal sealed class StepLoop
{
    private readonly Tape _tape;
    private readonly Module _model;
    private readonly Sgd _optimizer;
    private readonly Workload _workload;
    private FlowRecorder? _recorder;
    private long _measuredSteps;
    private readonly float[] _inputs;
    private readonly Indices _labels;
    private readonly Shape _shape;
    private readonly CrossEntropy _loss = new();

    public StepLoop(Workload workload, Backend backend, string measure)
    {
        _workload = workload;
        _tape = new Tape(backend);
        _model = workload.Build();
        _optimizer = new Sgd(_model, backend, new SgdOptions { Rate = 0.01 });
        (_inputs, int[] labels) = workload.Data(workload.Batch);
        _labels = new Indices(labels);
        _shape = workload.Input.Prepend(workload.Batch);
        Measure(measure);
    }

    /// <summary>
    /// Measures from now on as a run that begins does: at <c>every</c> step, at those that are sampled by <c>default</c>, or not
    /// (<c>off</c>).
    /// </summary>
    public void Measure(string mode)
    {
        _measuredSteps = 0;
        _recorder = mode == "off"
            ? null
            : FlowRecorder.Attach(_model, _optimizer, _tape, _workload.Input, _workload.Batch,
                new FlowOptions { Every = mode switch { "every" => 1, "alternate" => 2, _ => null } });
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
        while (profiler.Steps < 4 || Stopwatch.GetElapsedTime(start).TotalSeconds < seconds)
            Step(profiler);
        return profiler.Result();
    }

    public float Step(StepProfiler? profiler = null, bool measured = true)
    {
        FlowRecorder? recorder = measured ? _recorder : null;
        _tape.Begin();
        bool sampled = recorder?.BeginStep(++_measuredSteps) ?? false;
        profiler?.Begin(sampled);
        Tensor logits = _model.Apply(_tape.Input(_shape, _inputs));
        Tensor loss = _loss.Of(logits, _labels);
        _tape.Backward(loss);
        _optimizer.Step(sampled);
        float value = loss.Item();
        recorder?.EndStep(value);
        profiler?.End();
        return value;
    }
}
