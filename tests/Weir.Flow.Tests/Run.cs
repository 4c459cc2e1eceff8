using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Flow.Tests;

/// <summary>A small training run on random data with a recorder attached.</summary>
internal sealed class Run
{
    private readonly float[][] _batches;
    private readonly Indices[] _labels;
    private readonly Shape _input;

    public Run(Module model, Shape input, int classes, SgdOptions? sgd = null, FlowOptions? flow = null, Backend? backend = null,
        int batch = 8, long seed = 1, bool recording = true, double scale = 1)
    {
        Model = model;
        Model.Initialize(seed);
        Backend = backend ?? new ReferenceBackend();
        Tape = new Tape(Backend);
        Optimizer = new Sgd(model, Backend, sgd ?? new SgdOptions { Rate = 0.1 });
        RandomStream random = RandomStream.For(seed, "data");
        _input = input.Prepend(batch);
        _batches = [.. Enumerable.Range(0, 4)
            .Select(_ => Enumerable.Range(0, _input.Size).Select(_ => (float)(scale * random.NextNormal())).ToArray())];
        _labels = [.. Enumerable.Range(0, 4)
            .Select(_ => new Indices([.. Enumerable.Range(0, batch).Select(_ => random.NextInteger(classes))]))];
        Recorder = recording ? FlowRecorder.Attach(model, Optimizer, Tape, input, batch, flow) : null;
    }

    public Module Model { get; }

    public Backend Backend { get; }

    public Tape Tape { get; }

    public Sgd Optimizer { get; }

    public FlowRecorder? Recorder { get; }

    /// <summary>The step that is done.</summary>
    public long Step { get; set; }

    /// <summary>Times the loss, to make gradients small or large.</summary>
    public float LossScale { get; set; } = 1;

    /// <summary>Makes a step; <paramref name="before"/> is called after the backward pass with what the step made.</summary>
    public FlowSample? Next(Action<Tensor>? before = null)
    {
        Step++;
        Tape.Begin();
        bool sampled = Recorder?.BeginStep(Step) ?? false;
        Tensor output = Model.Apply(Tape.Input(_input, _batches[Step % 4]));
        Tensor loss = new CrossEntropy().Of(output, _labels[Step % 4]);
        if (LossScale != 1)
            loss *= LossScale;
        Tape.Backward(loss);
        before?.Invoke(loss);
        Optimizer.Step(measured: sampled);
        return Recorder?.EndStep(loss.Item());
    }

    /// <summary>So many steps and the samples among them.</summary>
    public List<FlowSample> Next(int steps)
    {
        List<FlowSample> samples = [];
        for (int i = 0; i < steps; i++)
        {
            if (Next() is { } sample)
                samples.Add(sample);
        }

        return samples;
    }

    public float[] Values() => [.. Model.Parameters.SelectMany(parameter => parameter.Value.ToArray())];
}
