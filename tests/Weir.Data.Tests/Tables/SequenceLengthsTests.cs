namespace Weir.Data.Tests.Tables;

public sealed class SequenceLengthsTests : IDisposable
{
    private const string Readings = "id,x,kind,pulse\na,1,push,80\nb,2,wave,\na,3,push,80\nb,4,wave,60\na,5,push,81\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Rows_are_counted_and_targets_that_differ_within_a_sequence_are_found()
    {
        string path = _folder.Write("readings.csv", Readings);
        SequenceLengths.Of(path, "id").ShouldBe(new SequenceLengths("id", 2, 2, 3));
        SequenceLengths.Of(path, "id", target: "kind").OtherTarget.ShouldBeNull();
        // An empty cell is no other target.
        SequenceLengths.Of(path, "id", target: "pulse").OtherTarget.ShouldBe(6);
    }

    [Theory]
    [InlineData("who", null)]
    [InlineData("id", "who")]
    public void A_column_that_is_not_there_is_refused(string column, string? target) =>
        Should.Throw<DataException>(() => SequenceLengths.Of(_folder.Write("readings.csv", Readings), column, target: target)).Message
            .ShouldContain("there is no column 'who'; the columns are id, x, kind, pulse");
}
