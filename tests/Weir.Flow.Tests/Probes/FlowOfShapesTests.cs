using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Flow.Tests.Probes;

/// <summary>What is measured of images and sequences, whose samples have pixels and positions.</summary>
public sealed class FlowOfShapesTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Pixels_and_positions_are_no_samples(int threads)
    {
        (Module Model, Shape Input)[] networks =
        [
            (new Sequential(new Conv2d(2, 5, 3), new Relu(), new MaxPool2d(), new Flatten(), new Linear(20, 3)), new Shape(6, 6, 2)),
            (new Sequential(new Lstm(4, 7), new Linear(7, 5), new Gru(5, 3, lastOnly: true)), new Shape(9, 4)),
        ];
        foreach ((Module model, Shape input) in networks)
        {
            List<(Module Layer, Tensor Output)> outputs = [];
            using Watches watches = new();
            foreach (Module layer in model.Layers())
                watches.Add(layer.Watch((module, _, output) => outputs.Add((module, output))));
            Run run = new(model, input, 3, backend: Backend(threads));
            outputs.Clear();
            double[] expected = [];
            FlowSample sample = run.Next(_ =>
                expected = [.. outputs.Select(o => PlainFlow.Spread(o.Output.ToArray(), o.Output.Shape.SizeFrom(1)))])!;
            for (int i = 0; i < expected.Length; i++)
                Near(sample.Layers[i].ActivationStd, expected[i], 1e-4);
        }
    }

    [Fact]
    public void Eight_copies_of_one_image_have_no_deviation()
    {
        Sequential model = new(new Conv2d(2, 5, 3), new Tanh(), new Flatten(), new Linear(80, 3));
        Run run = new(model, new Shape(6, 6, 2), 3);
        float[] image = [.. Enumerable.Range(0, 72).Select(i => MathF.Sin(i))];
        run.Tape.Begin();
        run.Recorder!.BeginStep(1);
        Tensor loss = model.Apply(run.Tape.Input(new Shape(8, 6, 6, 2), [.. Enumerable.Range(0, 8).SelectMany(_ => image)])).Square()
            .Mean();
        run.Tape.Backward(loss);
        run.Optimizer.Step();
        FlowSample sample = run.Recorder.EndStep(loss.Item())!;
        sample.Layers.ShouldAllBe(layer => layer.ActivationStd == 0 && layer.ActivationRms > 0);
    }

    [Fact]
    public void Attenuation_does_not_feel_over_how_many_pixels_a_gradient_spreads()
    {
        // Averages over 2 × 2 pixels: δ is shared by four, its norm halves; the convolutions of one tap and orthogonal weights before them
        // keep it.
        Sequential model = new(
            new Conv2d(4, 4, 1), new AveragePool2d(), new Conv2d(4, 4, 1), new AveragePool2d(), new Conv2d(4, 4, 1), new Flatten(),
                new Linear(16, 16));
        Run run = new(model, new Shape(8, 8, 4), 3, new SgdOptions { Rate = 0 });
        foreach (Module layer in model.Parts)
        {
            if (layer.OwnParameters is [var weight, ..])
                weight.Set([.. Enumerable.Range(0, weight.Shape.Size).Select(i => i % (weight.Shape[^1] + 1) == 0 ? 1f : 0f)]);
        }

        FlowSample sample = run.Next()!;
        sample.Attenuation!.Value.ShouldBe(-0.7 * Math.Log10(2), 1e-4);
        // From the last convolution's four pixels to the first one's sixty-four, rms falls by four times as much.
        (sample.Layers[0].DeltaRms!.Value / sample.Layers[4].DeltaRms!.Value).ShouldBe(1 / 16.0, 1e-4);
        (Attenuation.NormOf(run.Recorder!.Header.Layers[0], sample.Layers[0])!.Value
            / Attenuation.NormOf(run.Recorder.Header.Layers[4], sample.Layers[4])!.Value)
            .ShouldBe(1 / 4.0, 1e-4);
    }

    private static Backend Backend(int threads) => threads == 0 ? new ReferenceBackend()
        : SimdBackend.Create(new SimdOptions { Threads = threads });

    private static void Near(double actual, double expected, double relative) =>
        (Math.Abs(actual - expected) <= relative * Math.Abs(expected)).ShouldBeTrue($"{actual:g9} instead of {expected:g9}");
}
