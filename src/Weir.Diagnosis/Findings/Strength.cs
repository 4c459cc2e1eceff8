namespace Weir.Diagnosis;

/// <summary>How strong the evidence of a finding is.</summary>
public enum Strength
{
    /// <summary>A forecast, or a measure that networks are seen to train in spite of.</summary>
    Suspected,

    /// <summary>Seen in this network's own numbers.</summary>
    Measured,

    /// <summary>It follows from the set-up: whatever the network learns, it cannot be otherwise.</summary>
    Proof,
}
