using System.Collections.Concurrent;
using Weir.Data;
using Weir.Training;

namespace Weir.Studies;

/// <summary>The data of a study's runs, each set loaded once.</summary>
/// <param name="directory">The folder of data files, before what recipes say; null for theirs.</param>
internal sealed class SharedData(string? directory)
{
    private readonly ConcurrentDictionary<(string Source, DataRequest Request), Lazy<DataSplit>> _loaded = new();

    private readonly ConcurrentDictionary<DataSplit, Lazy<(string, string)>> _fingerprints = new(ReferenceEqualityComparer.Instance);

    /// <summary>The data of a recipe.</summary>
    /// <exception cref="DataException">It cannot be read.</exception>
    public DataSplit Of(Recipe recipe)
    {
        DataRequest request = directory is null ? recipe.Data.Request : recipe.Data.Request with { Directory = directory };
        return _loaded.GetOrAdd((recipe.Data.Source, request), key => new Lazy<DataSplit>(() => DataSources.Load(key.Source, key.Request)))
            .Value;
    }

    /// <summary>
    /// The hashes of the data of a recipe, as its runs say them (<see cref="RunRecord.DataFingerprint"/>,
    /// <see cref="RunRecord.TestFingerprint"/>).
    /// </summary>
    /// <exception cref="DataException">It cannot be read.</exception>
    public (string Learnt, string Test) FingerprintsOf(Recipe recipe) => _fingerprints.GetOrAdd(Of(recipe), data =>
        new Lazy<(string, string)>(() => (DataFingerprint.Of(data), DataFingerprint.OfTest(data)))).Value;
}
