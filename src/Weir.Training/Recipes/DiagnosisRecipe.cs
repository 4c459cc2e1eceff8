namespace Weir.Training;

/// <summary>
/// What a person wants of diagnosis for this experiment. Training knows nothing of diagnostics: their names are checked where they are
/// known.
/// </summary>
public sealed record DiagnosisRecipe
{
    /// <summary>Severities by code or name of a diagnostic, instead of the rule's own. Default: none.</summary>
    public ValueList<DiagnosisSetting<string>> Severities { get; init; } = [];

    /// <summary>
    /// Thresholds by <c>diagnostic.threshold</c>, as in <c>vanishing-gradient.signal</c>, instead of the defaults. Default: none.
    /// </summary>
    public ValueList<DiagnosisSetting<double>> Thresholds { get; init; } = [];
}
