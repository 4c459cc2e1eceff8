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
        foreach ((string name, FamilyMember<Loss> member) in Nn.Losses.All)
            member.Make(null).Name.ShouldBe(name);
        Nn.Losses.All.Count.ShouldBe(typeof(Loss).Assembly.GetExportedTypes()
            .Count(type => type.IsSubclassOf(typeof(Loss)) && type != typeof(ClassWeighted)));
        Nn.Losses.All["cross-entropy"].Make(0.1f).ShouldBe(new CrossEntropy(0.1f));
        Nn.Losses.All["huber"].Make(0.5f).ShouldBe(new Huber(0.5f));
    }

    [Fact]
    public void Cross_entropy_refuses_values_that_are_no_probabilities()
    {
        Tensor output = _tape.Full(new Shape(2, 3), 0);
        foreach (float[] wrong in (float[][])[[1, 0, 0, 0.5f, 0.3f, 0.1f], [0, 1, 0, 1.5f, -0.5f, 0], [1, 0, 0, float.NaN, 1, 0]])
            Should.Throw<ShapeException>(() => new CrossEntropy().Of(output, _tape.Input(new Shape(2, 3), wrong)))
                .Message.ShouldContain("row 1 of the probabilities");
        new CrossEntropy().Of(output, _tape.Input(new Shape(2, 3), [1, 0, 0, 0.5f, 0.25f, 0.25f])).Item().ShouldBe(MathF.Log(3), 1e-6f);
    }

    [Fact]
    public void Every_loss_takes_a_class_for_each_position_of_a_sequence()
    {
        float[] values = [.. Enumerable.Range(0, 12).Select(i => MathF.Sin(i))];
        Tensor rows = _tape.Input(new Shape(4, 3), values), sequences = _tape.Input(new Shape(2, 2, 3), values);
        Indices labels = new(2, 0, 1, 1);
        foreach (FamilyMember<Loss> member in Nn.Losses.All.Values)
            member.Make(null).Of(sequences, labels).Item().ShouldBe(member.Make(null).Of(rows, labels).Item(), 1e-7f);
        Should.Throw<ShapeException>(() => new MeanSquaredError().Of(sequences, new Indices(0, 1))).Message.ShouldContain("one a position");
    }

    [Fact]
    public void Shapes_that_differ_are_named()
    {
        Tensor output = _tape.Full(new Shape(2, 3), 0), targets = _tape.Full(new Shape(3), 0);
        foreach (FamilyMember<Loss> member in Nn.Losses.All.Values)
            Should.Throw<ShapeException>(() => member.Make(null).Of(output, targets)).Message.ShouldContain("(2, 3) and targets (3)");
    }

    [Fact]
    public void Labels_outside_the_classes_and_too_few_labels_are_refused_by_every_loss()
    {
        Tensor output = _tape.Full(new Shape(2, 3), 0);
        foreach (FamilyMember<Loss> member in Nn.Losses.All.Values)
        {
            Should.Throw<ShapeException>(() => member.Make(null).Of(output, new Indices(0, 3))).Message.ShouldContain("entry 1 is 3");
            Should.Throw<ShapeException>(() => member.Make(null).Of(output, new Indices(0)));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-0.1f)]
    [InlineData(float.NaN)]
    public void Smoothing_lies_below_1(float smoothing) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new CrossEntropy(smoothing).Of(_tape.Full(new Shape(1, 2), 0), new Indices(0)));
}
