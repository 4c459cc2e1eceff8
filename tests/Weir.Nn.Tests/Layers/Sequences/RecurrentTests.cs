using Weir.Tensors;

namespace Weir.Nn.Tests.Layers;

public sealed class RecurrentTests
{
    [Fact]
    public void A_sequence_of_more_places_than_a_step_holds_is_refused_with_its_layer_and_advice()
    {
        Sequential model = new(new Linear(2, 2), new Lstm(2, 3, lastOnly: true), new Linear(3, 1));
        AllocationException error = Should.Throw<AllocationException>(() => Summary.Of(model, new Shape(80_000, 2)));
        error.Place.ShouldBe("lstm 2");
        error.Message.ShouldMatch(@"^lstm 2: after \d+ of 80000 places: tape: this step has made 1,000,000 tensors");
        error.Remedy.ShouldNotBeNull().ShouldContain("take shorter sequences");
        model.Tree().ShouldAllBe(module => !module.IsWatched);
    }
}
