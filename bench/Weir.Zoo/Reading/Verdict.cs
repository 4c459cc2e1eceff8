namespace Weir.Zoo;

/// <summary>What came of a case where it was trained over five seeds.</summary>
internal enum Verdict
{
    /// <summary>A healthy set-up.</summary>
    Trains,

    /// <summary>At least four of five seeds lose more than 15 % of the twin's gain over chance.</summary>
    Suffers,

    /// <summary>One to three do.</summary>
    Stochastic,

    /// <summary>None does, in spite of the fault.</summary>
    TrainsAnyway,
}
