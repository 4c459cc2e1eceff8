using System.Text.Json.Nodes;
using Weir.Flow;

namespace Weir.Pages.Tests.Documents;

public sealed class FirstNonFiniteTests
{
    [Fact]
    public void The_layer_that_made_it_is_named_not_those_that_passed_it_on()
    {
        JsonObject? place = FirstNonFinite.Node(Make.Trace(5, 10, sample => sample.Step < 7 ? sample : sample with
        {
            Loss = double.NaN,
            Layers = [.. sample.Layers.Select((layer, i) => i < 2 ? layer
                : layer with { ActivationRms = i == 2 ? double.PositiveInfinity : double.NaN, DeltaRms = double.NaN })],
        }));
        ((long)place!["step"]!).ShouldBe(7);
        ((int)place["layer"]!).ShouldBe(2);
        ((string)place["text"]!).ShouldBe("activation.rms of layer 3 (3, linear+relu) at step 7, in the forward pass, is ∞");
    }

    [Fact]
    public void A_gradient_is_blamed_where_the_forward_pass_was_sound()
    {
        static LayerFlow Overflown(LayerFlow layer, int i) => i <= 3 ? layer with { DeltaRms = double.PositiveInfinity } : layer;
        JsonObject? place = FirstNonFinite.Node(Make.Trace(5, 3, sample => sample with { Layers = [.. sample.Layers.Select(Overflown)] }));
        ((int)place!["layer"]!).ShouldBe(3, "the gradient comes from the output");
        ((string)place["quantity"]!).ShouldBe("delta.rms");
    }

    [Fact]
    public void A_sound_run_has_none() => FirstNonFinite.Node(Make.Trace(5, 10)).ShouldBeNull();
}
