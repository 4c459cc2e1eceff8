using Weir.Cli.Rendering;
using Weir.Cli.Views;
using Weir.Training;

namespace Weir.Cli.Tests.Views;

public class EvaluationViewTests
{
    private static readonly string[] s_names = ["setosa", "versicolor", "virginica"];

    private static readonly OutputSignature s_classes =
        new(OutputKind.Classes, [3], OutputLink.Softmax) { Names = s_names, Target = "species" };

    private static readonly EvaluationReport s_flowers = new()
    {
        Set = "csv test",
        Samples = 150,
        Loss = 0.2134,
        Classes = new ClassificationReport
        {
            Accuracy = 0.96,
            Majority = 0.34,
            Precision = 0.961,
            Recall = 0.96,
            F1 = 0.9604,
            Auc = 0.9971,
            Brier = 0.0612,
            CalibrationError = 0.031,
            Calibration = [new(40, 0.72, 0.6), new(110, 0.99, 1)],
            Each =
            [
                new("setosa", 50, 1, 1, 1, 1), new("versicolor", 51, 0.94, 0.92, 0.93, 0.993),
                    new("virginica", 49, 0.92, 0.94, 0.93, 0.992),
            ],
            Confusion = [[50, 0, 0], [0, 47, 4], [0, 3, 46]],
        },
        Worst = [new(71, "versicolor", "virginica", 2.31) { Probability = 0.9 },
            new(134, "virginica", "versicolor", 1.1) { Probability = 0.66 }],
    };

    private static readonly EvaluationReport s_prices = new()
    {
        Set = "csv test",
        Samples = 1200,
        Loss = 1.21e9,
        Values = [new("price", 24_120, 34_790, 0.8431, -310, 312_400, 87_800)],
        Worst = [new(17, "755000", "412331", 342_669)],
    };

    private static readonly EvaluationReport s_weather = new()
    {
        Set = "csv test",
        Samples = 200,
        Loss = 0.231,
        Labels = new LabelsReport
        {
            Accuracy = 0.9225,
            Exact = 0.85,
            F1 = 0.66,
            Each = [new("wet", 90, 0.945, 0.93, 0.95, 0.94), new("cold", 12, 0.9, 0.5, 0.31, 0.38)],
        },
        Worst =
        [
            new(71, "wet", "none", 1.31) { Place = "weather.csv, line 903" },
            new(134, "none", "wet, cold", 1.1) { Place = "weather.csv, line 12" },
        ],
    };

    private static readonly OutputSignature s_labels = new(OutputKind.Labels, [2], OutputLink.Sigmoid) { Names = ["wet", "cold"] };

    private static readonly EvaluationReport s_cells = new()
    {
        Set = "image-masks test",
        Samples = 40,
        Loss = 0.061,
        Classes = new ClassificationReport
        {
            Accuracy = 0.976,
            Majority = 0.81,
            F1 = 0.91,
            MeanIou = 0.8533,
            Brier = 0.04,
            Each = [new("background", 330_000, 0.99, 0.99, 0.99, null) { Iou = 0.98 }, new("cell", 79_600, 0.8, 0.86, 0.83, null)
            {
                Iou = 0.7266,
            }],
            Confusion = [[326_700, 3_300], [6_500, 73_100]],
        },
        Worst = [new(7, "cell", "background", 0.218) { Place = "images/007.png" }],
    };

    private static readonly OutputSignature s_masks =
        new(OutputKind.Classes, [32, 32, 2], OutputLink.Softmax) { Names = ["background", "cell"] };

    private static readonly OutputSignature s_values = new(OutputKind.Values, [1], OutputLink.Identity)
    {
        Names = ["price"],
        Target = "price",
    };

    internal static IReadOnlyList<Line> Sample(int width) =>
    [
        .. EvaluationView.Draw("irises", s_flowers, s_classes, width), .. EvaluationView.Draw("houses", s_prices, s_values, width),
        .. EvaluationView.Draw("weather", s_weather, s_labels, width), .. EvaluationView.Draw("cells", s_cells, s_masks, width),
    ];

    [Theory]
    [InlineData(49)]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(120)]
    public void No_name_of_a_class_is_cut(int width)
    {
        string[] names =
            ["a-short-one", "a-class-whose-name-is-as-long-as-those-of-plants", "another-class-whose-name-is-long-and-ends-otherwise"];
        EvaluationReport report = s_flowers with
        {
            Classes = s_flowers.Classes! with { Each = [.. s_flowers.Classes.Each!.Select((each, i) => each with { Name = names[i] })] },
            Worst = [new(71, names[1], names[2], 2.31) { Probability = 0.9 }],
        };
        string text = Make.Text(EvaluationView.Draw("a", report, s_classes with { Names = names }, width));
        foreach (string name in names)
            text.ShouldContain(name);
    }

    [Fact]
    public void Pixels_have_intersection_over_union()
    {
        IReadOnlyList<Line> lines = EvaluationView.Draw("cells", s_cells, s_masks, 80);
        Snapshot.Match("evaluation-masks-80", Make.Text(lines));
        EvaluationView.Draw("cells", s_cells, s_masks, 50).ShouldAllBe(line => line.Width <= 50);
    }

    [Fact]
    public void Labels_are_drawn_each_by_itself()
    {
        IReadOnlyList<Line> lines = EvaluationView.Draw("weather", s_weather, s_labels, 80);
        Snapshot.Match("evaluation-labels-80", Make.Text(lines));
        EvaluationView.Draw("weather", s_weather, s_labels, 50).ShouldAllBe(line => line.Width <= 50);
    }

    [Theory]
    [InlineData(50)]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(120)]
    public void Classes_and_values_are_drawn_at_every_width(int width)
    {
        IReadOnlyList<Line> classes = EvaluationView.Draw("irises", s_flowers, s_classes, width);
        IReadOnlyList<Line> values = EvaluationView.Draw("houses", s_prices, s_values, width);
        classes.ShouldAllBe(line => line.Width <= width);
        values.ShouldAllBe(line => line.Width <= width);
        Snapshot.Match($"evaluation-{width}", Make.Text([.. classes, Line.Empty, .. values]));
    }

    [Fact]
    public void Where_the_matrix_does_not_fit_the_commonest_confusions_are_told()
    {
        string[] names = [.. Enumerable.Range(0, 40).Select(i => $"class {i}")];
        IReadOnlyList<IReadOnlyList<long>> confusion = [.. Enumerable.Range(0, 40).Select(i =>
            (IReadOnlyList<long>)[.. Enumerable.Range(0, 40)
                .Select(j => i == j ? 100L : i == 3 && j == 5 ? 12 : i == 7 && j == 1 ? 30 : 0)])];
        IReadOnlyList<Line> lines = ConfusionView.Draw(confusion, names, 80, 10);
        Make.Text(lines).ShouldBe("taken for another, the commonest first\nclass 7 → class 1 30 · class 3 → class 5 12");
        lines.ShouldAllBe(line => line.Width <= 80);
    }
}
