using Weir.Tensors;

namespace Weir.Nn;

/// <summary>The initializers by name. A new one is a file and a line here.</summary>
public static class Initializers
{
    private static readonly MemberNumber s_gain = new("gain", new NumberRange(Least: 0));

    private static readonly MemberNumber s_deviation = new("deviation", new NumberRange(Least: 0));

    /// <summary>Each by its name in recipes.</summary>
    public static IReadOnlyDictionary<string, FamilyMember<Initializer>> All { get; } =
        new SortedDictionary<string, FamilyMember<Initializer>>(StringComparer.Ordinal)
        {
            ["auto"] = new(gain => new Auto(gain ?? 1), s_gain),
            ["constant"] = new(value => new Constant(value ?? 0), new MemberNumber("value", NumberRange.Finite)),
            ["delta-orthogonal"] = new(gain => new DeltaOrthogonal(gain ?? 1), s_gain),
            ["glorot-normal"] = new(gain => new GlorotNormal(gain ?? 1), s_gain),
            ["glorot-uniform"] = new(gain => new GlorotUniform(gain ?? 1), s_gain),
            ["he-normal"] = new(gain => new HeNormal(gain ?? 1), s_gain),
            ["he-uniform"] = new(gain => new HeUniform(gain ?? 1), s_gain),
            ["identity"] = new(gain => new Identity(gain ?? 1), s_gain),
            ["lecun-normal"] = new(gain => new LecunNormal(gain ?? 1), s_gain),
            ["lecun-uniform"] = new(gain => new LecunUniform(gain ?? 1), s_gain),
            ["normal"] = new(deviation => new Normal(deviation ?? 1), s_deviation),
            ["orthogonal"] = new(gain => new Orthogonal(gain ?? 1), s_gain),
            ["truncated-normal"] = new(deviation => new TruncatedNormal(deviation ?? 1), s_deviation),
            ["uniform"] = new(bound => new Uniform(bound ?? 1), new MemberNumber("bound", new NumberRange(Least: 0))),
            ["zeros"] = new(_ => new Zeros()),
        };
}
