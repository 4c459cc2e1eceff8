namespace Weir.Diagnosis;

/// <summary>Targets that are all the same.</summary>
internal sealed class ConstantTarget : Rule
{
    public override Diagnostic Diagnostic { get; } = new("WEIR005", "constant-target", "all targets are the same")
    {
        Meaning = "There is nothing to predict from the inputs: the best that a network can do is to answer with that one number, "
            + "whatever comes in.",
        Remedies = ["look at the column that is taken as the target (`target` under `data`)",
            "look at what made the table: a target is often lost when rows are joined or filtered"],
    };

    public override Needs Needs => Needs.Data;

    public override bool SaysItFails => false;

    public override Finding? Judge(Dossier dossier, Limits limits)
    {
        if (dossier.Data is not { Samples: > 1 } data)
            return null;
        string? which = data switch
        {
            { Target: var (least, mean, greatest, deviation) } when least == greatest || deviation == 0 =>
                data is { TargetInUnit: null, TrivialLoss: 0 } && mean == 0 ? "the same number" : $"{data.TargetInUnit?.Mean ?? mean:g4}",
            { MajorityShare: >= 1 } => "of one class",
            _ => null,
        };
        return which is null
            ? null
            : Found(dossier, Severity.Warning, $"the targets of all {data.Samples:n0} training samples are {which}", null,
                new Evidence("deviation of targets", 0, 0, "above 0")) with
            { Strength = Strength.Proof };
    }
}
