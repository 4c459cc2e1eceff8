namespace Weir.Studies;

/// <summary>What a run must have to have a measure.</summary>
[Flags]
internal enum MeasureNeeds
{
    /// <summary>Nothing but itself.</summary>
    None = 0,

    /// <summary>Outputs that are right or wrong: classes, or labels.</summary>
    Classes = 1,

    /// <summary>Outputs that are values.</summary>
    Values = 2,

    /// <summary>A validation part.</summary>
    Validation = 4,

    /// <summary>A test part.</summary>
    Test = 8,

    /// <summary>Its flow measured.</summary>
    Flow = 16,

    /// <summary>The rules of diagnosis watching it.</summary>
    Rules = 32,

    /// <summary>A layer that goes along a sequence.</summary>
    Recurrent = 64,
}
