using Weir.Cli.Rendering;

namespace Weir.Cli.Tests.Rendering;

public class LineTests
{
    [Theory]
    [InlineData("abc", 5, "abc  ")]
    [InlineData("abcdef", 5, "abcd…")]
    [InlineData("図図", 5, "図図 ")]
    [InlineData("図図図図", 5, "図図…")]
    [InlineData("größe", 5, "größe")]
    [InlineData("abc", 0, "…")]
    public void A_field_holds_cells_and_not_letters(string text, int field, string expected)
    {
        string left = string.Concat(Line.Empty.AddLeft(text, field).Pieces.Select(piece => piece.Text));
        left.ShouldBe(expected);
    }

    [Theory]
    [InlineData("abc", 5, "  abc")]
    [InlineData("図図", 5, " 図図")]
    public void The_right_end_is_the_same_for_wide_letters(string text, int field, string expected) =>
        string.Concat(Line.Empty.AddRight(text, field).Pieces.Select(piece => piece.Text)).ShouldBe(expected);

    [Fact]
    public void What_would_steer_the_terminal_is_a_dot() =>
        string.Concat(Line.Empty.Add("a\u001b[31mb\u0007 ü").Pieces.Select(piece => piece.Text)).ShouldBe("a·[31mb· ü");

    [Fact]
    public void A_command_is_not_broken_while_it_fits_on_a_line() =>
        Line.Empty.Add("go on with").Add(" ").AddWhole("weir resume runs/a").Fold(20).Select(line => line.ToString().Trim())
            .ShouldBe(["go on with", "weir resume runs/a"]);

    [Fact]
    public void A_command_that_fits_on_no_line_is_broken_between_its_words() =>
        Line.Empty.Add("go on with").Add(" ").AddWhole("weir resume runs/a").Fold(14).Select(line => line.ToString().Trim())
            .ShouldBe(["go on with", "weir resume", "runs/a"]);

    [Theory]
    [InlineData("'")]
    [InlineData("`")]
    public void Commands_in_quotes_within_a_text_are_not_broken(string quote) =>
        Items.Wrap($"there is none; {quote}weir new{quote} lists them all", 20).Select(line => line.ToString())
            .ShouldBe(["there is none;", $"{quote}weir new{quote} lists", "them all"]);

    [Fact]
    public void A_number_keeps_its_per_cent() => Line.Empty.Add("finished · test 92.0 %").Fold(21).Select(line => line.ToString().Trim())
        .ShouldBe(["finished · test", "92.0 %"]);
}
