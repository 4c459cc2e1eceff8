using Weir.Nn;

namespace Weir.Diagnosis;

/// <summary>Several layers with weights and no function between any of them.</summary>
internal sealed class MissingNonlinearity : Rule
{
    public override Diagnostic Diagnostic { get; } = new("WEIR103", "missing-nonlinearity", "the network is linear")
    {
        Meaning = "Linear layers one behind the other compute what one of them could: however deep, the network can only draw straight "
            + "lines.",
        Remedies = ["put a function behind each hidden layer (`activation: relu`)", "take a single linear layer if that is what is meant"],
    };

    private static readonly Threshold s_enough = new(
        "enough", 0.7, "share of what guessing leaves that a linear map gets right of held-out samples: above it functions are of "
            + "little use",
        Origin.Convention);

    public override IReadOnlyList<Threshold> Thresholds { get; } = [s_enough];

    public override Needs Needs => Needs.Network;

    public override Finding? Judge(Dossier dossier, Limits limits)
    {
        if (dossier.Network is not { } network || dossier.Weighted.Count < 2)
            return null;
        if (network.IsLinear || network.IsLinearBeforeOutput)
        {
            // Where straight lines are all that is needed, it is worth knowing and no more.
            bool enough = dossier.Data?.LinearSkill > limits.Of(s_enough) || dossier.Outcome.Skill > limits.Of(s_enough);
            string rest = network.IsLinear
                ? ": together they are one linear map"
                : $"; the {network.OutputFunction} at the end only changes the scale";
            Evidence structure = new("layers with weights that make one linear map", dossier.Weighted.Count, 1, "1");
            Evidence[] evidence = dossier.Data?.LinearSkill is { } skill
                ? [structure, new Evidence("what a linear map gets right, of what guessing leaves", skill, limits.Of(s_enough),
                    "1 where it is enough")]
                : [structure];
            return Found(dossier, enough ? Severity.Information : Severity.Warning,
                $"{dossier.Weighted.Count} layers with weights follow each other without a function between them{rest}", dossier.Weighted,
                    evidence);
        }

        int[] idle =
        [
            .. dossier.Weighted.Where((layer, i) => i + 1 < dossier.Weighted.Count && dossier.Weighted[i + 1] == layer + 1
                && IsDense(dossier, layer) && dossier.Header.Layers[layer].Traits.HasFlag(LayerTraits.Linear)
                && IsDense(dossier, layer + 1) && dossier.Header.Layers[layer + 1].Traits.HasFlag(LayerTraits.Follows)),
        ];
        return idle.Length == 0
            ? null
            : Found(dossier, Severity.Information, $"{dossier.Name(idle)} {(idle.Length == 1 ? "has" : "have")} no function: with the "
                + "layer behind it makes one linear map, and adds nothing that one layer could not do", idle,
                new Evidence("layers with weights and no function behind them", idle.Length, 0, "0")) with
            {
                Remedies = ["a function behind each hidden layer (`activation: relu`)",
                    "one layer less, where a bottleneck is not what is meant"],
            };
    }

    // What it multiplies is a row of features as a whole, by a matrix, and not a place after the other or a table's row.
    private static bool IsDense(Dossier dossier, int layer) =>
        (dossier.Header.Layers[layer].Traits & (LayerTraits.Recurrent | LayerTraits.Tables)) == LayerTraits.None
        && dossier.Header.Parameters.Where(parameter => parameter.Layer == layer && parameter.Kind == "weight").ToArray() is
            [{ Shape.Count: 2 }];
}
