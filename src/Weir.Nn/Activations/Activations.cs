namespace Weir.Nn;

/// <summary>The activations by name. A new one is a file and a line here.</summary>
public static class Activations
{
    /// <summary>A maker for each name, given the number that the function takes or null for its default.</summary>
    public static IReadOnlyDictionary<string, Func<float?, Activation>> All { get; } = new SortedDictionary<string, Func<float?, Activation>>(StringComparer.Ordinal)
    {
        ["elu"] = alpha => new Elu(alpha ?? 1),
        ["exponential"] = _ => new Exponential(),
        ["gelu"] = _ => new Gelu(),
        ["leaky-relu"] = slope => new LeakyRelu(slope ?? 0.01f),
        ["relu"] = _ => new Relu(),
        ["selu"] = _ => new Selu(),
        ["sigmoid"] = _ => new Sigmoid(),
        ["silu"] = _ => new Silu(),
        ["softplus"] = _ => new Softplus(),
        ["tanh"] = _ => new Tanh(),
    };

    private static readonly Dictionary<string, LayerTraits> s_traits = All.Values.Select(make => make(null)).ToDictionary(made => made.Kind, made => made.Traits);

    /// <summary>What the functions of these kinds declare together; a kind that is none of them adds nothing.</summary>
    /// <param name="kinds">As in <see cref="Module.Kind"/>.</param>
    public static LayerTraits TraitsOf(IEnumerable<string> kinds) =>
        kinds.Aggregate(LayerTraits.None, (traits, kind) => traits | s_traits.GetValueOrDefault(kind));

    /// <summary>What the number behind a name means: <c>alpha</c>, <c>slope</c>, or null where there is none.</summary>
    /// <param name="name">A key of <see cref="All"/>.</param>
    public static string? NumberOf(string name) => name switch
    {
        "elu" => "alpha",
        "leaky-relu" => "slope",
        _ => null,
    };
}
