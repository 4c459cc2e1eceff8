using System.Diagnostics;
using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Bench;

/// <summary>Forward passes in evaluation, with the logits read at the end.</summary>
internal sealed class InferenceLoop
{
    private readonly Tape _tape;
    private readonly Module _model;
    private readonly float[] _inputs;
    private readonly Shape _shape;

    public InferenceLoop(Workload workload, Backend backend, int batch)
    {
        _tape = new Tape(backend);
        _model = workload.Build();
        _model.Train(false);
        (_inputs, _) = workload.Data(batch);
        _shape = workload.Input.Prepend(batch);
    }

    /// <summary>Seconds of each pass.</summary>
    public double[] Run(int passes)
    {
        double[] times = new double[passes];
        for (int i = 0; i < passes; i++)
        {
            long start = Stopwatch.GetTimestamp();
            _tape.Begin(recording: false);
            _model.Apply(_tape.Input(_shape, _inputs));
            times[i] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        return times;
    }
}
