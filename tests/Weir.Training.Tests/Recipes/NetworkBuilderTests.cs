using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training.Tests;

public class NetworkBuilderTests
{
    [Fact]
    public void Layers_are_repeated_and_sized_by_what_comes_in()
    {
        Sequential model = Build("""
            - flatten
            - {linear: 7, repeat: 2, activation: sigmoid, weight: {normal: 0.5}, bias: {constant: 2}}
            - {prelu: {per-unit: true}}
            - {linear: outputs, bias: none}
            """, new Shape(2, 3), 4);
        model.Parts.Select(part => part.Kind).ShouldBe(["flatten", "linear+sigmoid", "linear+sigmoid", "prelu", "linear"]);
        model.Parameters.Select(parameter => parameter.Shape.ToString()).ShouldBe(["(6, 7)", "(7)", "(7, 7)", "(7)", "(7)", "(7, 4)"]);
        model.Parameters[0].Initializer.ShouldBe(new Normal(0.5));
        model.Parameters[1].Initializer.ShouldBe(new Constant(2));
    }

    [Fact]
    public void A_network_that_ends_in_the_wrong_shape_is_shown_with_its_chain_of_shapes() =>
        Should.Throw<RecipeException>(() => Build("- {linear: 5, activation: relu}\n- linear: 3", new Shape(8), 10)).Message
            .ShouldBe("r.yaml:3:3: model: the network ends in shape (3), but the task has 10 outputs: end with 'linear: outputs'; the "
                + "shapes: input (8) → linear+relu (5) → linear (3)");

    [Fact]
    public void Images_that_were_not_flattened_are_told_apart() =>
        Should.Throw<RecipeException>(() => Build("- linear: outputs", new Shape(28, 28, 1), 10)).Message
            .ShouldBe("r.yaml:2:3: model: the network ends in shape (28, 28, 10), but the task has 10 outputs: put 'flatten' before the "
                + "first linear layer; the shapes: input (28, 28, 1) → linear (28, 28, 10)");

    [Theory]
    [InlineData("- {conv: 3}", "(8, 8, 3)", "end with 'linear: outputs', which works on every pixel (no 'flatten')")]
    [InlineData("- max-pool\n- linear: outputs", "(4, 4, 2)",
        "bring the image back to its size, as with 'upsample' for each 'max-pool' (and a 'size' that they divide evenly)")]
    [InlineData("- flatten\n- linear: outputs", "(2)",
        "each pixel has a class: keep the image, and leave 'flatten' and 'global-average-pool' out")]
    public void A_network_that_is_to_tell_of_each_pixel_ends_in_as_many(string layers, string shape, string advice) =>
        Should.Throw<RecipeException>(() => NetworkBuilder.Build(Parse(layers), new Shape(8, 8, 1), new Shape(8, 8, 2))).Message
            .ShouldContain($"the network ends in shape {shape}, but the task has 2 outputs at each of 8 × 8 pixels: {advice}; the shapes");

    [Fact]
    public void A_layer_that_the_signal_does_not_fit_is_named_with_its_line() =>
        Should.Throw<RecipeException>(() => Build("- relu\n- {linear: 5}", Shape.Scalar, 10)).Message
            .ShouldBe("r.yaml:3:3: model: linear: a single number came in; samples of one axis or more are expected; the shapes up to "
                + "there: input () → relu ()");

    [Fact]
    public void A_network_that_no_checkpoint_can_hold_is_refused_before_it_takes_memory()
    {
        Should.Throw<RecipeException>(() => Build("- {linear: 40000, repeat: 2}\n- linear: outputs", new Shape(1), 10)).Message
            .ShouldBe("r.yaml:2:3: model: 1,600,000,000 parameters up to this layer, and at most 536,870,911 fit into a checkpoint: make "
                + "layers narrower or fewer; the shapes up to there: input (1) → linear (40000)");
        Should.NotThrow(() => NetworkBuilder.CheckSize(536_870_911));
        Should.Throw<ShapeException>(() => NetworkBuilder.CheckSize(536_870_912));
    }

    private static Sequential Build(string layers, Shape input, int outputs) =>
        NetworkBuilder.Build(Parse(layers), input, outputs);

    private static Recipe Parse(string layers) => RecipeReader.Parse($"model:\n{layers}\noptimizer: {{sgd: {{rate: 1}}}}", "r.yaml");
}
