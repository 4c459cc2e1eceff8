using Weir.Nn;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Diagnosis.Tests.Dossiers;

public class DepthScaleTests
{
    /// <summary>The values that ghliu/mean-field-fcdnn works out for tanh with σb² = 0.05.</summary>
    [Theory]
    [InlineData(1.0, 3.6)]
    [InlineData(1.17, 5.5)]
    [InlineData(1.34, 8.8)]
    [InlineData(1.51, 16.4)]
    [InlineData(2.18, 16.8)]
    [InlineData(2.35, 13.5)]
    [InlineData(2.69, 10.5)]
    [InlineData(3.02, 9.0)]
    [InlineData(3.53, 7.7)]
    [InlineData(3.87, 7.2)]
    public void The_depth_scale_of_tanh_is_that_which_was_published(double weightVariance, double published) =>
        DepthScale.Of(new Tanh(), weightVariance, 0.05).ShouldBe(published, 0.06 * published);

    [Fact]
    public void At_the_edge_of_chaos_no_difference_is_lost()
    {
        DepthScale.Of(new Tanh(), 1.76, 0.05).ShouldBeGreaterThan(100);
        DepthScale.Of(new Relu(), 2, 0).ShouldBeGreaterThan(1e5);
        // χ of a rectifier is σw²/2.
        DepthScale.Of(new Relu(), 1, 0).ShouldBe(1 / Math.Log(2), 0.01);
    }

    [Theory]
    [InlineData(1.0, 3.6)]
    [InlineData(1.6401, 10.5)]
    public void A_network_has_that_of_its_first_values(double deviation, double published)
    {
        string number = deviation.ToString(System.Globalization.CultureInfo.InvariantCulture);
        string layers = $"[{{linear: 200, repeat: 6, activation: tanh, weight: {{lecun-normal: {number}}}, bias: {{normal: 0.2236}}}}, "
            + "linear: outputs]";
        DepthScale.Of(Network(layers)).ShouldNotBeNull().ShouldBe(published, 0.08 * published);
    }

    [Theory]
    [InlineData("[{linear: 20, repeat: 2, activation: tanh}, batch-norm, {linear: 20, activation: tanh}, linear: outputs]")]
    [InlineData("[{linear: 20, activation: tanh}, {linear: 20, activation: relu}, linear: outputs]")]
    [InlineData("[{linear: 20, activation: tanh}, linear: outputs]")]
    public void What_is_no_chain_of_hidden_layers_of_one_function_has_none(string layers) => DepthScale.Of(Network(layers)).ShouldBeNull();

    private static Sequential Network(string layers)
    {
        Sequential network = NetworkBuilder.Build(
            RecipeReader.Parse($"data: moons\nmodel: {layers}\noptimizer: {{sgd: {{rate: 0.1}}}}"), new Shape(30), 10);
        network.Initialize(1);
        return network;
    }
}
