namespace Weir.Pages.Tests.Documents;

public sealed class LayerNamesTests
{
    [Fact]
    public void Names_that_there_is_room_for_stay_as_they_are()
    {
        string[] names = [.. Enumerable.Range(0, 100).Select(i => $"encoder.blocks.{i}.attention")];
        LayerNames.Bounded(names).ShouldBeSameAs(names);
    }

    [Fact]
    public void Of_longer_ones_the_block_and_the_part_stay()
    {
        string[] names = [.. Enumerable.Range(0, 100).Select(i => $"blocks.{i}.{new string('x', 3000)}.query")];
        IReadOnlyList<string> bounded = LayerNames.Bounded(names, 5000);
        bounded.Sum(name => name.Length).ShouldBeLessThanOrEqualTo(5000);
        bounded[7].ShouldStartWith("blocks.7.xxx");
        bounded[7].ShouldEndWith("xxx.query");
        bounded[7].ShouldContain("…");
    }

    [Fact]
    public void Names_that_differ_still_do()
    {
        string[] names = [.. Enumerable.Range(0, 200).Select(i => $"{new string('a', 500)}{i}{new string('b', 500)}")];
        IReadOnlyList<string> bounded = LayerNames.Bounded(names, 20_000);
        bounded.Distinct().Count().ShouldBe(200);
        bounded[41].ShouldContain("…42…");
    }

    /// <summary>JSON writes each of these as six characters or more.</summary>
    [Theory]
    [InlineData("<")]
    [InlineData("層")]
    [InlineData("🜁")]
    public void What_json_writes_counts(string letter)
    {
        string[] names = [.. Enumerable.Range(0, 50).Select(i => $"{i}{string.Concat(Enumerable.Repeat(letter, 2000))}")];
        IReadOnlyList<string> bounded = LayerNames.Bounded(names, 20_000);
        System.Text.Json.JsonSerializer.Serialize(bounded).Length.ShouldBeLessThan(25_000);
        bounded.ShouldAllBe(name => !name.Contains('\uFFFD', StringComparison.Ordinal));
    }
}
