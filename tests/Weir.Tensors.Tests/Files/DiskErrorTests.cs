namespace Weir.Tensors.Tests.Files;

/// <summary>What the disk says is told from errors of the program, in whatever exception it comes.</summary>
public class DiskErrorTests
{
    [Fact]
    public void A_file_that_is_too_large_is_named_and_not_taken_for_a_wrong_argument()
    {
        ArgumentOutOfRangeException error = new("value", "Specified file length was too large for the file system.");
        DiskError.Is(error).ShouldBeTrue();
        Should.Throw<FileException>(() => FileException.Guard("a.json", "it cannot be written", () => throw error)).Message
            .ShouldStartWith("a.json: it cannot be written: File too large: ");
    }

    [Fact]
    public void Errors_of_the_program_are_none_of_the_disk()
    {
        DiskError.Is(new ArgumentOutOfRangeException("value", "Specified argument was out of the range of valid values.")).ShouldBeFalse();
        DiskError.Is(new ArgumentOutOfRangeException("count")).ShouldBeFalse();
        DiskError.Is(new InvalidOperationException()).ShouldBeFalse();
    }
}
