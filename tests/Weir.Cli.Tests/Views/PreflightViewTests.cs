using Weir.Cli.Rendering;
using Weir.Cli.Views;
using Weir.Diagnosis;
using Weir.Flow;
using Weir.Nn;
using Weir.Tensors;

namespace Weir.Cli.Tests.Views;

public class PreflightViewTests
{
    /// <summary>A report of a network that the signal does not get through.</summary>
    internal static PreflightReport Report { get; } = new()
    {
        Summary = new Summary(new Shape(784), [.. Enumerable.Range(0, 9).Select(i =>
            new LayerSummary($"{i}", i == 8 ? "linear" : "linear+sigmoid", new Shape(i == 8 ? 10 : 100), i == 0 ? 78_500 : i == 8 ? 1010
            : 10_100, 10_000))]),
        Facts = new RunFacts(
            new SetupFacts
            {
                Optimizer = "sgd",
                Adaptive = false,
                Rate = 0.1,
                RateSum = 10,
                Loss = "cross-entropy",
                Classification = true,
                Outputs = 10,
                Batch = 32,
                TotalSteps = 100,
                StepsPerEpoch = 10
            },
            new DataFacts
            {
                Samples = 8000,
                Features = 784,
                InputMean = 0.14,
                InputDeviation = 0.25,
                TypicalDeviation = 0.16,
                LargestDeviation = 0.37,
                ConstantFeatures = 12,
                NonFiniteInputs = 3,
                Duplicates = 1,
                Overlap = 2,
                MajorityShare = 0.1,
                TrivialLoss = 2.3026,
                NeighbourScore = 24.5
            },
            new NetworkFacts
            {
                Steps = ["linear", "relu"],
                NarrowestRectifier = 3,
                BornDead = 0.66,
                PredictedAttenuation = -0.69,
                DepthScale = 0.3
            }),
        Draws = new Trace(Make.Header(9), [Make.Sample(9, 0.125, 1), Make.Sample(9, 0.25, 1), Make.Sample(9, 0.5, 1)]),
        Verdict = new Verdict { Findings = [] },
        Overfit = new OverfitResult(16, 300, 2.31, 1e-4, 2.3),
    };

    internal static IReadOnlyList<Line> Sample(int width) => PreflightView.Draw(Report, width);

    [Theory]
    [InlineData(59)]
    [InlineData(79)]
    [InlineData(119)]
    public void Layers_data_and_theory_fit_the_width(int width)
    {
        IReadOnlyList<Line> lines = PreflightView.Draw(Report, width);
        lines.ShouldAllBe(line => line.Width <= width);
        Snapshot.Match($"preflight-{width}", Make.Text(lines));
    }

    /// <summary>Rows had a number and a kind alone, as <c>2 linear</c>, where other views name the layer.</summary>
    [Fact]
    public void Layers_have_the_names_that_other_views_give_them()
    {
        TraceHeader header = Report.Draws.Header;
        TraceLayer named = header.Layers[1] with { Path = "1.attention.query" };
        PreflightReport report = Report with
        {
            Draws = Report.Draws with { Header = header with { Layers = [header.Layers[0], named, .. header.Layers.Skip(2)] } },
        };
        string.Join('\n', PreflightView.Draw(report, 120)).ShouldContain("2 1.attention.query");
    }
}
