using Weir.Tensors;

namespace Weir.Nn;

/// <summary>The activations by name. A new one is a file and a line here.</summary>
public static class Activations
{
    /// <summary>Each by its name in recipes.</summary>
    public static IReadOnlyDictionary<string, FamilyMember<Activation>> All { get; } =
        new SortedDictionary<string, FamilyMember<Activation>>(StringComparer.Ordinal)
        {
            ["elu"] = new(alpha => new Elu((float)(alpha ?? 1)), new MemberNumber("alpha", new NumberRange(Least: 0, AboveLeast: true))),
            ["exponential"] = new(_ => new Exponential()),
            ["gelu"] = new(_ => new Gelu()),
            ["leaky-relu"] = new(slope => new LeakyRelu((float)(slope ?? 0.01)), new MemberNumber("slope", NumberRange.Finite)),
            ["relu"] = new(_ => new Relu()),
            ["selu"] = new(_ => new Selu()),
            ["sigmoid"] = new(_ => new Sigmoid()),
            ["silu"] = new(_ => new Silu()),
            ["softplus"] = new(_ => new Softplus()),
            ["tanh"] = new(_ => new Tanh()),
        };

    // What traces of other programs name and do not describe.
    private static readonly Dictionary<string, LayerTraits> s_traits =
        All.Values.Select(member => member.Make(null))
            .Concat<Module>([new Softmax(), new Flatten(), new BatchNorm(1), new LayerNorm(1), new GroupNorm(1, 1), new RmsNorm(1),
                new Embedding(1, 1), new SimpleRnn(1, 1), new Lstm(1, 1), new Gru(1, 1)])
            .ToDictionary(made => made.Kind, made => made.Traits);

    /// <summary>
    /// What the functions, and the commonest layers besides products, of these kinds declare together; another kind adds nothing.
    /// </summary>
    /// <param name="kinds">As in <see cref="Module.Kind"/>.</param>
    public static LayerTraits TraitsOf(IEnumerable<string> kinds) =>
        kinds.Aggregate(LayerTraits.None, (traits, kind) => traits | s_traits.GetValueOrDefault(kind));
}
