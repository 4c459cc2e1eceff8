using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Nn.Tests.Optimizers;

public sealed class OptimizerTests
{
    public static TheoryData<string, string> Cases => AllOptimizers.Cases;

    public static TheoryData<string> Names => [.. AllOptimizers.Make.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradients_that_wait_as_products_and_those_worked_out_move_alike(string name, string backendName)
    {
        Backend backend = TestBackends.Create(backendName);
        Problem waiting = Problem.Random(backend), worked = Problem.Random(backend);
        Optimizer first = AllOptimizers.Make[name](waiting.Model, backend, []),
            second = AllOptimizers.Make[name](worked.Model, backend, []);
        float[] start = waiting.Values;
        for (int step = 0; step < 10; step++)
        {
            waiting.Backward();
            waiting.Model.Parameters[0].Value.Node.Pending.ShouldNotBeNull("the weight's gradient waits");
            worked.Backward(workedOut: true);
            first.Step(measured: true);
            second.Step(measured: true);
            waiting.Values.ShouldBeNear(worked.Values, $"after step {step + 1}", relative: 1e-5, absolute: 1e-6);
            first.GradientNorm.ShouldBe(second.GradientNorm, 1e-5 * second.GradientNorm);
        }

        waiting.Values.Zip(start).ShouldAllBe(pair => pair.First != pair.Second);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Measured_steps_move_like_others_and_see_what_happened(string name, string backendName)
    {
        Backend backend = TestBackends.Create(backendName);
        Problem plain = Problem.Random(backend), measured = Problem.Random(backend);
        Optimizer first = AllOptimizers.Make[name](plain.Model, backend, []),
            second = AllOptimizers.Make[name](measured.Model, backend, []);
        for (int step = 0; step < 3; step++)
        {
            plain.Backward();
            first.Step();
            measured.Backward(workedOut: true);
            float[] before = measured.Values, gradients = measured.Gradients();
            second.Step(measured: true);
            plain.Values.ShouldBeNear(measured.Values, $"after step {step + 1}", relative: 1e-5, absolute: 1e-6);
            UpdateMeasure matrix = second.Measures[0];
            matrix.WeightSquares.ShouldBe(before.Take(6).Sum(w => (double)w * w), 1e-4);
            double squares = gradients.Take(6).Sum(g => (double)g * g), moves = before.Zip(measured.Values).Take(6)
                .Sum(pair => Math.Pow((double)pair.Second - pair.First, 2));
            matrix.GradientSquares.ShouldBe(squares, 1e-4 * squares);
            matrix.UpdateSquares.ShouldBe(moves, 1e-3 * moves);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_wide_layer_moves_as_on_the_oracle_with_one_thread_and_two(string name)
    {
        // 70 × 517 entries: many vectors and blocks, and a rest; gradients wait as products, and with a link are worked out.
        foreach (GradientLink[] links in new GradientLink[][] { [], [new ClipByValue(0.01), new L1Penalty(1e-3)] })
        {
            (float[] Weights, float[][] State) expected = Wide(name, "reference", links);
            foreach (string backend in new[] { "simd 1", "simd 2" })
            {
                (float[] weights, float[][] state) = Wide(name, backend, links);
                // Orthogonalizing magnifies the rounding of a matrix that is nearly of rank 4.
                double absolute = name == "muon" ? 2e-3 : 2e-5;
                weights.ShouldBeNear(expected.Weights, $"weights, {backend}", relative: 1e-4, absolute);
                for (int i = 0; i < state.Length; i++)
                    state[i].ShouldBeNear(expected.State[i], $"memory {i}, {backend}", relative: 1e-3, absolute);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_saved_goes_on_to_the_same_bits(string name)
    {
        Backend backend = TestBackends.Create("simd 1");
        GradientLink[] links = [new GradientNoise(0.01), new ClipPercentile(50)];
        Problem whole = Problem.Random(backend), half = Problem.Random(backend), resumed = Problem.Random(backend);
        Optimizer one = AllOptimizers.Make[name](whole.Model, backend, links), two = AllOptimizers.Make[name](half.Model, backend, links);
        Steps(whole, one, 14);
        Steps(half, two, 7);
        Optimizer three = AllOptimizers.Make[name](resumed.Model, backend, links);
        Problem.Set(resumed.Model, half.Values);
        foreach (((string Name, Tensor Value) from, (string Name, Tensor Value) to) in two.State.Zip(three.State))
        {
            to.Name.ShouldBe(from.Name);
            to.Value.CopyFrom(from.Value.ToArray());
        }

        Steps(resumed, three, 7);
        resumed.Values.ShouldBe(whole.Values);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_loss_of_a_small_problem_falls(string name)
    {
        Backend backend = TestBackends.Create("simd 1");
        Problem problem = Problem.Random(backend);
        Optimizer optimizer = AllOptimizers.Make[name](problem.Model, backend, []);
        problem.Backward();
        double first = problem.Loss;
        Steps(problem, optimizer, 100);
        problem.Loss.ShouldBeLessThan(name == "adadelta" ? 0.98 * first : 0.8 * first);
    }

    [Fact]
    public void Decoupled_decay_shrinks_weights_apart_from_the_rule()
    {
        Backend backend = TestBackends.Create("simd 1");
        Problem problem = Problem.Random(backend);
        Sgd optimizer = new(problem.Model, backend, new SgdOptions { Rate = 0.1, WeightDecay = 0.5, DecoupledDecay = true });
        problem.Backward(workedOut: true);
        float[] before = problem.Values, gradients = problem.Gradients();
        optimizer.Step();
        float[] expected = [.. before.Select((w, i) => (float)((w * (i < 6 ? 0.95 : 1)) - (0.1 * gradients[i])))];
        problem.Values.ShouldBeNear(expected, "weights alone shrink");
    }

    [Fact]
    public void Gradients_of_micro_batches_add_up_to_their_mean()
    {
        Backend backend = TestBackends.Create("simd 1");
        Problem once = Problem.Random(backend), thrice = Problem.Random(backend);
        Adam one = new(once.Model, backend), three = new(thrice.Model, backend) { GradientScale = 1.0 / 3 };
        for (int step = 0; step < 5; step++)
        {
            once.Backward();
            one.Step(measured: true);
            for (int micro = 0; micro < 3; micro++)
                thrice.Backward();
            three.Step(measured: true);
            thrice.Values.ShouldBeNear(once.Values, $"after step {step + 1}");
            three.GradientNorm.ShouldBe(one.GradientNorm, 1e-5 * one.GradientNorm);
        }
    }

    [Fact]
    public void Counts_of_steps_survive_beyond_what_a_float_holds()
    {
        StepCounts counts = new(2);
        for (int i = 0; i < 3; i++)
            counts.Next(1);
        counts[0].ShouldBe(0);
        counts[1].ShouldBe(3);
        counts.Value.CopyFrom([16777215, 0, 5, 2]);
        counts.Next(0).ShouldBe(16777216);
        counts[1].ShouldBe(5 + (2L << 24));
    }

    [Fact]
    public void Numbers_outside_their_range_are_refused_by_name()
    {
        Backend backend = TestBackends.Create("reference");
        Module model = Problem.Random(backend).Model;
        Should.Throw<ArgumentException>(() => new Adam(model, backend, new AdamOptions { Beta2 = 1 })).Message.ShouldContain("beta2");
        Should.Throw<ArgumentException>(() => new AdamW(model, backend, new AdamWOptions { Rate = -1 })).Message.ShouldContain("rate");
        Should.Throw<ArgumentException>(() => new Adam(model, backend, new AdamOptions { Epsilon = 0 })).Message.ShouldContain("epsilon");
        Should.Throw<ArgumentException>(() => new RmsProp(model, backend, new RmsPropOptions { Momentum = 1 }))
            .Message.ShouldContain("momentum");
        Should.Throw<ArgumentException>(() => new Muon(model, backend, new MuonOptions { Rounds = 0 })).Message.ShouldContain("rounds");
        Should.Throw<ArgumentException>(() => new Adam(model, backend, new AdamOptions { Links = [new ClipByNorm(0)] })).Message
            .ShouldContain("'limit' is 0; it must be above 0");
    }

    private static (float[] Weights, float[][] State) Wide(string name, string backendName, GradientLink[] links)
    {
        Backend backend = TestBackends.Create(backendName);
        Linear model = new(70, 517, new Tanh());
        model.Initialize(1);
        Optimizer optimizer = AllOptimizers.Make[name](model, backend, links);
        Tape tape = new(backend);
        RandomStream random = new(5);
        for (int step = 0; step < 3; step++)
        {
            tape.Begin();
            float[] inputs = [.. Enumerable.Range(0, 280).Select(_ => (float)random.NextUniform(0.1, 0.3))];
            // Inputs above 0 and targets far away: no gradient is near 0, where rounding could turn its sign.
            tape.Backward(new MeanSquaredError()
                .Of(model.Apply(tape.Input(new Shape(4, 70), inputs)), tape.Full(new Shape(4, 517), 20)) * 50);
            optimizer.Step(measured: step == 1);
        }

        return ([.. model.Parameters.SelectMany(parameter => parameter.Value.ToArray())],
            [.. optimizer.State.Select(entry => entry.Value.ToArray())]);
    }

    private static void Steps(Problem problem, Optimizer optimizer, int count)
    {
        for (int step = 0; step < count; step++)
        {
            problem.Backward();
            optimizer.Step();
        }
    }
}
