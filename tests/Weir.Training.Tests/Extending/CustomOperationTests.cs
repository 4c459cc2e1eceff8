using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Training.Tests;

/// <summary>
/// What a user of the library writes: this assembly sees its public members alone. An operation with its derivative, a module that uses it,
/// and a rule that moves the weights.
/// </summary>
public class CustomOperationTests
{
    private static readonly float[] s_left = [0.5f, -1, 2, 0.25f, 1.5f, -0.75f], s_right = [1, 2, -0.5f, -1, 0.75f, 3];

    public static TheoryData<bool> Backends => [true, false];

    [Theory]
    [MemberData(nameof(Backends))]
    public void An_operation_from_outside_has_the_derivative_that_it_states(bool simd)
    {
        using SimdBackend fast = SimdBackend.Create(new SimdOptions { Threads = 1 });
        Backend backend = simd ? fast : new ReferenceBackend();
        Tensor a = Tensor.Leaf(new Shape(2, 3), s_left, needsGradient: true),
            b = Tensor.Leaf(new Shape(2, 3), s_right, needsGradient: true);
        float Loss()
        {
            Tape tape = new(backend);
            return new SineOfProduct(2).Apply(tape.View(a), b).Sum().Item();
        }

        Tape recorded = new(backend);
        recorded.Backward(new SineOfProduct(2).Apply(recorded.View(a), b).Sum());
        foreach (Tensor leaf in new[] { a, b })
        {
            float[] values = leaf.ToArray(), gradient = leaf.Gradient()!;
            for (int i = 0; i < values.Length; i++)
            {
                const float h = 1 / 128f;
                float[] moved = [.. values];
                moved[i] = values[i] + h;
                leaf.CopyFrom(moved);
                float high = Loss();
                moved[i] = values[i] - h;
                leaf.CopyFrom(moved);
                ((high - Loss()) / (2 * h)).ShouldBe(gradient[i], 2e-3f);
                leaf.CopyFrom(values);
            }
        }
    }

    [Fact]
    public void An_input_that_is_used_twice_gets_both_shares_and_one_that_wants_none_gets_none()
    {
        Tape tape = new(new ReferenceBackend());
        Tensor a = Tensor.Leaf(new Shape(2), [0.5f, 1], needsGradient: true);
        Tensor x = tape.View(a);
        tape.Backward(new SineOfProduct(1).Apply(x, x).Sum());
        float[] gradient = a.Gradient()!;
        gradient[0].ShouldBe(2 * 0.5f * MathF.Cos(0.25f), 1e-6f);
        gradient[1].ShouldBe(2 * MathF.Cos(1), 1e-6f);

        Tensor constant = Tensor.Leaf(new Shape(2), [1, 1]);
        tape.Begin();
        Tensor y = new Careless().Apply(tape.View(a), constant);
        Should.Throw<InvalidOperationException>(() => tape.Backward(y.Sum())).Message
            .ShouldBe("careless: no gradient flows into input 1; ask Wants(1) first");
    }

    [Fact]
    public void Shapes_and_calls_that_do_not_fit_are_refused_in_words()
    {
        Tape tape = new(new ReferenceBackend());
        Tensor x = tape.Full(new Shape(2), 1);
        Should.Throw<ShapeException>(() => new SineOfProduct(1).Apply(x, tape.Full(new Shape(3), 1))).Message
            .ShouldBe("sineOfProduct: shapes (2) and (3) came in; two equal ones are expected");
        Should.Throw<ShapeException>(() => new SineOfProduct(1).Apply()).Message.ShouldBe("sineOfProduct: at least one tensor is expected");
        Tensor leaf = Tensor.Leaf(new Shape(2));
        Should.Throw<InvalidOperationException>(() => new SineOfProduct(1).Apply(leaf, leaf)).Message.ShouldContain("no tape is known");
    }

    [Fact]
    public void A_network_with_a_module_and_an_update_rule_from_outside_learns()
    {
        SineNetwork model = new();
        model.Initialize(3);
        Tape tape = new(new ReferenceBackend());
        MomentumRule rule = new(model, rate: 0.05f, momentum: 0.9f);
        RandomStream random = new(5);
        float[] x = [.. Enumerable.Range(0, 64).Select(_ => 2 * (float)random.NextNormal())];
        float[] wanted = [.. x.Select(value => MathF.Sin(value))];
        float first = 0, last = 0;
        for (int step = 0; step < 300; step++)
        {
            tape.Begin();
            Tensor loss = model.Apply(tape.Input(new Shape(64, 1), x)).SquaredError(tape.Input(new Shape(64, 1), wanted)).Mean();
            (first, last) = (step == 0 ? loss.Item() : first, loss.Item());
            tape.Backward(loss);
            rule.Step();
        }

        first.ShouldBeGreaterThan(0.1f);
        last.ShouldBeLessThan(0.02f);
    }

    /// <summary>y = sin(scale·a·b).</summary>
    private sealed class SineOfProduct(float scale) : CustomOperation
    {
        public override string Name => "sineOfProduct";

        protected override Shape OutputShape(ReadOnlySpan<Shape> inputs) => inputs.Length == 2 && inputs[0] == inputs[1]
            ? inputs[0]
            : throw new ShapeException($"{Name}: shapes {string.Join(" and ", inputs.ToArray())} came in; two equal ones are expected");

        protected override void Forward(ForwardPass pass)
        {
            ReadOnlySpan<float> a = pass.Input(0), b = pass.Input(1);
            Span<float> y = pass.Output;
            for (int i = 0; i < y.Length; i++)
                y[i] = MathF.Sin(scale * a[i] * b[i]);
        }

        protected override void Backward(BackwardPass pass)
        {
            ReadOnlySpan<float> delta = pass.OutputGradient;
            for (int side = 0; side < 2; side++)
            {
                if (!pass.Wants(side))
                    continue;
                ReadOnlySpan<float> own = pass.Input(side), other = pass.Input(1 - side);
                Span<float> gradient = pass.InputGradient(side);
                for (int i = 0; i < delta.Length; i++)
                    gradient[i] += delta[i] * scale * other[i] * MathF.Cos(scale * own[i] * other[i]);
            }
        }
    }

    /// <summary>Does not ask which gradients are wanted.</summary>
    private sealed class Careless : CustomOperation
    {
        public override string Name => "careless";

        protected override Shape OutputShape(ReadOnlySpan<Shape> inputs) => inputs[0];

        protected override void Forward(ForwardPass pass) => pass.Input(0).CopyTo(pass.Output);

        protected override void Backward(BackwardPass pass) => pass.InputGradient(1).Clear();
    }

    /// <summary>A layer of sines between two dense ones.</summary>
    private sealed class SineNetwork : Module
    {
        private readonly Linear _in = new(1, 16), _out = new(16, 1);
        private readonly Parameter _pitch = new(new Shape(16), new Constant(1), ParameterKind.Scale);
        private readonly SineOfProduct _sine = new(1);

        protected override Tensor Forward(Tensor x)
        {
            Tensor hidden = _in.Apply(x);
            Tensor pitches = hidden.Scale(0).Add(_pitch.Value);
            return _out.Apply(_sine.Apply(hidden, pitches));
        }
    }

    /// <summary>v ← momentum·v + g, w ← w − rate·v, written with public members: it reads gradients and overwrites weights.</summary>
    private sealed class MomentumRule(Module model, float rate, float momentum)
    {
        private readonly Dictionary<Parameter, float[]> _velocities = model.Parameters.ToDictionary(p => p, p => new float[p.Shape.Size]);

        public void Step()
        {
            foreach ((Parameter parameter, float[] velocity) in _velocities)
            {
                if (parameter.Value.Gradient() is not { } gradient)
                    continue;
                float[] weights = parameter.Value.ToArray();
                for (int i = 0; i < weights.Length; i++)
                {
                    velocity[i] = (momentum * velocity[i]) + gradient[i];
                    weights[i] -= rate * velocity[i];
                }

                parameter.Value.CopyFrom(weights);
                parameter.Value.ClearGradient();
            }
        }
    }
}
