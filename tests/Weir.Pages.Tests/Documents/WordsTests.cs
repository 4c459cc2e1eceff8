namespace Weir.Pages.Tests.Documents;

public sealed class WordsTests
{
    [Theory]
    [InlineData(0.01234, "0.01234")]
    [InlineData(999.94, "999.9")]
    [InlineData(2421.4, "2,421")]
    [InlineData(12345, "12,345")]
    [InlineData(-12345, "−12,345")]
    [InlineData(99999, "99,999")]
    [InlineData(123456, "1.23e5")]
    public void Values_are_short_and_set_thousands_apart_as_counts_do(double value, string text) => Words.Value(value).ShouldBe(text);
}
