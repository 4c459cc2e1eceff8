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

    [Fact]
    public void A_feature_that_hardly_varies_lies_no_further_from_0_than_others_vary()
    {
        // Four features of deviation 1 and mean 0, and one of mean 0.4 that differs in a single sample, as a pixel at the edge of images.
        float[] inputs = [.. Enumerable.Range(0, 400).SelectMany(i => new float[]
            { i % 2 * 2 - 1, i / 2 % 2 * 2 - 1, i / 4 % 2 * 2 - 1, i / 8 % 2 * 2 - 1, i == 7 ? 0.41f : 0.4f })];
        Dataset set = new("pixels", new Tensors.Shape(5), inputs, new ClassTargets([.. Enumerable.Range(0, 400).Select(i => i % 2)], 2));
        DataFacts facts = DataReader.Read(new DataSplit(set), new CrossEntropy(), lossScale: 1, seed: 1, thorough: false);
        facts.LargestOffset.ShouldBe(0.4, 0.01);
        facts.OffsetFeature.ShouldBe("feature 4");
    }
}
