namespace Weir.Cli.Tests;

/// <summary>What is said of errors that nobody has foreseen.</summary>
public sealed class ApplicationWordsTests
{
    [Fact]
    public void Memory_that_is_not_to_be_had_is_no_fault_of_the_program() => Application.WordsOf(new InsufficientMemoryException())
        .ShouldMatch("^memory: what this asks for is not to be had; the process may take [0-9,]+ MB in all\\. Take fewer samples, ");

    [Fact]
    public void Anything_else_is_and_says_how_to_see_where() => Application.WordsOf(new InvalidOperationException("no node"))
        .ShouldBe("something went wrong inside Weir: no node\nSet WEIR_DEBUG=1 and run it again to see where.");
}
