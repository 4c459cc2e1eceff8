using Weir.Cli.Views;

namespace Weir.Cli.Tests.Views;

public class FoldingTests
{
    [Fact]
    public void All_rows_are_shown_where_they_fit() => Folding.Rows(3, 3).ShouldBe([2, 1, 0]);

    [Fact]
    public void The_middle_is_folded_into_one_line() => Folding.Rows(10, 5).ShouldBe([9, 8, -6, 1, 0]);

    [Fact]
    public void Shown_and_folded_rows_are_all_rows()
    {
        for (int room = 1; room < 12; room++)
        {
            int[] rows = [.. Folding.Rows(20, room)];
            rows.Length.ShouldBe(room);
            rows.Sum(row => row < 0 ? -row : 1).ShouldBe(20);
        }
    }
}
