using System.Diagnostics;
using Weir.Tensors;

namespace Weir.Training.Tests;

/// <summary>Texts that take a parser's stack, memory or time are refused in words, quickly.</summary>
public sealed class HostileRecipeTests
{
    [Fact]
    public void An_alias_that_holds_itself() =>
        Message("model: [&a {residual: [*a]}, linear: outputs]\noptimizer: {sgd: {rate: 0.1}}")
            .ShouldStartWith("r.yaml:1:24: the alias '*a' stands for a group that it lies in itself");

    [Fact]
    public void Nesting_without_end()
    {
        string deep = string.Concat(Enumerable.Repeat("{residual: [", 3000)) + "relu" + string.Concat(Enumerable.Repeat("]}", 3000));
        Message($"model: [{deep}]").ShouldContain("groups and lists lie more than 64 deep in each other here");
        Message(string.Concat(Enumerable.Repeat("{a: ", 17_500)) + "1" + new string('}', 17_500)).ShouldContain("more than 64 deep");
        Message(new string('[', 100_000)).ShouldContain("more than 64 deep");
    }

    [Fact]
    public void Aliases_that_double_with_each_line()
    {
        string laughs = "model:\n  - &r0 {residual: [relu]}\n"
            + string.Concat(Enumerable.Range(1, 40).Select(i => $"  - &r{i} {{residual: [*r{i - 1}, *r{i - 1}]}}\n"))
                + "  - linear: outputs\noptimizer: adam\n";
        Stopwatch watch = Stopwatch.StartNew();
        Message(laughs).ShouldContain("the file has more than 20000 values up to here, aliases counted as what they stand for");
        watch.Elapsed.TotalSeconds.ShouldBeLessThan(5);
    }

    [Fact]
    public void An_alias_that_is_no_trick_is_read() =>
        RecipeReader.Parse("model: [&a {linear: 8, activation: relu}, *a, linear: outputs]\noptimizer: adam").Model[1].ShouldBe(
            RecipeReader.Parse("model: [{linear: 8, activation: relu}, linear: outputs]\noptimizer: adam").Model[0]);

    [Theory]
    [InlineData(": ")]
    [InlineData("model:\n- relu\n: ")]
    [InlineData("? [a, b]\n: c")]
    [InlineData("{model: [relu], model: [tanh]}")]
    [InlineData("- - - -")]
    [InlineData("%YAML 9.9\n---\n")]
    [InlineData("&a *a")]
    [InlineData("model: !!binary aGVsbG8=")]
    public void Odd_keys_and_tags_are_faults_and_no_more(string text) => Message(text).ShouldStartWith("r.yaml:");

    [Fact]
    public void A_word_of_a_million_letters_is_not_repeated_in_the_message()
    {
        string word = new('x', 900_000);
        Stopwatch watch = Stopwatch.StartNew();
        Message($"{word}: 1\nmodel: [{word}]\noptimizer: {word}").Length.ShouldBeLessThan(20_000);
        watch.Elapsed.TotalSeconds.ShouldBeLessThan(5);
    }

    [Fact]
    public void Of_many_faults_the_first_are_told()
    {
        RecipeException error = Should.Throw<RecipeException>(() =>
            RecipeReader.Parse(string.Concat(Enumerable.Range(0, 5000).Select(i => $"key{i}: 1\n")), "r.yaml"));
        error.Errors.Count.ShouldBe(51);
        error.Message.ShouldEndWith("more faults");
    }

    [Fact]
    public void A_file_without_end_is_refused()
    {
        Message(new string(' ', 2_000_000)).ShouldContain("more than 1048576 characters");
        if (File.Exists("/dev/zero"))
            Should.Throw<FileException>(() => RecipeReader.Read("/dev/zero")).Message.ShouldContain("it is a pipe or a device");
    }

    private static string Message(string text) => Should.Throw<RecipeException>(() => RecipeReader.Parse(text, "r.yaml")).Message;
}
