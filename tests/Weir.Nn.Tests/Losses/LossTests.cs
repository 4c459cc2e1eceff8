using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Nn.Tests.Losses;

/// <summary>What losses refuse and say; their numbers are compared with PyTorch's in <see cref="Golden.GoldenLossTests"/>.</summary>
public sealed class LossTests
{
    private readonly Tape _tape = new(new ReferenceBackend());

    [Fact]
    public void Every_loss_is_listed_under_its_name()
    {
        foreach ((string name, Func<float?, Loss> make) in Nn.Losses.All)
            make(null).Name.ShouldBe(name);
        Nn.Losses.All.Count.ShouldBe(typeof(Loss).Assembly.GetExportedTypes().Count(type => type.IsSubclassOf(typeof(Loss))));
        Nn.Losses.All["cross-entropy"](0.1f).ShouldBe(new CrossEntropy(0.1f));
        Nn.Losses.All["huber"](0.5f).ShouldBe(new Huber(0.5f));
    }

    [Fact]
    public void Cross_entropy_refuses_values_and_says_which_losses_take_them()
    {
        Tensor output = _tape.Full(new Shape(2, 3), 0);
        Should.Throw<NotSupportedException>(() => new CrossEntropy().Of(output, _tape.Full(new Shape(2, 3), 0))).Message.ShouldContain("mean-squared-error");
    }

    [Fact]
    public void Shapes_that_differ_are_named()
    {
        Tensor output = _tape.Full(new Shape(2, 3), 0), targets = _tape.Full(new Shape(3), 0);
        foreach (Func<float?, Loss> make in Nn.Losses.All.Values.Where(make => make(null) is not CrossEntropy))
            Should.Throw<ShapeException>(() => make(null).Of(output, targets)).Message.ShouldContain("(2, 3) and targets (3)");
    }

    [Fact]
    public void Labels_outside_the_classes_and_too_few_labels_are_refused_by_every_loss()
    {
        Tensor output = _tape.Full(new Shape(2, 3), 0);
        foreach (Func<float?, Loss> make in Nn.Losses.All.Values)
        {
            Should.Throw<ShapeException>(() => make(null).Of(output, new Indices(0, 3))).Message.ShouldContain("entry 1 is 3");
            Should.Throw<ShapeException>(() => make(null).Of(output, new Indices(0)));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-0.1f)]
    [InlineData(float.NaN)]
    public void Smoothing_lies_below_1(float smoothing) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new CrossEntropy(smoothing).Of(_tape.Full(new Shape(1, 2), 0), new Indices(0)));
}
