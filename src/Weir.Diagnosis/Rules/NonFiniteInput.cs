namespace Weir.Diagnosis;

/// <summary>Inputs or targets that are no finite number: one of them makes every weight NaN within a step.</summary>
internal sealed class NonFiniteInput : Rule
{
    public override Diagnostic Diagnostic { get; } = new("WEIR001", "non-finite-input", "the data holds numbers that are not finite")
    {
        Meaning = "A single NaN or infinity in a batch makes its loss, all gradients and after the step all weights NaN.",
        Remedies = ["remove the samples or fill the gaps", "look for divisions by zero in what made the data"],
    };

    public override Needs Needs => Needs.Data;

    public override Finding? Judge(Dossier dossier, Limits limits)
    {
        if (dossier.Data is not { } data || data.NonFiniteInputs + data.NonFiniteTargets == 0)
            return null;
        string place = data.FirstNonFinite is var (sample, feature) ? $", the first in sample {sample}, feature {feature}" : "";
        string what = data.NonFiniteInputs > 0 ? $"{data.NonFiniteInputs} inputs" : $"{data.NonFiniteTargets} targets";
        return Found(dossier, Severity.Error, $"{what} of the training part are not finite{place}", null,
            new Evidence("non-finite numbers", data.NonFiniteInputs + data.NonFiniteTargets, 0, "none"));
    }
}
