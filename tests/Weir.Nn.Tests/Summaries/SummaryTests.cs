using Weir.Tensors;

namespace Weir.Nn.Tests.Summaries;

public sealed class SummaryTests
{
    [Fact]
    public void Counts_of_a_dense_network_for_digits()
    {
        Sequential model = new(new Linear(784, 100, new Sigmoid()), new Linear(100, 100), new Sigmoid(), new Linear(100, 10));
        model.Initialize(1);
        Summary summary = Summary.Of(model, new Shape(784));
        summary.Parameters.ShouldBe(89_610);
        summary.MultiplyAdds.ShouldBe((784 * 100) + (100 * 100) + (100 * 10));
        summary.Layers.Select(layer => $"{layer.Path} {layer.Kind} {layer.Output} {layer.Parameters} {layer.MultiplyAdds}").ShouldBe(
        [
            "1 linear+sigmoid (100) 78500 78400",
            "2 linear (100) 10100 10000",
            "3 sigmoid (100) 0 0",
            "4 linear (10) 1010 1000",
        ]);
    }

    [Fact]
    public void Samples_may_be_images_and_layers_may_act_on_the_last_axis()
    {
        Sequential model = new(new Linear(3, 8), new Flatten(), new Linear(4 * 5 * 8, 2), new Softmax());
        model.Initialize(1);
        Summary summary = Summary.Of(model, new Shape(4, 5, 3));
        summary.Layers.Select(layer => layer.Output.ToString()).ShouldBe(["(4, 5, 8)", "(160)", "(2)", "(2)"]);
        summary.Layers[0].MultiplyAdds.ShouldBe(4 * 5 * 3 * 8);
    }

    [Fact]
    public void A_layer_that_does_not_fit_is_named_with_the_chain_of_shapes_before_it()
    {
        Sequential model = new(new Linear(6, 4), new Relu(), new Linear(5, 2));
        model.Initialize(1);
        Should.Throw<ShapeException>(() => Summary.Of(model, new Shape(6))).Message.ShouldBe(
            "linear 3: a signal of shape (1, 4) came in; its last axis must have 5 features; the shapes up to there: input (6) → linear "
                + "(4) → relu (4)");
        model.Tree().ShouldAllBe(module => !module.IsWatched);
    }
}
