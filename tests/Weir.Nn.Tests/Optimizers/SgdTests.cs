using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Nn.Tests.Optimizers;

public sealed class SgdTests
{
    [Theory]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Rates_decays_and_momenta_that_make_no_sense_are_refused(double bad)
    {
        Message(new SgdOptions { Rate = bad }).ShouldContain($"'rate' is {bad}; it must be 0 or more");
        Message(new SgdOptions { Rate = 1, WeightDecay = bad }).ShouldContain($"'weight-decay' is {bad}; it must be 0 or more");
        Message(new SgdOptions { Rate = 1, Momentum = bad }).ShouldContain($"'momentum' is {bad}; it must be in [0, 1)");
        Message(new SgdOptions { Rate = 1, ClipNorm = bad }).ShouldContain($"'clip-norm' is {bad}; it must be above 0");
    }

    [Fact]
    public void Limits_of_the_options()
    {
        Message(new SgdOptions { Rate = 1, Momentum = 1 }).ShouldContain("[0, 1)");
        Message(new SgdOptions { Rate = 1, ClipNorm = 0 }).ShouldContain("above 0");
        Message(new SgdOptions { Rate = 1, Nesterov = true }).ShouldContain("momentum above 0");
        new SgdOptions { Rate = 0, Momentum = 0.999, Nesterov = true, ClipNorm = 1e-9, WeightDecay = 10 }.Check();
    }

    [Theory]
    [MemberData(nameof(TestBackends.Names), MemberType = typeof(TestBackends))]
    public void A_parameter_without_a_gradient_stays_and_its_weights_are_measured(string name)
    {
        Bench bench = new(name, new SgdOptions { Rate = 0.5, Momentum = 0.9, WeightDecay = 0.1, DecayAll = true });
        float[] before = bench.Model.Idle.Value.ToArray();
        bench.Backward();
        bench.Optimizer.Step(measured: true);
        bench.Model.Idle.Value.ToArray().ShouldBe(before);
        UpdateMeasure measure = bench.Measure(bench.Model.Idle);
        measure.WeightSquares.ShouldBe(before.Sum(w => (double)w * w), 1e-6 * measure.WeightSquares);
        (measure.GradientSquares, measure.UpdateSquares, measure.GradientZeros).ShouldBe((0, 0, before.Length));
    }

    [Fact]
    public void A_step_uses_the_gradient_up()
    {
        Bench bench = new("simd 1", new SgdOptions { Rate = 0.5 });
        bench.Backward();
        bench.Optimizer.Step();
        float[] after = bench.Values();
        bench.Model.Parameters.ShouldAllBe(parameter => parameter.Value.Gradient() == null);
        Should.Throw<InvalidOperationException>(() => bench.Optimizer.Step())
            .Message.ShouldStartWith("step: no parameter has a gradient: call tape.Backward(loss) before each step");
        bench.Values().ShouldBe(after);
    }

    [Fact]
    public void Gradients_of_several_backward_passes_add_up_until_a_step()
    {
        Bench once = new("reference", new SgdOptions { Rate = 0.5 }), twice = new("reference", new SgdOptions { Rate = 0.25 });
        once.Backward();
        once.Optimizer.Step();
        twice.Backward();
        twice.Backward();
        twice.Optimizer.Step();
        twice.Values().ShouldBeNear(once.Values(), "half the rate on the gradient twice");
    }

    [Theory]
    [InlineData("reference", null)]
    [InlineData("simd 1", null)]
    [InlineData("simd 2", null)]
    [InlineData("reference", 0.05)]
    [InlineData("simd 1", 0.05)]
    [InlineData("simd 2", 0.05)]
    public void Measures_are_what_a_plain_computation_says(string name, double? clip)
    {
        Bench bench = new(name, new SgdOptions { Rate = 0.3, Momentum = 0.8, WeightDecay = 0.01, ClipNorm = clip });
        for (int step = 0; step < 3; step++)
        {
            bench.Backward();
            // A twin works out its gradients itself; those of the network under test stay deferred.
            float[][] gradients = bench.Gradients();
            float[][] before = [.. bench.Model.Parameters.Select(parameter => parameter.Value.ToArray())];
            bench.Optimizer.Step(measured: true);
            float[][] after = [.. bench.Model.Parameters.Select(parameter => parameter.Value.ToArray())];

            double norm = Math.Sqrt(gradients.Sum(Squares));
            double factor = clip is { } limit && norm > limit ? limit / norm : 1;
            bench.Optimizer.GradientNorm.ShouldBe(norm, 1e-5 * norm);
            bench.Optimizer.ClipFactor.ShouldBe(factor, 1e-5);
            factor.ShouldBeLessThan(clip is null ? 1.1 : 1);
            for (int i = 0; i < before.Length; i++)
            {
                UpdateMeasure measure = bench.Optimizer.Measures[i];
                measure.WeightSquares.ShouldBe(Squares(before[i]), (1e-5 * Squares(before[i])) + 1e-30);
                measure.GradientSquares.ShouldBe(Squares(gradients[i]) * factor * factor, (1e-5 * Squares(gradients[i])) + 1e-30);
                double moved = before[i].Zip(after[i], (b, a) => (double)a - b).Sum(d => d * d);
                // Δw is the difference of two float32 weights.
                measure.UpdateSquares.ShouldBe(moved, (1e-3 * moved) + 1e-30);
                measure.GradientZeros.ShouldBe(gradients[i].Count(g => g == 0));
            }

            // An input that is always 0 leaves a row of zeros in the gradient.
            bench.Measure(bench.Model.First.Weight).GradientZeros.ShouldBeGreaterThanOrEqualTo(20);
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_norm_that_is_no_finite_number_is_left_visible(float bad)
    {
        Bench bench = new("simd 1", new SgdOptions { Rate = 0.1, ClipNorm = 1 });
        bench.Backward(scale: bad);
        bench.Optimizer.Step(measured: true);
        double.IsFinite(bench.Optimizer.GradientNorm).ShouldBeFalse();
        bench.Optimizer.ClipFactor.ShouldBe(1);
        bench.Values().Any(w => !float.IsFinite(w)).ShouldBeTrue();
    }

    [Fact]
    public void Weights_alone_decay_unless_all_are_told_to()
    {
        foreach (bool all in new[] { false, true })
        {
            Bench bench = new("simd 2", new SgdOptions { Rate = 0.5, WeightDecay = 0.2, DecayAll = all });
            bench.Model.First.Bias!.Set([.. Enumerable.Repeat(2f, 20)]);
            float[] weights = bench.Model.First.Weight.Value.ToArray();
            bench.Backward(scale: 0);
            bench.Optimizer.Step();
            bench.Model.First.Weight.Value.ToArray().ShouldBeNear([.. weights.Select(w => 0.9f * w)], "decayed weights");
            bench.Model.First.Bias!.Value.ToArray().ShouldAllBe(b => Math.Abs(b - (all ? 1.8f : 2f)) < 1e-6f);
        }
    }

    [Fact]
    public void Without_momentum_there_is_no_state_and_with_it_one_tensor_a_parameter()
    {
        new Bench("reference", new SgdOptions { Rate = 1 }).Optimizer.State.ShouldBeEmpty();
        Bench bench = new("reference", new SgdOptions { Rate = 1, Momentum = 0.5 });
        bench.Optimizer.State.Select(state => $"{state.Name} {state.Value.Shape}").ShouldBe(
            ["idle.velocity (5)", "first.weight.velocity (7, 20)", "first.bias.velocity (20)", "second.weight.velocity (20, 3)",
                "second.bias.velocity (3)"]);
        bench.Backward();
        float[] gradient = bench.Gradients()[2];
        bench.Optimizer.Step();
        bench.Optimizer.State.ElementAt(2).Value.ToArray().ShouldBeNear(gradient, "velocity after one step");
    }

    [Fact]
    public void A_restored_state_continues_to_the_same_bits()
    {
        SgdOptions options = new() { Rate = 0.2, Momentum = 0.9, Nesterov = true };
        Bench straight = new("simd 2", options), halfway = new("simd 2", options), resumed = new("simd 2", options);
        straight.Train(10);
        halfway.Train(5);
        foreach ((Parameter from, Parameter to) in halfway.Model.Parameters.Zip(resumed.Model.Parameters))
            to.Set(from.Value.ToArray());
        foreach (((string Name, Tensor Value) from, (string Name, Tensor Value) to) in halfway.Optimizer.State.Zip(resumed.Optimizer.State))
            to.Value.CopyFrom(from.Value.ToArray());
        resumed.Train(5);
        resumed.Values().ShouldBe(straight.Values());
    }

    [Fact]
    public void A_schedule_sets_the_rate()
    {
        Bench bench = new("reference", new SgdOptions { Rate = 0.5 });
        bench.Optimizer.Rate.ShouldBe(0.5);
        bench.Optimizer.Rate = 0;
        float[] before = bench.Values();
        bench.Backward();
        bench.Optimizer.Step();
        bench.Values().ShouldBe(before);
    }

    private static double Squares(float[] values) => values.Sum(v => (double)v * v);

    private static string Message(SgdOptions options) => Should.Throw<ArgumentException>(options.Check).Message;

    /// <summary>A network of two dense layers, one input that is always 0 and a parameter that nothing uses.</summary>
    private sealed class Network : Module
    {
        public Linear First { get; } = new(7, 20, new Tanh());

        public Linear Second { get; } = new(20, 3);

        public Parameter Idle { get; } = new(new Shape(5), new Normal(1));

        protected override Tensor Forward(Tensor x) => Second.Apply(First.Apply(x));
    }

    private sealed class Bench
    {
        private readonly Tape _tape;
        private readonly float[] _x = new float[6 * 7];

        public Bench(string backend, SgdOptions options)
        {
            Model.Initialize(3);
            Optimizer = new Sgd(Model, TestBackends.Create(backend), options);
            _tape = new Tape(Optimizer.Backend);
            RandomStream random = new(4);
            for (int i = 0; i < _x.Length; i++)
                _x[i] = i % 7 == 2 ? 0 : (float)random.NextNormal();
        }

        public Network Model { get; } = new();

        public Sgd Optimizer { get; }

        public UpdateMeasure Measure(Parameter parameter) => Optimizer.Measures[Optimizer.Parameters.ToList().IndexOf(parameter)];

        public float[] Values() => [.. Model.Parameters.SelectMany(parameter => parameter.Value.ToArray())];

        public void Backward(float scale = 1) => Backward(Model, _tape, scale);

        public void Train(int steps)
        {
            for (int i = 0; i < steps; i++)
            {
                Backward();
                Optimizer.Step();
            }
        }

        /// <summary>The gradients at the present weights, worked out on a copy of the network; zeros where there is none.</summary>
        public float[][] Gradients()
        {
            Network twin = new();
            foreach ((Parameter from, Parameter to) in Model.Parameters.Zip(twin.Parameters))
                to.Set(from.Value.ToArray());
            Backward(twin, new Tape(new ReferenceBackend()), 1);
            return [.. twin.Parameters.Select(parameter => parameter.Value.Gradient() ?? new float[parameter.Shape.Size])];
        }

        private void Backward(Network model, Tape tape, float scale)
        {
            tape.Begin();
            Tensor output = model.Apply(tape.Input(new Shape(6, 7), _x));
            tape.Backward(new CrossEntropy().Of(output, new Indices(0, 1, 2, 2, 1, 0)) * scale);
        }
    }
}
