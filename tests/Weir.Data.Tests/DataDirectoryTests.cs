namespace Weir.Data.Tests;

public class DataDirectoryTests
{
    [Theory]
    [InlineData("here", "there", "here")]
    [InlineData(null, "there", "there")]
    [InlineData(" ", "there", "there")]
    [InlineData(null, "", "data")]
    [InlineData(null, null, "data")]
    public void An_explicit_folder_wins_then_the_environment_then_the_default(string? given, string? variable, string expected) =>
        DataDirectory.Resolve(given, name => name == "WEIR_DATA" ? variable : "wrong variable").ShouldBe(expected);
}
