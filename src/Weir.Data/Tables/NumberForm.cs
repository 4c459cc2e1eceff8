namespace Weir.Data;

/// <summary>What commas and points in the numbers of a table with semicolons stand for.</summary>
internal enum NumberForm
{
    /// <summary>It is not known yet: a look at all cells is to show it. Numbers with either are numbers.</summary>
    Open,

    /// <summary>Points part the decimals. Commas do too, but not beside points that may part thousands.</summary>
    Points,

    /// <summary>Commas part the decimals, and points thousands.</summary>
    Commas,
}
