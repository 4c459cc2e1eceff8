namespace Weir.Training.Tests;

public class SpellingTests
{
    [Theory]
    [InlineData("epocs", "epochs")]
    [InlineData("EPOCHS", "epochs")]
    [InlineData("bacth", "batch")]
    [InlineData("weight_decay", "weight-decay")]
    [InlineData("zebra", null)]
    public void The_nearest_word_is_found_unless_it_is_far(string word, string? meant) =>
        Spelling.Nearest(word, ["epochs", "batch", "weight-decay"]).ShouldBe(meant);
}
