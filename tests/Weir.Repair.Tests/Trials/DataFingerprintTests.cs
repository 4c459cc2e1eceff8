using Weir.Data;
using Weir.Training;

namespace Weir.Repair.Tests.Trials;

public sealed class DataFingerprintTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(50)]
    public void Whatever_is_hashed_at_a_time_the_hash_is_the_same(int slice)
    {
        Dataset[] parts = [Make.Numbers(0, 50), Make.Numbers(50, 13)];
        DataFingerprint.Of(parts, slice).ShouldBe(DataFingerprint.Of(parts));
        DataFingerprint.Of([parts[0]], slice).ShouldNotBe(DataFingerprint.Of(parts));
    }

    [Fact]
    public void What_makes_trials_hashes_no_data_before_there_is_one()
    {
        Recipe recipe = Make.Recipe(Make.Healthy);
        // Of one sample there are no parts to hash.
        JudgedData none = new(new DataSplit(Make.Numbers(0, 1)), recipe);
        RepairOptions options = new();
        TrialRunner runner = new(_folder.Path, recipe, none, new RepairLedger(recipe, 1, options), options);
        runner.All.ShouldBeEmpty();
        Should.Throw<DataException>(() => runner.Check(Arm.Original(recipe)));
    }
}
