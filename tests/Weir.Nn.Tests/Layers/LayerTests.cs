using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Nn.Tests.Layers;

public sealed class LayerTests
{
    private readonly Tape _tape = new(new ReferenceBackend());

    [Fact]
    public void A_dense_layer_multiplies_adds_and_applies_its_function()
    {
        Linear layer = new(2, 2, new Relu());
        layer.Weight.Set([1, 2, 3, 4]);
        layer.Bias!.Set([-5, 1]);
        layer.Apply(_tape.Input(new Shape(1, 2), [1, 1])).ToArray().ShouldBe([0, 7]);
        layer.Kind.ShouldBe("linear+relu");
        layer.Saturation.ShouldBe(new Relu().Saturation);
        new Linear(2, 2).Saturation.ShouldBeNull();
    }

    [Fact]
    public void A_dense_layer_says_which_features_it_expects()
    {
        Sequential model = new(new Linear(3, 2));
        model.Initialize(1);
        Should.Throw<ShapeException>(() => model.Apply(_tape.Full(new Shape(4, 5), 0))).Message
            .ShouldBe("linear 1: a signal of shape (4, 5) came in; its last axis must have 3 features");
        Should.Throw<ArgumentOutOfRangeException>(() => new Linear(0, 2));
        Should.Throw<ArgumentOutOfRangeException>(() => new Linear(2, 0));
    }

    [Fact]
    public void PReLU_learns_a_slope_for_each_unit_or_one_for_all()
    {
        PRelu each = new(2, 0.5f), all = new();
        each.Initialize(1);
        all.Initialize(1);
        each.Slope.Kind.ShouldBe(ParameterKind.Scale);
        Tensor x = _tape.Input(new Shape(2, 2), [-4, 4, -8, -2]);
        all.Apply(x).ToArray().ShouldBe([-1, 4, -2, -0.5f]);
        Tensor y = each.Apply(x);
        y.ToArray().ShouldBe([-2, 4, -4, -1]);
        _tape.Backward(y.Sum());
        each.Slope.Value.Gradient()!.ShouldBe([-12, -2]);
        Should.Throw<ArgumentOutOfRangeException>(() => new PRelu(0));
    }

    [Fact]
    public void Scale_learns_a_factor_for_each_unit_or_one_for_all()
    {
        Scale each = new(2, 0.5f), all = new(first: 0);
        each.Initialize(1);
        all.Initialize(1);
        (each.Factor.Kind, each.Kind).ShouldBe((ParameterKind.Scale, "scale"));
        Tensor x = _tape.Input(new Shape(2, 2), [-4, 4, -8, -2]);
        Tensor nothing = all.Apply(x);
        nothing.ToArray().ShouldBe([0, 0, 0, 0]);
        Tensor y = each.Apply(x);
        y.ToArray().ShouldBe([-2, 2, -4, -1]);
        _tape.Backward(y.Sum().Add(nothing.Sum()));
        each.Factor.Value.Gradient()!.ShouldBe([-12, 2]);
        all.Factor.Value.Gradient()!.ShouldBe([-10]);
        Should.Throw<ArgumentOutOfRangeException>(() => new Scale(0));
        Scale three = new(3);
        three.Initialize(1);
        Should.Throw<ShapeException>(() => three.Apply(x)).Message.ShouldContain("its last axis must have 3 entries");
    }

    [Fact]
    public void Flatten_and_softmax()
    {
        Tensor flat = new Flatten().Apply(_tape.Full(new Shape(2, 3, 4), 1));
        flat.Shape.ShouldBe(new Shape(2, 12));
        new Softmax().Apply(flat).ToArray().ShouldAllBe(p => Math.Abs(p - (1f / 12)) < 1e-6f);
    }
}
