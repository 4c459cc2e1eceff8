namespace Weir.Studies;

/// <summary>What two cells must have in common for a measure of theirs to be compared.</summary>
[Flags]
internal enum MeasureGrounds
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The loss, and the unit of the targets.</summary>
    Loss = 1,

    /// <summary>That there is a validation part: without one the measure is of the training part.</summary>
    Validation = 2,

    /// <summary>Whether the targets of training are the samples' own.</summary>
    Training = 4,
}
