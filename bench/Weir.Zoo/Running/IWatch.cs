using Weir.Training;

namespace Weir.Zoo;

/// <summary>Looks at one training as it goes.</summary>
internal interface IWatch
{
    /// <summary>What the training tells of itself.</summary>
    ITrainingObserver Observer { get; }

    /// <summary>What was found, in rank order.</summary>
    IReadOnlyList<FindingRecord> Findings { get; }
}
