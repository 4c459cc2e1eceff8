using Weir.Diagnosis;
using Weir.Flow;

namespace Weir.Pages;

/// <summary>Which quantities of the flow show what a finding is about and rests on: the pictures that belong beside it.</summary>
internal static class FindingPicture
{
    /// <summary>How evidence speaks of a quantity where it does not name it, the most particular first.</summary>
    private static readonly (string Words, string Quantity)[] s_words =
    [
        ("‖δ‖", "delta.rms"), ("attenuation", "delta.rms"), ("∂loss/∂", "delta.rms"), ("dead unit", "units.dead"),
        ("dead layer", "activation.zero"), ("dead output", "activation.zero"), ("silent", "activation.zero"),
        ("gradient entry", "gradient.norm"), ("‖gradient‖", "gradient.norm"), ("‖w‖", "weight.norm"),
        ("size of a weight", "weight.norm"),
    ];

    /// <summary>
    /// The quantities, first what its name speaks of: that the gradient vanishes may rest on the signal, and both are to be seen. None
    /// where the finding is about nothing that is measured of layers, as about the loss or the recipe.
    /// </summary>
    /// <param name="finding">The finding.</param>
    /// <param name="trace">The trace of the run.</param>
    public static IReadOnlyList<FlowQuantity> Of(Finding finding, Trace trace)
    {
        List<string?> names = finding.Diagnostic.Name.Contains("gradient", StringComparison.Ordinal) ? ["delta.rms"] : [];
        // A loss that overflows is made of outputs.
        if (finding.Diagnostic.Name == "non-finite")
            names.Add(FirstNonFinite.QuantityOf(trace) is { } first and not "loss" ? first : "activation.rms");
        names.AddRange(finding.Evidence.Select(each => Name(each.Quantity)));
        return [.. names.Distinct().Select(name => FlowQuantity.All.FirstOrDefault(quantity => quantity.Name == name))
            .OfType<FlowQuantity>()];
    }

    /// <summary>The quantity that evidence is about: the first that it names, as "log₁₀ activation.std, last/first" does.</summary>
    /// <param name="evidence">What was measured, as <see cref="Evidence.Quantity"/> has it.</param>
    public static string? Name(string evidence)
    {
        (int At, string Name)[] named = [.. FlowQuantity.All.Select(quantity =>
            (evidence.IndexOf(quantity.Name, StringComparison.Ordinal), quantity.Name)).Where(each => each.Item1 >= 0)];
        return named.Length > 0 ? named.MinBy(each => each.At).Name
            : s_words.FirstOrDefault(each => evidence.Contains(each.Words, StringComparison.Ordinal)).Quantity;
    }
}
