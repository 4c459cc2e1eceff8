using Weir.Data;
using Weir.Nn;

namespace Weir.Diagnosis.Tests.Dossiers;

public sealed class WindowFactsTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Columns_of_windows_are_named_and_a_number_that_windows_share_counts_for_each()
    {
        File.WriteAllText(_folder["load.csv"], "heat,load\n" + string.Concat(Enumerable.Range(0, 100).Select(i =>
            FormattableString.Invariant($"{(i == 10 ? double.NaN : i % 7)},{5000 + (900 * Math.Sin(i)):f2}\n"))));
        Dataset windows = DataSources.Load("csv", new DataRequest
        {
            File = _folder["load.csv"],
            Window = 4,
            AllowNonFinite = true,
            ValidationCount = 0,
            TestCount = 0,
        }).Training;
        DataFacts facts = DataReader.Read(new DataSplit(windows), new MeanSquaredError(), lossScale: 1, seed: 1, thorough: true);
        (facts.Samples, facts.Features).ShouldBe((96, 8));
        facts.LargestFeatureName.ShouldBe("load");
        facts.OffsetFeature.ShouldBe("load");
        facts.NonFiniteInputs.ShouldBe(4);
        facts.FirstNonFinite.ShouldBe((7, 6));
        facts.Duplicates.ShouldBe(0);
    }
}
