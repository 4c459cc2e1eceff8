namespace Weir.Diagnosis;

/// <summary>How grave a finding is.</summary>
public enum Severity
{
    /// <summary>Not reported.</summary>
    Off,

    /// <summary>Worth knowing; nothing needs to be done.</summary>
    Information,

    /// <summary>Training is likely to suffer; some networks train in spite of it.</summary>
    Warning,

    /// <summary>Training fails, or is sure to fail.</summary>
    Error,
}
