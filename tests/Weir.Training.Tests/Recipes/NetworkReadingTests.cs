using Weir.Data;
using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training.Tests;

public class NetworkReadingTests
{
    private static readonly ClassTargets s_targets = new([0, 1, 2], 3);
    private static readonly Recipe s_settings = Make.Small() with { Model = [] };

    [Fact]
    public void Layers_that_recipes_have_are_read_as_such_and_built_as_they_were()
    {
        NetworkReading reading = NetworkReading.Of(Network, new CrossEntropy(), s_settings, s_targets);
        reading.OpaqueParts.ShouldBe(["6 (batch-norm)"], ignoreOrder: false);
        reading.Recipe.Loss.ShouldBe(new Choice("cross-entropy"));
        LayerRecipe[] model = [.. reading.Recipe.Model];
        model[0].ShouldBe(new LinearRecipe { Units = 8, Activation = new Choice("leaky-relu", 0.2f) });
        model[1].ShouldBe(new DropoutRecipe { Rate = 0.25 });
        ((LinearRecipe)model[2]).Weight!.Name.ShouldStartWith("own-");
        model[3].ShouldBe(new ActivationRecipe(new Choice("tanh")));
        model[4].ShouldBeOfType<ResidualRecipe>();
        model[6].ShouldBe(new LinearRecipe { HasBias = false });
        Sequential built = NetworkBuilder.Build(reading.Recipe, new Shape(4), 3);
        built.Parts.Select(part => part.Kind).ShouldBe(NetworkReading.PartsOf(Network()).Select(part => part.Kind));
        ((Linear)built.Parts[2]).Weight.Initializer.ShouldBe(new Normal(0.3));
        // What is kept on disk reads as the same.
        RecipeReader.Parse(RecipeWriter.Write(reading.Recipe), registry: reading.Recipe.Registry).ShouldBe(reading.Recipe);
    }

    [Fact]
    public void A_network_whose_parts_share_weights_is_taken_as_a_whole()
    {
        NetworkReading reading = NetworkReading.Of(Tied, null, s_settings, s_targets);
        reading.Recipe.Model.ShouldHaveSingleItem();
        reading.OpaqueParts.ShouldHaveSingleItem();
        NetworkBuilder.Build(reading.Recipe, new Shape(3), 3).Parts[0].ShouldBeOfType<Sequential>();

        static Module Tied()
        {
            Linear twice = new(3, 3);
            return new Sequential(twice, new Relu(), twice);
        }
    }

    [Fact]
    public void One_network_for_all_branches_is_refused()
    {
        Module same = Network();
        Should.Throw<ArgumentException>(() => NetworkReading.Of(() => same, null, s_settings, s_targets)).Message.ShouldContain("anew");
    }

    private static Module Network() => new Sequential(
        new Sequential(new Linear(4, 8, new LeakyRelu(0.2f)), new Dropout(0.25)),
        new Linear(8, 8, weight: new Normal(0.3)),
        new Tanh(),
        new Residual(new Sequential(new Linear(8, 8, new Relu()))),
        new BatchNorm(8, epsilon: 1e-3),
        new Linear(8, 3, hasBias: false));
}
