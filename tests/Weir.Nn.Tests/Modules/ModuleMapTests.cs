using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Nn.Tests.Modules;

/// <summary>Names belong to a root: the same part has a name in each network that holds it.</summary>
public sealed class ModuleMapTests
{
    [Fact]
    public void A_part_of_two_networks_has_a_name_in_each_whichever_is_looked_at_last()
    {
        Linear shared = new(3, 3);
        Sequential first = new(shared, new Linear(3, 2)), second = new(new Tanh(), new Sequential(shared));
        ModuleMap one = ModuleMap.Of(first), two = ModuleMap.Of(second);
        one.NameOf(shared.Weight).ShouldBe("1.weight");
        two.NameOf(shared.Weight).ShouldBe("2.1.weight");
        (one.PathOf(shared), two.PathOf(shared)).ShouldBe(("1", "2.1"));
        one.Find(second).ShouldBeNull();
        Should.Throw<ArgumentException>(() => two.NameOf(((Linear)first.Parts[1]).Weight)).Message
            .ShouldBe("the parameter of shape (3, 2) is no part of the network of this map");
    }

    [Fact]
    public void What_is_held_in_several_places_is_listed_once_and_its_other_names_are_known()
    {
        BatchNorm norm = new(3);
        Sequential model = new(new Linear(2, 3), norm, new Sequential(norm, new Relu()));
        ModuleMap map = ModuleMap.Of(model);
        map.Parameters.Select(entry => entry.Name).ShouldBe(["1.weight", "1.bias", "2.scale", "2.shift"]);
        map.Buffers.Select(entry => entry.Name).ShouldBe(["2.runningMean", "2.runningVariance"]);
        map.OtherNames.ShouldBe(new Dictionary<string, string>
        {
            ["3.1.scale"] = "2.scale",
            ["3.1.shift"] = "2.shift",
            ["3.1.runningMean"] = "2.runningMean",
            ["3.1.runningVariance"] = "2.runningVariance",
        }, ignoreOrder: true);
        map.LayerOf(norm.OwnParameters[0]).ShouldBeSameAs(norm);
    }

    [Fact]
    public void A_part_that_one_module_holds_twice_has_both_names()
    {
        Linear twice = new(3, 3);
        ModuleMap map = ModuleMap.Of(new Sequential(twice, new Tanh(), twice));
        map.Parameters.Select(entry => entry.Name).ShouldBe(["1.weight", "1.bias"]);
        map.OtherNames.ShouldBe(new Dictionary<string, string> { ["3.weight"] = "1.weight", ["3.bias"] = "1.bias" }, ignoreOrder: true);
    }

    [Fact]
    public void The_lists_are_those_of_the_module_in_their_order()
    {
        Module model = ResNet.Basic(4, 6, 2);
        ModuleMap map = ModuleMap.Of(model);
        map.Modules.Select(entry => entry.Module).ShouldBe(model.Tree());
        map.Parameters.Select(entry => entry.Parameter).ShouldBe(model.Parameters);
        map.Buffers.Select(entry => entry.Buffer).ShouldBe(model.Buffers);
        map.Layers.Select(entry => entry.Module).ShouldBe(model.Layers());
    }

    [Fact]
    public void Two_parts_of_one_name_are_refused_by_name() =>
        Should.Throw<InvalidOperationException>(() => ModuleMap.Of(new Sequential(new Twice()))).Message
            .ShouldBe("two different parts of the network are named '1.weight': give the fields that hold them different names");

    [Fact]
    public void First_values_and_masks_follow_the_names_of_the_network_that_is_asked()
    {
        Linear shared = new(3, 3);
        Sequential first = new(shared), second = new(new Tanh(), shared);
        float[] asFirst = Values(first, shared);
        // A look at another network in between is of no weight.
        _ = ModuleMap.Of(second).Parameters.Count;
        Values(first, shared).ShouldBe(asFirst);
        Values(second, shared).ShouldNotBe(asFirst);
        Values(new Sequential(new Linear(3, 3)), null).ShouldBe(asFirst);

        Dropout dropout = new();
        Sequential a = new(dropout), b = new(new Tanh(), dropout);
        float[] mask = Mask(a);
        Mask(b).ShouldNotBe(mask);
        Mask(a).ShouldBe(mask);
        Mask(new Sequential(new Dropout())).ShouldBe(mask);
    }

    [Fact]
    public void An_error_tells_the_place_in_the_network_that_was_run()
    {
        Linear shared = new(3, 3);
        Sequential inner = new(new Tanh(), shared), outer = new(new Relu(), inner);
        outer.Initialize(1);
        Tape tape = new(new ReferenceBackend());
        const string What = "a signal of shape (1, 2) came in; its last axis must have 3 features";
        Should.Throw<ShapeException>(() => shared.Apply(tape.Full(new Shape(1, 2), 1))).Message.ShouldBe($"linear: {What}");
        Should.Throw<ShapeException>(() => inner.Apply(tape.Full(new Shape(1, 2), 1))).Message.ShouldBe($"linear 2: {What}");
        Should.Throw<ShapeException>(() => outer.Apply(tape.Full(new Shape(1, 2), 1))).Message.ShouldBe($"linear 2.2: {What}");
    }

    [Fact]
    public void Tied_weights_count_once_in_a_summary()
    {
        Linear twice = new(3, 3);
        Sequential model = new(twice, new Tanh(), twice);
        model.Initialize(1);
        Summary summary = Summary.Of(model, new Shape(3));
        summary.Parameters.ShouldBe(model.ParameterCount);
        summary.MultiplyAdds.ShouldBe(18);
        summary.Layers.Select(layer => layer.Path).ShouldBe(["1", "2", "1"]);
    }

    private static float[] Values(Module model, Linear? layer)
    {
        model.Initialize(5);
        return (layer?.Weight ?? model.Parameters[0]).Value.ToArray();
    }

    private static float[] Mask(Module model)
    {
        Tape tape = new(new ReferenceBackend());
        model.BeginStep(7, 3);
        return [.. model.Apply(tape.Full(new Shape(1, 200), 1)).ToArray().Select(x => x == 0 ? 0f : 1f)];
    }

    private abstract class Once : Module
    {
        private readonly Parameter _weight = new(new Shape(2), new Zeros());

        protected Tensor Weighted(Tensor x) => x * _weight.Value;
    }

    private sealed class Twice : Once
    {
        private readonly Parameter _weight = new(new Shape(2), new Zeros());

        protected override Tensor Forward(Tensor x) => Weighted(x) * _weight.Value;
    }
}
