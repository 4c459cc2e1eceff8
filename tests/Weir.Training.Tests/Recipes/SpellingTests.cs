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

    [Theory]
    [InlineData("w", null)]
    [InlineData("ab", null)]
    [InlineData("Y", "y")]
    [InlineData("sg", "sgd")]
    [InlineData("sdg", "sgd")]
    public void Most_letters_of_a_short_word_are_not_taken_for_mistakes(string word, string? meant) =>
        Spelling.Nearest(word, ["u", "y", "ac", "sgd"]).ShouldBe(meant);

    [Theory]
    [InlineData("dense", "linear")]
    [InlineData("Conv2d", "conv")]
    [InlineData("learning_rate", "rate")]
    [InlineData("mse", null)]
    public void Words_of_other_programs_are_known_where_they_fit(string word, string? meant) =>
        Spelling.Nearest(word, ["linear", "conv", "rate"]).ShouldBe(meant);
}
