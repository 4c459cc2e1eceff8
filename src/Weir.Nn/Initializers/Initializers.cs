namespace Weir.Nn;

/// <summary>The initializers by name. A new one is a file and a line here.</summary>
public static class Initializers
{
    /// <summary>
    /// A maker for each name. It is given the one number that follows the name in a recipe, or null for the default; the
    /// number is a deviation, a bound, a value or a gain, as <see cref="NumberOf"/> says.
    /// </summary>
    public static IReadOnlyDictionary<string, Func<double?, Initializer>> All { get; } = new SortedDictionary<string, Func<double?, Initializer>>(StringComparer.Ordinal)
    {
        ["auto"] = gain => new Auto(gain ?? 1),
        ["constant"] = value => new Constant(value ?? 0),
        ["delta-orthogonal"] = gain => new DeltaOrthogonal(gain ?? 1),
        ["glorot-normal"] = gain => new GlorotNormal(gain ?? 1),
        ["glorot-uniform"] = gain => new GlorotUniform(gain ?? 1),
        ["he-normal"] = gain => new HeNormal(gain ?? 1),
        ["he-uniform"] = gain => new HeUniform(gain ?? 1),
        ["lecun-normal"] = gain => new LecunNormal(gain ?? 1),
        ["lecun-uniform"] = gain => new LecunUniform(gain ?? 1),
        ["normal"] = deviation => new Normal(deviation ?? 1),
        ["orthogonal"] = gain => new Orthogonal(gain ?? 1),
        ["truncated-normal"] = deviation => new TruncatedNormal(deviation ?? 1),
        ["uniform"] = bound => new Uniform(bound ?? 1),
        ["zeros"] = _ => new Zeros(),
    };

    /// <summary>What the number behind a name means: <c>gain</c>, <c>deviation</c>, <c>bound</c>, <c>value</c>, or null where there is none.</summary>
    /// <param name="name">A key of <see cref="All"/>.</param>
    public static string? NumberOf(string name) => name switch
    {
        "zeros" => null,
        "constant" => "value",
        "normal" or "truncated-normal" => "deviation",
        "uniform" => "bound",
        _ => "gain",
    };
}
