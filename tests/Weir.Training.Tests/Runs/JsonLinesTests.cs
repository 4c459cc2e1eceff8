using System.Text;

namespace Weir.Training.Tests;

public class JsonLinesTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("{\"a\":1}\n", 1)]
    [InlineData("{\"a\":1}\n{\"a\":", 1)]
    [InlineData("{\"a\":1}\n{\"a\":2}", 1)]
    [InlineData("{\"a\"", 0)]
    [InlineData("{\"a\":1}\n\0\0\0\n", 1)]
    [InlineData("{\"a\":1}\nnull\n", 2)]
    public void A_torn_last_line_is_dropped_when_read(string content, int lines)
    {
        using TemporaryFolder folder = new();
        string file = folder.File("a.jsonl");
        File.WriteAllText(file, content);
        JsonLines.Read(file).Count.ShouldBe(lines);
    }

    [Fact]
    public void A_file_that_is_not_there_has_no_lines() => JsonLines.Read("/nowhere/a.jsonl").ShouldBeEmpty();

    [Theory]
    [InlineData("{\"header\":true}\n{\"step\":4}\n{\"step\":5}\n{\"st", "{\"header\":true}\n{\"step\":4}\n")]
    [InlineData("{\"step\":3}\n\0\0\0\0\n\0{\"step\":6}\n{\"step\":7}\n", "{\"step\":3}\n")]
    [InlineData("{\"step\":5}\n", "")]
    public void What_is_kept_ends_with_the_last_line_of_a_step_whatever_stands_behind_it(string content, string kept)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(content);
        JsonLines.Kept("a.jsonl", bytes, step: 4).ShouldBe(Encoding.UTF8.GetByteCount(kept));
    }

    [Fact]
    public void A_damaged_line_before_one_that_is_kept_is_named() =>
        Should.Throw<RunException>(() => JsonLines.Kept("a.jsonl", "{\"step\":1}\ngarbage\n{\"step\":3}\n"u8.ToArray(), step: 4)).Message
            .ShouldBe("a.jsonl, line 2: damaged: it is no JSON. Remove the line to go on without it");
}
