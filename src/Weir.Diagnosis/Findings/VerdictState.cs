namespace Weir.Diagnosis;

/// <summary>How far a finding has been borne out.</summary>
public enum VerdictState
{
    /// <summary>Said before the run, or early in it: a risk.</summary>
    Suspected,

    /// <summary>The run has borne it out, or it needs no run to be sure.</summary>
    Confirmed,

    /// <summary>The run has disproved it.</summary>
    Withdrawn,
}
