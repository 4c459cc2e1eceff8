using Weir.Nn;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Zoo.Tests;

public class CaseLayersTests
{
    [Fact]
    public void A_row_of_layers_becomes_the_model_of_a_recipe()
    {
        ZooCase read = Make.WithLayers("""
            [{"dense": 24, "init": "he-normal", "bias": "constant--3"}, {"activation": "relu"}, {"batchnorm": true}, {"activation": "exp"},
             {"residual": [{"dense": 24, "init": "glorot-uniform"}, {"batchnorm": true}, {"activation": "tanh"}]}, {"dropout": 0.9},
             {"dense": "classes", "init": "normal-0.05"}, {"activation": "softmax"}]
            """);
        read.Layers.ShouldBe(
        [
            new LinearRecipe { Units = 24, Activation = new Choice("relu"), Weight = new Choice("he-normal"),
                Bias = new Choice("constant", -3) },
            new BatchNormRecipe(),
            new ActivationRecipe(new Choice("exponential")),
            new ResidualRecipe { Branch = [new LinearRecipe { Units = 24, Weight = new Choice("glorot-uniform") }, new BatchNormRecipe(),
                new ActivationRecipe(new Choice("tanh"))] },
            new DropoutRecipe { Rate = 0.9 },
            new LinearRecipe { Weight = new Choice("normal", 0.05) },
            new SoftmaxRecipe(),
        ]);
        read.InputShape.ShouldBeNull();
    }

    [Fact]
    public void Images_go_through_convolutions_without_padding_and_pools_as_wide_as_their_stride()
    {
        ZooCase read = Make.WithLayers("""
            [{"reshape": [28, 28, 1]}, {"conv": 6, "kernel": 5, "init": "he-normal"}, {"activation": "relu"}, {"maxpool": 2},
             {"conv": 16, "kernel": 5, "init": "he-normal", "bias": "constant-1"},
             {"flatten": true}, {"dense": "classes", "init": "zeros"}]
            """);
        read.InputShape.ShouldBe([28, 28, 1]);
        Sequential network = Build(read, new Shape(28, 28, 1), 10);
        Summary.Of(network, new Shape(28, 28, 1)).Layers.Select(layer => $"{layer.Kind} {layer.Output}")
            .ShouldBe(["conv+relu (24, 24, 6)", "max-pool (12, 12, 6)", "conv (8, 8, 16)", "flatten (1024)", "linear (10)"]);
        network.ParameterCount.ShouldBe((25 * 6) + 6 + (25 * 6 * 16) + 16 + (1024 * 10) + 10);
        network.Parts[0].OwnParameters[1].Value.ToArray().ShouldAllBe(bias => bias == 0);
        network.Parts[2].OwnParameters[1].Value.ToArray().ShouldAllBe(bias => bias == 1);
    }

    // 200 inputs and 300 units: 60,000 draws, whose mean square is within 2 % of its expectation (3.5 standard errors for a normal).
    [Theory]
    [InlineData("he-normal", 2.0 / 200, double.PositiveInfinity)]
    [InlineData("he-uniform", 2.0 / 200, 0.17321)]
    [InlineData("glorot-uniform", 2.0 / 500, 0.10955)]
    [InlineData("lecun-normal", 1.0 / 200, double.PositiveInfinity)]
    [InlineData("normal-5", 25.0, double.PositiveInfinity)]
    [InlineData("normal-0.05", 0.0025, double.PositiveInfinity)]
    [InlineData("uniform-0.3", 0.03, 0.3)]
    [InlineData("constant--3", 9.0, 3.0)]
    [InlineData("zeros", 0.0, 0.0)]
    public void First_weights_have_the_variance_that_the_zoo_states(string name, double meanSquare, double largest)
    {
        Sequential network = Build(Make.WithLayers($$"""[{"dense": 300, "init": "{{name}}"}, {"dense": "classes", "init": "zeros"}]"""),
            new Shape(200), 3);
        float[] weights = network.Parts[0].OwnParameters[0].Value.ToArray();
        weights.Length.ShouldBe(60_000);
        weights.Average(weight => (double)weight * weight).ShouldBe(meanSquare, (0.02 * meanSquare) + 1e-12);
        weights.Max(Math.Abs).ShouldBeLessThanOrEqualTo((float)largest);
        if (double.IsPositiveInfinity(largest))
            weights.Max(Math.Abs).ShouldBeGreaterThan((float)(3.5 * Math.Sqrt(meanSquare)));
        else
            weights.Max(Math.Abs).ShouldBe((float)largest, 0.001f);
    }

    [Theory]
    [InlineData("relu", -2, 0)]
    [InlineData("leaky-relu", -2, -0.02)]
    [InlineData("tanh", 1, 0.761594)]
    [InlineData("sigmoid", 1, 0.731059)]
    [InlineData("elu", -1, -0.632121)]
    [InlineData("selu", -1, -1.111331)]
    [InlineData("exp", 1, 2.718282)]
    [InlineData("gelu", 1, 0.841345)]
    public void Activations_are_those_of_PyTorch(string name, float x, double y)
    {
        Choice choice = CaseActivations.Find(name)!;
        Tape tape = new(new Tensors.Backends.ReferenceBackend());
        choice.Activation().Apply(tape.Full(new Shape(1), x)).Item().ShouldBe((float)y, 1e-5f);
    }

    [Theory]
    [InlineData("normal")]
    [InlineData("normal--1")]
    [InlineData("normal-")]
    [InlineData("constant-NaN")]
    [InlineData("he")]
    public void A_name_without_its_number_or_with_a_wrong_one_is_none(string name) => CaseInitializers.Find(name).ShouldBeNull();

    private static Sequential Build(ZooCase zooCase, Shape input, int outputs)
    {
        Sequential network = NetworkBuilder.Build(CaseRecipes.Of(zooCase, 1), input, outputs);
        network.Initialize(1);
        return network;
    }
}
