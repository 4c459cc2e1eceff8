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
}
