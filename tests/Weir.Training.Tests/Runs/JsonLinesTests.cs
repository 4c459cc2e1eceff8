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
    public void A_torn_last_line_is_dropped_when_read_and_cut_off_when_appending(string content, int lines)
    {
        using TemporaryFolder folder = new();
        string file = folder.File("a.jsonl");
        File.WriteAllText(file, content);
        JsonLines.Read(file).Count.ShouldBe(lines);
        using (FileStream stream = JsonLines.Append(file))
            stream.Write("{\"b\":1}\n"u8);
        JsonLines.Read(file)[^1].ShouldBe("{\"b\":1}");
        File.ReadAllText(file).ShouldEndWith("\n{\"b\":1}\n".TrimStart(lines == 0 ? '\n' : ' '));
    }

    [Fact]
    public void A_file_that_is_not_there_has_no_lines() => JsonLines.Read("/nowhere/a.jsonl").ShouldBeEmpty();

    [Fact]
    public void Lines_are_kept_by_a_rule()
    {
        using TemporaryFolder folder = new();
        string file = folder.File("a.jsonl");
        File.WriteAllText(file, "{\"header\":true}\n{\"step\":4}\n{\"step\":5}\n{\"st");
        JsonLines.Keep(file, line => JsonLines.Number(line, "step") is not { } step || step <= 4);
        File.ReadAllText(file).ShouldBe("{\"header\":true}\n{\"step\":4}\n");
    }
}
