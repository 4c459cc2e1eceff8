using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Flow.Tests.Probes;

public class SharpnessTests
{
    private static readonly float[] Inputs = [1, 2, -1, 0.5f, 3, 1, -2, 1];
    private static readonly float[] Targets = [1, -1, 0.5f, 2];

    [Fact]
    public void The_sharpness_of_a_linear_fit_is_the_largest_eigenvalue_of_its_Hessian()
    {
        // Loss = mean (xw − t)² over four samples: H = 2/4·xᵀx, worked out by hand for the inputs above.
        double a = 1 + 1 + 9 + 4, b = (1 * 2) + (-1 * 0.5) + (3 * 1) + (-2 * 1), d = 4 + 0.25 + 1 + 1;
        double largest = 0.5 * (((a + d) / 2) + Math.Sqrt(Math.Pow((a - d) / 2, 2) + (b * b)));

        using SimdBackend backend = SimdBackend.Create();
        Linear model = new(2, 1, hasBias: false);
        model.Initialize(1);
        float[] before = model.Weight.Value.ToArray();
        Tape tape = new(backend);
        Tensor Loss()
        {
            tape.Begin();
            return new MeanSquaredError().Of(model.Apply(tape.Input(new Shape(4, 2), Inputs)), tape.Input(new Shape(4, 1), Targets));
        }

        Sharpness.Of(model, Loss, tape, new RandomStream(1)).ShouldBe(largest, 0.01 * largest);
        model.Weight.Value.ToArray().ShouldBe(before);
        model.Weight.Value.Gradient().ShouldBeNull();
    }

    [Fact]
    public void A_loss_that_curves_down_has_a_sharpness_below_zero()
    {
        Linear model = new(2, 1, hasBias: false);
        model.Initialize(1);
        Tape tape = new(new ReferenceBackend());
        Tensor Loss()
        {
            tape.Begin();
            return model.Apply(tape.Input(new Shape(4, 2), Inputs)).Square().Mean().Scale(-1);
        }

        Sharpness.Of(model, Loss, tape, new RandomStream(1)).ShouldBeLessThan(-7);
    }

    [Fact]
    public void Rounds_and_tolerance_must_be_above_zero()
    {
        Linear model = new(2, 1);
        Should.Throw<ArgumentOutOfRangeException>(() =>
            Sharpness.Of(model, () => default, new Tape(new ReferenceBackend()), new RandomStream(1), new SharpnessOptions { Rounds = 0 }));
        Should.Throw<ArgumentOutOfRangeException>(() => Sharpness.Of(model, () => default, new Tape(new ReferenceBackend()),
            new RandomStream(1), new SharpnessOptions { Distance = 0 }));
    }
}
