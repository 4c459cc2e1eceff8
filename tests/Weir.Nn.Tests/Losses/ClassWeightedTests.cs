using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Nn.Tests.Losses;

/// <summary>Samples that weigh as their class does, against numbers that were worked out by hand.</summary>
public sealed class ClassWeightedTests
{
    private readonly Tape _tape = new(new ReferenceBackend());

    [Fact]
    public void Classes_weigh_as_they_are_told_to()
    {
        // Squared errors: of the first sample 0 and 0, of the second 1 and 1.
        Tensor output = _tape.Input(new Shape(2, 2), [1, 0, 1, 0]);
        ClassWeighted loss = new(new MeanSquaredError(), [1, 3]);
        loss.Of(output, new Indices(0, 1)).Item().ShouldBe(0.75f, 1e-6f);
        loss.WeightOf([0, 1, 1]).ShouldBe(7);
        new MeanSquaredError().WeightOf([0, 1, 1]).ShouldBe(3);
    }

    [Fact]
    public void A_sample_of_shares_weighs_by_its_share_of_each_class()
    {
        // Squared errors: of the first sample 0 and 0, of the second 1/16 and 9/16; the weights are 1 and 1/4 + 3 · 3/4.
        Tensor output = _tape.Input(new Shape(2, 2), [1, 0, 0, 0]), shares = _tape.Input(new Shape(2, 2), [1, 0, 0.25f, 0.75f]);
        new ClassWeighted(new MeanSquaredError(), [1, 3]).Of(output, shares).Item().ShouldBe(2.5f * 0.625f / (3.5f * 2), 1e-6f);
        new ClassWeighted(new MeanSquaredError(), [2, 2]).Of(output, shares).Item()
            .ShouldBe(new MeanSquaredError().Of(output, shares).Item(), 1e-7f);
    }

    [Fact]
    public void Shares_of_two_classes_that_one_output_tells_apart_are_those_of_the_second()
    {
        Tensor output = _tape.Input(new Shape(2, 1), [0, 2]), shares = _tape.Input(new Shape(2, 1), [0, 0.75f]);
        double first = Math.Log(2), second = Math.Log(1 + Math.Exp(2)) - (0.75 * 2);
        new ClassWeighted(new SigmoidCrossEntropy(), [1, 3]).Of(output, shares).Item()
            .ShouldBe((float)((first + (2.5 * second)) / 3.5), 1e-6f);
    }

    [Fact]
    public void Shares_of_other_classes_and_losses_without_parts_are_refused()
    {
        Tensor three = _tape.Full(new Shape(2, 3), 0);
        Should.Throw<ShapeException>(() => new ClassWeighted(new MeanSquaredError(), [1, 3]).Of(three, three)).Message
            .ShouldContain("shares of 3 classes and 2 class weights");
        Should.Throw<InvalidOperationException>(() => new ClassWeighted(new Whole(), [1, 3]).Of(three, new Indices(0, 1))).Message
            .ShouldContain("loss whole does not tell the loss of each sample");
    }

    private sealed record Whole : Loss
    {
        public override string Name => "whole";

        public override Tensor Of(Tensor output, Indices labels) => output.Sum();

        public override Tensor Of(Tensor output, Tensor targets) => output.Sum();
    }
}
