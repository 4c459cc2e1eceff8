using Weir.Cli.Rendering;
using Weir.Cli.Views;
using Weir.Data;
using Weir.Tensors;

namespace Weir.Cli.Tests.Views;

public class MaskViewTests
{
    [Fact]
    public void Each_class_has_a_sign_and_what_counts_for_nothing_has_none()
    {
        ClassTargets masks = new([0, 1, 2, 2, 1, 1, -1, 0, 2], 3, ["ground", "tree", "car"]) { Positions = 9, Grid = 3 };
        Make.Text(MaskView.Draw(masks, new Extent(3, 3), 1, 80, colour: false)).ShouldBe(".12\n .2\n. ground  1 tree  2 car");
        // In colour a character is two rows.
        MaskView.Draw(masks, new Extent(3, 3), 1, 80, colour: true)[0].ToString().ShouldBe("▀▀▀");
    }

    [Fact]
    public void Masks_stand_below_their_images_and_names_do_not_leave_the_line()
    {
        string[] names = [.. Enumerable.Range(0, 12).Select(i => $"a class of number {i}")];
        Dataset set = new("masks", new Shape(2, 4, 1), new float[16], new ClassTargets(new int[16], 12, names)
        {
            Positions = 8,
            Grid = new Extent(2, 4)
        });
        IReadOnlyList<Line> lines = ImageView.Draw(set, (2, 4, 1), 50, colour: false);
        Make.Text(lines).ShouldContain("....  ....");
        lines.ShouldAllBe(line => line.Width <= 50);
    }
}
