namespace Weir.Tensors.Tests;

/// <summary>An error of the user says where, what is wrong, what is expected and what to do, as far as it knows.</summary>
public sealed class WeirExceptionTests
{
    [Theory]
    [InlineData(null, null, null, "it is damaged")]
    [InlineData("a.png", null, null, "a.png: it is damaged")]
    [InlineData("a.png", "a PNG file", null, "a.png: it is damaged; a PNG file is expected")]
    [InlineData("a.png", "a PNG file", "copy it again", "a.png: it is damaged; a PNG file is expected: copy it again")]
    public void Its_message_has_all_that_is_known(string? place, string? expected, string? remedy, string message)
    {
        WeirException error = new FileException("it is damaged") { Place = place, Expected = expected, Remedy = remedy };
        error.Message.ShouldBe(message);
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_named()
    {
        string path = Path.Combine(Path.GetTempPath(), "weir-there-is-no-such-file");
        FileException error = Should.Throw<FileException>(() => FileException.Guard(path, "it cannot be read", ()
            => File.ReadAllText(path)));
        error.Place.ShouldBe(path);
        error.Message.ShouldStartWith($"{path}: it cannot be read: ");
        error.InnerException.ShouldBeOfType<FileNotFoundException>();
    }

    [Fact]
    public void The_end_of_a_file_is_told_by_its_reader()
    {
        using MemoryStream empty = new();
        Should.Throw<EndOfStreamException>(() => FileException.Guard("a", "it cannot be read", () => empty.ReadExactly(new byte[1])));
    }

    [Fact]
    public void Memory_that_is_not_to_be_had_comes_with_a_remedy() =>
        Should.Throw<AllocationException>(() => Tensor.Leaf(new Shape(Array.MaxLength))).Remedy.ShouldNotBeNull().ShouldContain("batch");
}
