using Weir.Cli.Commands;
using Weir.Cli.Rendering;
using Weir.Cli.Views;
using Weir.Diagnosis;

namespace Weir.Cli.Tests.Views;

public class DemoViewTests
{
    /// <summary>A pre-flight that has found something.</summary>
    internal static PreflightReport Report { get; } = PreflightViewTests.Report with { Verdict = new Verdict { Findings = Make.Findings } };

    [Theory]
    [InlineData(50)]
    [InlineData(80)]
    [InlineData(120)]
    public void The_parts_of_the_demo_fit_every_terminal(int width)
    {
        IReadOnlyList<Line> lines =
        [
            .. DemoView.Before(DemoRecipe.Read(8, 1), Report, width),
            .. DemoView.Trained(Make.Snapshot(9, 0.125) with { Findings = Make.Findings }, 0.1, width),
            .. DemoView.Repairing(width),
            .. DemoView.Repaired(RepairViewTests.Sample, width),
            .. DemoView.Next(width),
        ];
        lines.ShouldAllBe(line => line.Width <= width);
        Snapshot.Match($"demo-{width}", Make.Text(lines));
    }
}
