namespace Weir.Diagnosis;

/// <summary>Something that a set-up says and that works against its training, known before the first step.</summary>
/// <param name="Diagnostic">The name of the diagnostic that tells of it.</param>
/// <param name="Limit">The number that it is decided by; null where it is a matter of yes or no.</param>
/// <param name="Look">What is seen; null where it is not so.</param>
internal sealed record SettingFault(string Diagnostic, Threshold? Limit, Func<Dossier, double, SettingClaim?> Look);

/// <summary>What is seen of a setting.</summary>
/// <param name="Message">A sentence with its numbers.</param>
/// <param name="Remedies">What to do.</param>
internal sealed record SettingClaim(string Message, params IReadOnlyList<string> Remedies)
{
    /// <summary>How grave it is. Default: a warning.</summary>
    public Severity Severity { get; init; } = Severity.Warning;

    /// <summary>How strong the evidence is. Default: networks are seen to train in spite of it.</summary>
    public Strength Strength { get; init; } = Strength.Suspected;

    /// <summary>The number that it rests on; null for none.</summary>
    public Evidence? Evidence { get; init; }

    /// <summary>The layers concerned.</summary>
    public IReadOnlyList<int> Layers { get; init; } = [];
}
