using TorchSharp;
using Weir.Flow;
using static TorchSharp.torch;

namespace Weir.TorchSharp.Tests;

/// <summary>Half precision: modules in it, losses that are scaled for it, and steps that are left out.</summary>
public sealed class MixedPrecisionTests
{
    private const int Steps = 12;

    [LibtorchFact]
    public void A_loss_that_is_scaled_makes_the_trace_of_one_that_is_not()
    {
        // A power of two changes no digit.
        IReadOnlyList<FlowSample> plain = Run(), scaled = Run(scale: 1024);
        for (int i = 0; i < Steps; i++)
        {
            scaled[i].Loss.ShouldBe(plain[i].Loss);
            scaled[i].GradientNorm.ShouldBe(plain[i].GradientNorm);
            scaled[i].Attenuation.ShouldBe(plain[i].Attenuation);
            scaled[i].Layers.ShouldBe(plain[i].Layers);
            scaled[i].Parameters.ShouldBe(plain[i].Parameters);
        }

        LayerHistograms?[] layers = [.. scaled[0].Histograms!.Layers];
        layers.ShouldAllBe(layer => layer!.Delta!.Count > 0);
        layers.Select(layer => layer!.Delta).ShouldBe(plain[0].Histograms!.Layers.Select(layer => layer!.Delta));
    }

    [LibtorchFact]
    public void A_step_that_is_left_out_is_not_in_the_trace()
    {
        IReadOnlyList<FlowSample> plain = Run(), skipped = Run(overflow: 3);
        skipped.Select(sample => sample.Step).ShouldBe(plain.Select(sample => sample.Step));
        for (int i = 0; i < Steps; i++)
        {
            skipped[i].GradientNorm.ShouldBe(plain[i].GradientNorm);
            skipped[i].Layers.Select(layer => layer.DeltaRms).ShouldBe(plain[i].Layers.Select(layer => layer.DeltaRms));
        }
    }

    [LibtorchFact]
    public void A_module_in_half_precision_is_measured_to_its_digits()
    {
        FlowSample exact = Run()[0], half = Run(type: ScalarType.BFloat16)[0];
        // bfloat16 has three digits; sums over many entries are better than one of them.
        void Same(double? value, double? expected) => value!.Value.ShouldBe(expected!.Value, 0.02 * Math.Abs(expected.Value));
        Same(half.GradientNorm, exact.GradientNorm);
        for (int i = 0; i < exact.Layers.Count; i++)
        {
            Same(half.Layers[i].ActivationRms, exact.Layers[i].ActivationRms);
            Same(half.Layers[i].ActivationStd, exact.Layers[i].ActivationStd);
            Same(half.Layers[i].DeltaRms, exact.Layers[i].DeltaRms);
        }

        Same(half.Parameters[0].WeightNorm, exact.Parameters[0].WeightNorm);
        Same(half.Parameters[0].GradientNorm, exact.Parameters[0].GradientNorm);
    }

    [LibtorchFact]
    public void A_scale_that_cannot_be_is_refused()
    {
        using TemporaryFolder folder = new();
        using nn.Module<Tensor, Tensor> model = nn.Linear(2, 2);
        using optim.Optimizer optimizer = optim.SGD(model.parameters(), 0.1);
        using FlowWatch watch = FlowWatch.Attach(model, optimizer, Training.Options(folder));
        foreach (double scale in new[] { 0, -1, double.NaN, double.PositiveInfinity })
            Should.Throw<ArgumentOutOfRangeException>(() => watch.LossScale(scale));
    }

    /// <summary>Trains a small network.</summary>
    /// <param name="type">What it computes in.</param>
    /// <param name="scale">What the loss is multiplied by.</param>
    /// <param name="overflow">Before this step another one overflows and is left out; 0: none does.</param>
    private static IReadOnlyList<FlowSample> Run(ScalarType type = ScalarType.Float32, double scale = 1, int overflow = 0)
    {
        using TemporaryFolder folder = new();
        random.manual_seed(2);
        using nn.Module<Tensor, Tensor> model = Training.Dense(() => nn.ReLU(), 8, 32, 3);
        (Tensor Inputs, Tensor Labels)[] batches = [.. Enumerable.Range(0, Steps).Select(_ => Training.Classes(64, 8, 3))];
        model.to(type);
        using optim.Optimizer optimizer = optim.SGD(model.parameters(), 0.1);
        FlowWatch watch = FlowWatch.Attach(model, optimizer, Training.Options(folder));
        if (scale != 1)
            watch.LossScale(scale);
        for (int step = 0; step < Steps; step++)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor x = batches[step].Inputs.to(type), y = batches[step].Labels;
            if (step + 1 == overflow)
            {
                (nn.functional.cross_entropy(model.call(x), y) * float.PositiveInfinity).backward();
                watch.Skip();
            }

            optimizer.zero_grad();
            Tensor loss = nn.functional.cross_entropy(model.call(x), y);
            (loss * scale).backward();
            foreach (global::TorchSharp.Modules.Parameter parameter in model.parameters())
                parameter.grad!.div_(scale);
            optimizer.step();
            watch.Step(loss);
        }

        watch.Dispose();
        watch.Failure.ShouldBeNull();
        return TraceReader.Read(Path.Combine(folder["run"], "flow.jsonl")).Samples;
    }
}
