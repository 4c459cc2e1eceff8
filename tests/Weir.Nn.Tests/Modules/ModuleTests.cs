using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Nn.Tests.Modules;

/// <summary>How the parts of a network are found, named and ordered.</summary>
public sealed class ModuleTests
{
    [Fact]
    public void Parts_of_a_sequence_are_numbered_from_1()
    {
        Sequential model = new(new Linear(4, 3), new Relu(),
            new Sequential(new Linear(3, 2), new Sequential(new Linear(2, 2, hasBias: false))));
        Names(model).ShouldBe(["1.weight", "1.bias", "3.1.weight", "3.1.bias", "3.2.1.weight"]);
        ModuleMap.Of(model).Modules.Select(entry => entry.Path).ShouldBe(["", "1", "2", "3", "3.1", "3.2", "3.2.1"]);
        ModuleMap.Of(model).Layers.Select(layer => $"{layer.Path} {layer.Module.Kind}")
            .ShouldBe(["1 linear", "2 relu", "3.1 linear", "3.2.1 linear"]);
        model.ParameterCount.ShouldBe((4 * 3) + 3 + (3 * 2) + 2 + (2 * 2));
    }

    [Fact]
    public void Fields_properties_lists_and_base_classes_are_found_in_the_order_of_declaration()
    {
        Names(new Custom(new Linear(2, 2))).ShouldBe(
        [
            "scale", "own", "captured.weight", "captured.bias", "encoder.weight", "encoder.bias",
            "blocks.1.weight", "blocks.1.bias", "blocks.2.1.weight", "blocks.2.1.bias", "head.weight",
        ]);
        Custom custom = new(new Linear(2, 2));
        custom.Children.Select(ModuleMap.Of(custom).PathOf).ShouldBe(["captured", "encoder", "blocks.1", "blocks.2", "head"]);
    }

    [Fact]
    public void A_part_that_is_held_twice_counts_once_under_its_first_name()
    {
        Linear shared = new(3, 3);
        Sequential inOne = new(shared, new Tanh(), shared);
        Names(inOne).ShouldBe(["1.weight", "1.bias"]);
        inOne.Tree().Count().ShouldBe(3);

        Sequential inTwo = new(new Sequential(shared, new Tanh()), new Sequential(new Relu(), shared));
        Names(inTwo).ShouldBe(["1.1.weight", "1.1.bias"]);
        inTwo.ParameterCount.ShouldBe(12);
        ModuleMap.Of(inTwo).Layers.Select(layer => layer.Path).ShouldBe(["1.1", "1.2", "2.1"]);
    }

    [Fact]
    public void A_parameter_that_two_modules_hold_counts_once()
    {
        Parameter tied = new(new Shape(3, 3), new HeNormal());
        Sequential model = new(new Holder(tied), new Holder(tied));
        Names(model).ShouldBe(["1.weight"]);
        model.ParameterCount.ShouldBe(9);
        model.Children[1].OwnParameters.Single().ShouldBeSameAs(tied);
    }

    [Fact]
    public void A_tree_has_other_names_in_a_larger_one_that_takes_it_in_and_keeps_its_own()
    {
        Sequential inner = new(new Linear(2, 2), new Sequential(new Linear(2, 2)));
        Names(inner).ShouldBe(["1.weight", "1.bias", "2.1.weight", "2.1.bias"]);
        Custom outer = new(inner);
        Names(outer).Where(name => name.StartsWith("captured", StringComparison.Ordinal))
            .ShouldBe(["captured.1.weight", "captured.1.bias", "captured.2.1.weight", "captured.2.1.bias"]);
        Names(new Sequential(outer))[2].ShouldBe("1.captured.1.weight");
        Names(inner).ShouldBe(["1.weight", "1.bias", "2.1.weight", "2.1.bias"]);
    }

    [Fact]
    public void A_part_that_knows_its_parent_makes_no_endless_tree()
    {
        Knot knot = new();
        Names(knot).ShouldBe(["inner.weight"]);
        knot.Tree().Count().ShouldBe(2);
    }

    [Fact]
    public void A_network_without_values_says_so_before_it_is_used()
    {
        Tape tape = new(new ReferenceBackend());
        Sequential model = new(new Relu(), new Linear(2, 1));
        Should.Throw<InvalidOperationException>(() => model.Apply(tape.Full(new Shape(1, 2), 1))).Message
            .ShouldBe("parameter 2.weight has no values yet: call Initialize(seed) on the network, or load a checkpoint, before it is "
                + "used");
        model.Initialize(1);
        model.Apply(tape.Full(new Shape(1, 2), 1)).Shape.ShouldBe(new Shape(1, 1));
    }

    [Fact]
    public void Setting_all_values_is_as_good_as_initializing()
    {
        Tape tape = new(new ReferenceBackend());
        Linear layer = new(2, 1);
        layer.Weight.Set([2, 3]);
        layer.Bias!.Set([1]);
        layer.Apply(tape.Input(new Shape(1, 2), [10, 100])).Item().ShouldBe(321);
        Should.Throw<ShapeException>(() => layer.Weight.Set([1])).Message.ShouldContain("(2, 1)");
    }

    [Fact]
    public void Train_switches_the_whole_tree()
    {
        Custom model = new(new Sequential(new Relu()));
        model.Tree().ShouldAllBe(module => module.IsTraining);
        model.Train(false);
        model.Tree().ShouldAllBe(module => !module.IsTraining);
        model.Train();
        model.Tree().ShouldAllBe(module => module.IsTraining);
    }

    [Fact]
    public void The_same_seed_gives_the_same_values_and_another_seed_gives_others()
    {
        Values(new Custom(new Linear(2, 2)), 7).ShouldBe(Values(new Custom(new Linear(2, 2)), 7));
        Values(new Custom(new Linear(2, 2)), 7).ShouldNotBe(Values(new Custom(new Linear(2, 2)), 8));
    }

    [Fact]
    public void A_layer_added_at_the_end_leaves_the_values_of_the_others()
    {
        float[] small = Values(new Sequential(new Linear(4, 3), new Linear(3, 3)), 5);
        float[] large = Values(new Sequential(new Linear(4, 3), new Linear(3, 3), new Linear(3, 2)), 5);
        large[..small.Length].ShouldBe(small);
        // Equal layers do not get equal values either.
        float[] twins = Values(new Sequential(new Linear(3, 3, hasBias: false), new Linear(3, 3, hasBias: false)), 5);
        twins[..9].ShouldNotBe(twins[9..]);
    }

    private static string[] Names(Module model) => [.. ModuleMap.Of(model).Parameters.Select(parameter => parameter.Name)];

    private static float[] Values(Module model, long seed)
    {
        model.Initialize(seed);
        return [.. model.Parameters.SelectMany(parameter => parameter.Value.ToArray())];
    }

    private abstract class WithScale : Module
    {
        private readonly Parameter _scale = new(new Shape(2), new Constant(1), ParameterKind.Scale);

        protected Tensor Scaled(Tensor x) => x * _scale.Value;
    }

    private sealed class Custom(Module captured) : WithScale
    {
        private readonly Parameter _own = new(new Shape(1), new Zeros());
        private readonly Module _captured = captured;
        private readonly Linear _encoder = new(2, 2);
        private readonly List<Module> _blocks = [new Linear(2, 2), new Sequential(new Linear(2, 2))];
        [NotAPart]
        private readonly Linear _notMine = new(5, 5);
        private readonly string _name = "no part";

        public Linear Head { get; } = new(2, 2, hasBias: false);

        protected override Tensor Forward(Tensor x)
        {
            x = _encoder.Apply(_captured.Apply(Scaled(x))) + _own.Value;
            foreach (Module block in _blocks)
                x = block.Apply(x);
            return _name.Length + _notMine.Weight.Shape.Rank > 0 ? Head.Apply(x) : x;
        }
    }

    private sealed class Holder(Parameter weight) : Module
    {
        private readonly Parameter _weight = weight;

        protected override Tensor Forward(Tensor x) => x.MatrixMultiply(_weight.Value);
    }

    private sealed class Knot : Module
    {
        private readonly Inner _inner;

        public Knot() => _inner = new Inner(this);

        protected override Tensor Forward(Tensor x) => _inner.Apply(x);

        private sealed class Inner(Knot parent) : Module
        {
            private readonly Parameter _weight = new(new Shape(1), new Zeros());
            private readonly Knot _parent = parent;

            protected override Tensor Forward(Tensor x) => _parent.IsTraining ? x * _weight.Value : x;
        }
    }
}
