using Weir.Data;
using Weir.Training;

namespace Weir.Zoo;

/// <summary>What is put to the test: something that finds faults.</summary>
internal interface IDiagnoser
{
    /// <summary>Looks at a recipe and its data before any training.</summary>
    IReadOnlyList<FindingRecord> Check(Recipe recipe, DataSplit data);

    /// <summary>Begins to watch a training.</summary>
    IWatch Watch(Trainer trainer, DataSplit data);
}
