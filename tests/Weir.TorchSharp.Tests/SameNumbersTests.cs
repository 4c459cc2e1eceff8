using Weir.Flow;
using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;
using static TorchSharp.torch;
using Module = Weir.Nn.Module;
using Sequential = Weir.Nn.Sequential;
using Tensor = TorchSharp.torch.Tensor;

namespace Weir.TorchSharp.Tests;

/// <summary>The same network, weights and batches in Weir and in TorchSharp: every quantity of the trace is the same.</summary>
public sealed class SameNumbersTests
{
    private const double Tolerance = 1e-4;
    private const int Batch = 16, Steps = 25;

    [LibtorchFact]
    public void Of_dense_layers()
    {
        Sequential own = new(new Linear(20, 30), new Tanh(), new Linear(30, 12), new Relu(), new Linear(12, 4));
        using nn.Module<Tensor, Tensor> other = nn.Sequential(
            nn.Linear(20, 30), nn.Tanh(), nn.Linear(30, 12), nn.ReLU(), nn.Linear(12, 4));
        Compare(own, other, new Shape(20), new SgdOptions { Rate = 0.5, Momentum = 0.9 },
            parameters => optim.SGD(parameters, 0.5, momentum: 0.9));
    }

    [LibtorchFact]
    public void Of_squashing_layers_of_which_units_die()
    {
        Sequential own = new(new Linear(6, 8), new Relu(), new Linear(8, 8), new Sigmoid(), new Linear(8, 8), new Elu(), new Linear(8, 3));
        using nn.Module<Tensor, Tensor> other = nn.Sequential(nn.Linear(6, 8), nn.ReLU(inplace: true), nn.Linear(8, 8), nn.Sigmoid(),
            nn.Linear(8, 8), nn.ELU(), nn.Linear(8, 3));
        Compare(own, other, new Shape(6), new AdamOptions { Rate = 0.05 }, parameters => optim.Adam(parameters, 0.05));
    }

    [LibtorchFact]
    public void Of_convolutions()
    {
        Sequential own = new(new Conv2d(2, 4, 3, hasBias: false), new BatchNorm(4), new Relu(), new MaxPool2d(), new Flatten(),
            new Linear(36, 3));
        using nn.Module<Tensor, Tensor> other = nn.Sequential(
            nn.Conv2d(2, 4, 3, bias: false), nn.BatchNorm2d(4), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(36, 3));
        Compare(own, other, new Shape(8, 8, 2), new SgdOptions { Rate = 0.1 }, parameters => optim.SGD(parameters, 0.1));
    }

    private static void Compare(Module own, nn.Module<Tensor, Tensor> other, Shape sample, OptimizerOptions options,
        Func<IEnumerable<global::TorchSharp.Modules.Parameter>, optim.Optimizer> makeOptimizer)
    {
        own.Initialize(7);
        CopyTo(other, own);
        float[] inputs = Draw(Steps * Batch * sample.Size);
        int[] labels = [.. Enumerable.Range(0, Steps * Batch).Select(i => i * 7 % 3)];
        List<FlowSample> wanted = Measured(own, sample, options, inputs, labels);
        using TemporaryFolder folder = new();
        using optim.Optimizer optimizer = makeOptimizer(other.parameters());
        using (FlowWatch watch = FlowWatch.Attach(other, optimizer, Training.Options(folder)))
        {
            Training.Run(other, optimizer, Steps, step =>
            {
                Tensor x = from_array(inputs[(step * Batch * sample.Size)..((step + 1) * Batch * sample.Size)]);
                long[] y = Array.ConvertAll(labels[(step * Batch)..((step + 1) * Batch)], label => (long)label);
                return (sample.Rank == 3 ? x.reshape(Batch, sample[0], sample[1], sample[2]).permute(0, 3, 1, 2).contiguous()
                    : x.reshape(Batch, -1), from_array(y));
            }, watch);
            watch.Failure.ShouldBeNull();
        }

        IReadOnlyList<FlowSample> measured = TraceReader.Read(Path.Combine(folder["run"], "flow.jsonl")).Samples;
        measured.Count.ShouldBe(Steps);
        for (int i = 0; i < Steps; i++)
            Compare($"step {i + 1}", measured[i], wanted[i]);
        measured[^1].Layers.Where(layer => layer.ActivationSaturated is not null).ShouldNotBeEmpty();
        measured[^1].Layers.ShouldAllBe(layer => layer.UnitsDead != null);
    }

    private static List<FlowSample> Measured(Module model, Shape sample, OptimizerOptions options, float[] inputs, int[] labels)
    {
        using SimdBackend backend = SimdBackend.Create(new SimdOptions { Threads = 1 });
        Tape tape = new(backend);
        Optimizer optimizer = options.Build(model, backend);
        FlowRecorder recorder = FlowRecorder.Attach(model, optimizer, tape, sample, Batch);
        List<FlowSample> samples = [];
        for (int step = 0; step < Steps; step++)
        {
            tape.Begin();
            recorder.BeginStep(step + 1);
            int[] shape = [Batch, .. sample.ToArray()];
            Weir.Tensors.Tensor x = tape.Input(new Shape(shape), inputs.AsSpan(step * Batch * sample.Size, Batch * sample.Size));
            Weir.Tensors.Tensor loss = new CrossEntropy().Of(model.Apply(x), new Indices(labels[(step * Batch)..((step + 1) * Batch)]));
            tape.Backward(loss);
            optimizer.Step(measured: true);
            samples.Add(recorder.EndStep(loss.Item())!);
        }

        return samples;
    }

    private static void Compare(string place, FlowSample measured, FlowSample wanted)
    {
        void Same(string name, double? value, double? expected, double least = 2e-7)
        {
            (value is null).ShouldBe(expected is null, $"{place} {name}");
            if (expected is { } number)
                value!.Value.ShouldBe(number, Math.Max(least, Tolerance * Math.Abs(number)), $"{place} {name}");
        }

        Same("loss", measured.Loss, wanted.Loss);
        Same("rate", measured.Rate, wanted.Rate);
        Same("gradient.norm", measured.GradientNorm, wanted.GradientNorm);
        Same("attenuation", measured.Attenuation, wanted.Attenuation);
        for (int i = 0; i < wanted.Layers.Count; i++)
        {
            (LayerFlow layer, LayerFlow other) = (measured.Layers[i], wanted.Layers[i]);
            Same($"layer {i} rms", layer.ActivationRms, other.ActivationRms);
            Same($"layer {i} mean", layer.ActivationMean, other.ActivationMean);
            Same($"layer {i} std", layer.ActivationStd, other.ActivationStd);
            Same($"layer {i} max", layer.ActivationMax, other.ActivationMax);
            Same($"layer {i} zero", layer.ActivationZero, other.ActivationZero);
            Same($"layer {i} saturated", layer.ActivationSaturated, other.ActivationSaturated);
            Same($"layer {i} dead", layer.UnitsDead, other.UnitsDead);
            Same($"layer {i} delta", layer.DeltaRms, other.DeltaRms);
        }

        for (int i = 0; i < wanted.Parameters.Count; i++)
        {
            (ParameterFlow parameter, ParameterFlow other) = (measured.Parameters[i], wanted.Parameters[i]);
            Same($"parameter {i} weight", parameter.WeightNorm, other.WeightNorm);
            Same($"parameter {i} gradient", parameter.GradientNorm, other.GradientNorm);
            Same($"parameter {i} zero", parameter.GradientZero, other.GradientZero);
            Same($"parameter {i} update", parameter.UpdateRatio, other.UpdateRatio);
            Same($"parameter {i} cosine", parameter.GradientCosine, other.GradientCosine, Tolerance);
        }
    }

    private static void CopyTo(nn.Module other, Module own)
    {
        using IDisposable quiet = no_grad();
        foreach ((Parameter parameter, global::TorchSharp.Modules.Parameter target) in own.Parameters.Zip(other.parameters()))
        {
            long[] shape = Array.ConvertAll(parameter.Shape.ToArray(), length => (long)length);
            Tensor values = from_array(parameter.Value.ToArray()).reshape(shape);
            values = values.dim() switch
            {
                2 when parameter.Shape[0] == 36 => values.reshape(3, 3, 4, -1).permute(3, 2, 0, 1).reshape(-1, 36),
                2 => values.t(),
                4 => values.permute(3, 2, 0, 1),
                _ => values,
            };
            values.shape.ShouldBe(target.shape);
            target.copy_(values);
        }
    }

    private static float[] Draw(int count)
    {
        RandomStream random = RandomStream.For(5, "inputs");
        return [.. Enumerable.Range(0, count).Select(_ => (float)random.NextNormal())];
    }
}
