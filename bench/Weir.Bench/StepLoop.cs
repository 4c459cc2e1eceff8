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
    private readonly FlowRecorder? _recorder;
    private readonly float[] _inputs;
    private readonly Indices _labels;
    private readonly Shape _shape;
    private readonly CrossEntropy _loss = new();
    private long _step;

    public StepLoop(Workload workload, Backend backend, string measure)
    {
        _tape = new Tape(backend);
        _model = workload.Build();
        _optimizer = new Sgd(_model, backend, new SgdOptions { Rate = 0.01 });
        (_inputs, int[] labels) = workload.Data(workload.Batch);
        _labels = new Indices(labels);
        _shape = workload.Input.Prepend(workload.Batch);
        if (measure != "off")
            _recorder = FlowRecorder.Attach(_model, _optimizer, _tape, workload.Input, workload.Batch, new FlowOptions { Every = measure switch { "every" => 1, "alternate" => 2, _ => null } });
    }

    /// <summary>Bytes of the parameters and of what a step keeps.</summary>
    public long Bytes => _tape.PoolBytes + (4 * _model.ParameterCount);

    /// <summary>Seconds of each step.</summary>
    public double[] Run(int steps)
    {
        double[] times = new double[steps];
        for (int i = 0; i < steps; i++)
        {
            long start = Stopwatch.GetTimestamp();
            Step();
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

    public float Step(StepProfiler? profiler = null)
    {
        _step++;
        _tape.Begin();
        bool sampled = _recorder?.BeginStep(_step) ?? false;
        profiler?.Begin(sampled);
        Tensor logits = _model.Apply(_tape.Input(_shape, _inputs));
        Tensor loss = _loss.Of(logits, _labels);
        _tape.Backward(loss);
        profiler?.OnMeasuring();
        _recorder?.BeforeUpdate();
        _optimizer.Step(sampled);
        float value = loss.Item();
        _recorder?.EndStep(value);
        profiler?.End();
        return value;
    }
}
