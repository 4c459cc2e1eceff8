using System.Diagnostics;
using TorchSharp;
using static TorchSharp.torch;

namespace Weir.Bench.TorchSharp;

/// <summary>A workload: its network, its batch, and plain SGD.</summary>
internal sealed class Side
{
    private readonly Workload _workload;
    private readonly nn.Module<Tensor, Tensor> _model;
    private readonly optim.Optimizer _optimizer;
    private readonly nn.Module<Tensor, Tensor, Tensor> _loss = nn.CrossEntropyLoss();
    private readonly Tensor _inputs;
    private readonly Tensor _labels;
    private readonly Dictionary<int, Tensor> _batches = [];

    /// <summary>Makes the network.</summary>
    /// <param name="name">The workload's name.</param>
    public Side(string name)
    {
        _workload = Workload.Named(name);
        random.manual_seed(1);
        _model = _workload.Make();
        _optimizer = optim.SGD(_model.parameters(), 0.01);
        (_inputs, _labels) = _workload.Data(_workload.Batch);
    }

    /// <summary>Makes a training step and reads its loss.</summary>
    public void Step()
    {
        _model.train();
        using DisposeScope scope = NewDisposeScope();
        _optimizer.zero_grad();
        Tensor loss = _loss.forward(_model.forward(_inputs), _labels);
        loss.backward();
        _optimizer.step();
        _ = loss.ToSingle();
    }

    /// <summary>Makes forward passes in evaluation.</summary>
    public double[] Infer(int batch, double seconds)
    {
        _model.eval();
        if (!_batches.TryGetValue(batch, out Tensor? inputs))
            _batches.Add(batch, inputs = _workload.Data(batch).Inputs);
        using IDisposable inference = inference_mode();
        return Timed(() =>
        {
            using DisposeScope scope = NewDisposeScope();
            _ = _model.forward(inputs);
        }, seconds);
    }

    /// <summary>Runs one at a time until the time is over: at least one. Milliseconds, ascending.</summary>
    public static double[] Timed(Action work, double seconds)
    {
        List<double> times = [];
        long begin = Stopwatch.GetTimestamp();
        do
        {
            long start = Stopwatch.GetTimestamp();
            work();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        while (Stopwatch.GetElapsedTime(begin).TotalSeconds < seconds);
        times.Sort();
        return [.. times];
    }
}
