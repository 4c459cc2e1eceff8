using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Flow.Tests.Probes;

/// <summary>Each quantity against a plain computation, on networks of several makes.</summary>
public sealed class FlowRecorderTests
{
    public static TheoryData<string, double?, int> Cases
    {
        get
        {
            TheoryData<string, double?, int> cases = [];
            foreach (string model in Models.All.Keys)
            {
                foreach (int threads in new[] { 0, 2 })
                {
                    cases.Add(model, null, threads);
                    cases.Add(model, 0.05, threads);
                }
            }

            return cases;
        }
    }

    [Fact]
    public void A_gradient_that_overflows_is_told_with_its_shape_and_rows()
    {
        Sequential model = new(new Linear(6, 8), new Linear(8, 3));
        Run run = new(model, new Shape(6), 3) { LossScale = 3e38f };
        ModuleMap.Of(model).Layers.Last().Module.Parameters[0].Value.CopyFrom([.. Enumerable.Range(0, 24).Select(i => 1000f * i)]);
        LayerFlow layer = run.Next()!.Named([10, 11, 12, 13, 14, 15, 16, 17]).Layers[0];
        layer.ActivationNonFinite.ShouldBeNull();
        NonFiniteEntries entries = layer.DeltaNonFinite.ShouldNotBeNull();
        entries.Shape.ShouldBe([8, 8]);
        entries.Count.ShouldBeGreaterThanOrEqualTo(entries.RowCount);
        entries.Samples.ShouldBe(entries.Rows.Select(row => row + 10));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Quantities_are_what_a_plain_computation_says(string name, double? clip, int threads)
    {
        SgdOptions options = new() { Rate = 0.1, Momentum = 0.5, ClipNorm = clip };
        Run run = new(Models.All[name](), new Shape(6), 3, options, backend: Backend(threads));
        Run twin = new(Models.All[name](), new Shape(6), 3, options, recording: false);
        float[][]? previous = null;
        for (int step = 1; step <= 3; step++)
        {
            run.Model.CopyTo(twin.Model);
            float[][] weights = [.. run.Model.Parameters.Select(parameter => parameter.Value.ToArray())];
            PlainFlow.Keeper keeper = new();
            using Watches watches = new();
            foreach (Module layer in twin.Model.Layers())
                watches.Add(layer.Watch(keeper));
            Dictionary<string, PlainFlow.Signal> signals = [];
            float[][] gradients = [];
            twin.Next(_ =>
            {
                signals = keeper.Signals(twin.Model);
                gradients = [.. twin.Model.Parameters.Select(parameter => parameter.Value.Gradient()!)];
            });

            FlowSample sample = run.Next()!;
            sample.Step.ShouldBe(step);
            sample.Rate.ShouldBe(0.1);
            TraceHeader header = run.Recorder!.Header;
            header.Layers.Select(layer => layer.Path).ShouldBe(signals.Keys, ignoreOrder: true);
            for (int i = 0; i < header.Layers.Count; i++)
                CheckLayer(sample.Layers[i], signals[header.Layers[i].Path], ModuleMap.Of(run.Model)
                    .Layers.Single(layer => layer.Path == header.Layers[i].Path).Module);

            double norm = Math.Sqrt(gradients.Sum(g => PlainFlow.Norm(g) * PlainFlow.Norm(g)));
            double factor = clip is { } limit && norm > limit ? limit / norm : 1;
            Near(sample.GradientNorm!.Value, norm);
            Near(sample.ClippedNorm!.Value, norm * factor);
            header.Parameters.Select(parameter => parameter.Name)
                .ShouldBe(ModuleMap.Of(run.Model).Parameters.Select(parameter => parameter.Name));
            for (int i = 0; i < gradients.Length; i++)
            {
                ParameterFlow flow = sample.Parameters[i];
                double weight = PlainFlow.Norm(weights[i]);
                Near(flow.WeightNorm, weight);
                Near(flow.GradientNorm!.Value, PlainFlow.Norm(gradients[i]) * factor);
                flow.GradientZero!.Value.ShouldBe(gradients[i].Count(g => g == 0) / (double)gradients[i].Length, 1e-9);
                float[] moved = [.. run.Model.Parameters[i].Value.ToArray().Zip(weights[i], (a, b) => a - b)];
                if (weight == 0)
                    flow.UpdateRatio.ShouldBeNull();
                else
                    Near(flow.UpdateRatio!.Value, PlainFlow.Norm(moved) / weight, 1e-3);
                if (previous is null)
                    flow.GradientCosine.ShouldBeNull();
                else
                    flow.GradientCosine!.Value.ShouldBe(PlainFlow.Cosine(gradients[i], previous[i]), 1e-4);
            }

            previous = gradients;
        }
    }

    [Fact]
    public void The_header_names_layers_in_the_order_of_the_signal_and_the_layer_of_each_parameter()
    {
        TraceHeader header = new Run(Models.All["prelu"](), new Shape(6), 3).Recorder!.Header;
        header.Batch.ShouldBe(8);
        header.Layers.ShouldBe([
            new("1", "linear", 9, true) { Traits = LayerTraits.Linear },
            new("2", "prelu", 9, false),
            new("3", "linear", 3, true) { Traits = LayerTraits.Linear | LayerTraits.Follows },
        ]);
        header.Parameters.Select(p => $"{p.Name} {p.Kind} [{string.Join(',', p.Shape)}] {p.Layer}").ShouldBe(
            ["1.weight weight [6,9] 0", "1.bias bias [9] 0", "2.slope scale [9] 1", "3.weight weight [9,3] 2", "3.bias bias [3] 2"]);
    }

    [Fact]
    public void A_layer_that_is_used_twice_is_listed_once_even_from_two_parents()
    {
        Linear shared = new(6, 6, new Tanh());
        Sequential model = new(new Sequential(shared, new Tanh()), new Sequential(shared, new Linear(6, 3)));
        Run run = new(model, new Shape(6), 3);
        run.Recorder!.Header.Layers.Select(layer => layer.Path).ShouldBe(["1.1", "1.2", "2.2"]);
        run.Next()!.Parameters.Count.ShouldBe(4);
    }

    [Fact]
    public void A_layer_that_a_step_passes_by_has_no_gradient_and_its_weights_are_still_measured()
    {
        PassingBy model = new();
        Run run = new(model, new Shape(6), 3, new SgdOptions { Rate = 0.1 });
        model.UseAll = false;
        FlowSample sample = run.Next()!;
        sample.Layers[0].DeltaRms.ShouldBeNull();
        sample.Layers[0].ActivationRms.ShouldBe(0);
        ParameterFlow idle = sample.Parameters[0];
        Near(idle.WeightNorm, PlainFlow.Norm(model.Parameters[0].Value.ToArray()));
        idle.ShouldBe(new ParameterFlow { WeightNorm = idle.WeightNorm, GradientNorm = 0, GradientZero = 1, UpdateRatio = 0 });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void A_deep_sigmoid_network_attenuates_a_He_rectifier_network_does_not_and_large_weights_explode(int threads)
    {
        SgdOptions still = new() { Rate = 0 };
        Mean(new Run(Models.Deep(8, 32, () => new Sigmoid()), new Shape(6), 3, still, backend: Backend(threads))).ShouldBeLessThan(-0.5);
        Mean(new Run(Models.Deep(8, 64, () => new Relu()), new Shape(6), 3, still, backend: Backend(threads))).ShouldBe(0, 0.1);
        Mean(new Run(Models.Deep(8, 32, () => new Relu(), new HeNormal(3)), new Shape(6), 3, still, backend: Backend(threads)))
            .ShouldBe(Math.Log10(3), 0.15);

        static double Mean(Run run) => run.Next(5).Average(sample => sample.Attenuation!.Value);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Gradients_of_1e_minus_25_are_measured(int threads)
    {
        Run plain = new(Models.All["sequential"](), new Shape(6), 3, backend: Backend(threads));
        Run tiny = new(Models.All["sequential"](), new Shape(6), 3, backend: Backend(threads)) { LossScale = 1e-25f };
        FlowSample expected = plain.Next()!, sample = tiny.Next()!;
        for (int i = 0; i < sample.Layers.Count; i++)
            Near(sample.Layers[i].DeltaRms!.Value, 1e-25 * expected.Layers[i].DeltaRms!.Value, 1e-3);
        for (int i = 0; i < sample.Parameters.Count; i++)
            Near(sample.Parameters[i].GradientNorm!.Value, 1e-25 * expected.Parameters[i].GradientNorm!.Value, 1e-3);
        Near(sample.GradientNorm!.Value, 1e-25 * expected.GradientNorm!.Value, 1e-3);
        Near(sample.Attenuation!.Value, expected.Attenuation!.Value, 1e-3);
        // The directions of vanishing gradients are compared as well as those of others.
        FlowSample next = tiny.Next()!;
        next.Parameters.ShouldAllBe(parameter => parameter.GradientCosine != null && Math.Abs(parameter.GradientCosine.Value) <= 1.0001);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Gradients_of_wide_layers_are_compared_too(int threads)
    {
        // Four batches take turns, and every fourth step is sampled: batch and weights stay, and so does the direction.
        Sequential model = new(new Linear(6, 700, new Tanh()), new Linear(700, 130), new Linear(130, 3));
        Run run = new(model, new Shape(6), 3, new SgdOptions { Rate = 0 }, new FlowOptions { Every = 4 }, Backend(threads));
        run.Next()!.Parameters.ShouldAllBe(parameter => parameter.GradientCosine == null);
        foreach (int sign in new[] { 1, -1 })
        {
            for (int step = 0; step < 3; step++)
                run.Next().ShouldBeNull();
            run.LossScale = sign;
            run.Next()!.Parameters.ShouldAllBe(parameter => Math.Abs(parameter.GradientCosine!.Value - sign) < 1e-5);
        }
    }

    [Theory]
    [InlineData("fused", 0)]
    [InlineData("fused", 2)]
    [InlineData("separate", 0)]
    [InlineData("separate", 2)]
    public void Dead_units_are_counted_after_a_window(string make, int threads)
    {
        Sequential model = make == "fused"
            ? new Sequential(new Linear(6, 40, new Relu()), new Linear(40, 3))
            : new Sequential(new Linear(6, 40), new Relu(), new Linear(40, 3));
        Run run = new(model, new Shape(6), 3, new SgdOptions { Rate = 0 }, new FlowOptions { DeadWindow = 4 }, Backend(threads), batch: 16);
        // A bias of −100 kills units 3, 17 and 39; the others live on one sample in two.
        Linear first = (Linear)model.Parts[0];
        float[] bias = new float[40];
        bias[3] = bias[17] = bias[39] = -100;
        first.Bias!.Set(bias);

        List<FlowSample> samples = run.Next(9);
        int rectifier = make == "fused" ? 0 : 1;
        samples.Select(sample => sample.Layers[rectifier].UnitsDead).ShouldBe([null, null, null, 3, 3, 3, 3, 3, 3]);
        samples[^1].Layers[^1].UnitsDead.ShouldBe(0);
        if (make == "separate")
            samples[^1].Layers[0].UnitsDead.ShouldBe(0);

        // Life is seen at the end of the window: one sample with an output is enough.
        first.Bias.Set(new float[40]);
        run.Next(7).Select(sample => sample.Layers[rectifier].UnitsDead).ShouldBe([3, 3, 0, 0, 0, 0, 0]);
    }

    [Fact]
    public void Measuring_does_not_change_training()
    {
        foreach (int threads in new[] { 0, 1, 2 })
        {
            SgdOptions options = new() { Rate = 0.05, Momentum = 0.9, ClipNorm = 1, WeightDecay = 1e-4 };
            Run measured = new(Models.All["sequential"](), new Shape(6), 3, options, backend: Backend(threads));
            Run plain = new(Models.All["sequential"](), new Shape(6), 3, options, backend: Backend(threads), recording: false);
            measured.Next(200).Count.ShouldBeGreaterThan(32);
            plain.Next(200);
            measured.Values().ShouldBe(plain.Values());
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Gradients_of_1e_plus_12_are_measured(int threads)
    {
        Run plain = new(Models.All["sequential"](), new Shape(6), 3, backend: Backend(threads));
        Run huge = new(Models.All["sequential"](), new Shape(6), 3, backend: Backend(threads)) { LossScale = 1e12f };
        FlowSample expected = plain.Next()!, sample = huge.Next()!;
        Near(sample.GradientNorm!.Value, 1e12 * expected.GradientNorm!.Value, 1e-3);
        for (int i = 0; i < sample.Parameters.Count; i++)
            Near(sample.Parameters[i].GradientNorm!.Value, 1e12 * expected.Parameters[i].GradientNorm!.Value, 1e-3);
    }

    private static Backend Backend(int threads) => threads == 0 ? new ReferenceBackend()
        : SimdBackend.Create(new SimdOptions { Threads = threads });

    private static void CheckLayer(LayerFlow flow, PlainFlow.Signal signal, Module layer)
    {
        float[] x = signal.Output;
        Near(flow.ActivationRms, PlainFlow.Rms(x));
        flow.ActivationMean.ShouldBe(x.Average(v => (double)v), 1e-5);
        Near(flow.ActivationStd, PlainFlow.Spread(x, signal.Units));
        Near(flow.ActivationMax, x.Max(Math.Abs));
        flow.ActivationZero.ShouldBe(x.Count(v => v == 0) / (double)x.Length, 1e-9);
        if (layer.Saturation is { } limits)
            flow.ActivationSaturated!.Value.ShouldBe(x.Count(v => v <= limits.Low || v >= limits.High) / (double)x.Length, 1e-9);
        else
            flow.ActivationSaturated.ShouldBeNull();
        Near(flow.DeltaRms!.Value, PlainFlow.Rms(signal.Gradient!));
        flow.UnitsDead.ShouldBeNull();
    }

    private static void Near(double actual, double expected, double relative = 2e-5) =>
        (Math.Abs(actual - expected) <= relative * Math.Abs(expected)).ShouldBeTrue($"{actual:g9} instead of {expected:g9}");

    /// <summary>A network that may leave its first layer out.</summary>
    private sealed class PassingBy : Module
    {
        private readonly Linear _first = new(6, 6, new Relu());
        private readonly Linear _head = new(6, 3);

        public bool UseAll { get; set; } = true;

        protected override Tensor Forward(Tensor x) => _head.Apply(UseAll ? _first.Apply(x) : x);
    }
}
