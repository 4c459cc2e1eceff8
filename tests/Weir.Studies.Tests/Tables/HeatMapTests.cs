using Weir.Training;

namespace Weir.Studies.Tests.Tables;

public class HeatMapTests
{
    /// <summary>Deeper networks and smaller weights are worse; of 40 layers with weights of 1 nothing is known.</summary>
    private static readonly StudyResults s_results = Make.Results(Chains(), (cell, _) => Make.Yield("", "accuracy",
        (cell.Level("depth"), cell.Level("variance")) switch
        {
            ("40", "1") => null,
            ("10", "1") => 0.5,
            ("10", _) => 0.9,
            ("20", "1") => 0.1,
            ("20", _) => 0.8,
            _ => 0.3,
        }));

    [Fact]
    public void It_has_the_means_by_the_numbers_of_both_factors_and_the_curve_of_the_theory()
    {
        HeatMap map = HeatMap.Of(s_results).ShouldHaveSingleItem();
        map.Title.ShouldBe("accuracy, %");
        map.Columns.ShouldBe(["1", "2.69"], "rising, in whatever order the file has them");
        map.Rows.ShouldBe(["10", "20", "40"]);
        map.Values.Select(row => row.Select(value => value is { } mean ? Math.Round(mean, 9) : (double?)null).ToArray())
            .ShouldBe([[0.5, 0.9], [0.1, 0.8], [null, 0.3]]);
        map.CurveName.ShouldBe("6 ξ");
        // ξ is 3.6 and 10.5 (ghliu/mean-field-fcdnn).
        map.Curve[0]!.Value.ShouldBe(22, 2);
        map.Curve[1]!.Value.ShouldBe(63, 6);
        (map with { Curve = [3305, double.PositiveInfinity] }).CurveText(0).ShouldBe("> 1000");
        map.RowsBefore(0).ShouldBe(2);
        map.RowsBefore(1).ShouldBe(3);
        map.Place(0.5)!.Value.ShouldBe(0.5, 1e-12);
    }

    [Fact]
    public void In_letters_the_curve_runs_between_the_rows_that_it_lies_between()
    {
        HeatMap map = HeatMap.Of(s_results).Single() with { Curve = [21.6, 63.2] };
        Text(map, 100).ShouldBe("""
             depth       1    2.69
                10  ▒▒▒ 50  ███ 90
                20  ··· 10  ███ 80
                    ──────
                40       –  ░░░ 30
                            ──────
               6 ξ      22      63
            """.ReplaceLineEndings("\n"));
        HeatMapText.Heading(map).ShouldBe("accuracy, %, by variance (across) and depth (down), with the line of 6 ξ");
    }

    [Fact]
    public void What_does_not_fit_a_width_goes_on_below()
    {
        string text = Text(HeatMap.Of(s_results).Single() with { Curve = [21.6, 63.2] }, 16);
        text.Split('\n').ShouldAllBe(line => line.Length <= 16);
        text.Split('\n').Count(line => line.Contains("depth", StringComparison.Ordinal)).ShouldBe(2);
        text.ShouldContain("20  ··· 10\n");
        text.ShouldContain("20  ███ 80\n");
    }

    [Fact]
    public void Networks_have_pictures_of_their_own_and_those_that_are_no_chain_no_curve()
    {
        Study study = Chains();
        StudyResults results = Make.Results(study with
        {
            Networks = [study.Networks[0], new StudyNetwork("normed",
                RecipeDocument.Parse(Recipe.Replace("{linear: out", "batch-norm, {linear: out", StringComparison.Ordinal), "recipe"))],
        }, "accuracy", (_, _) => 0.5);
        HeatMap[] maps = [.. HeatMap.Of(results)];
        maps.Select(map => map.Title).ShouldBe(["accuracy, % · net", "accuracy, % · normed"]);
        maps[1].Curve.ShouldAllBe(value => value == null);
        maps[1].RowsBefore(0).ShouldBeNull();
    }

    [Fact]
    public void A_study_without_results_or_without_the_key_has_none()
    {
        HeatMap.Of(Make.Results(Chains(), (_, _) => Make.Yield("", "loss", 1))).ShouldBeEmpty();
        HeatMap.Of(Make.Results(Chains() with { Map = null }, "accuracy", (_, _) => 0.5)).ShouldBeEmpty();
    }

    [Fact]
    public void The_page_has_it_below_the_table()
    {
        string page = MarkdownTable.Page(s_results);
        page.ShouldContain("\naccuracy, %, by variance (across) and depth (down), with the line of 6 ξ:\n\n```text\n depth ");
        page.ShouldContain("\n    20  ··· 10  ███ 80\n");
    }

    [Theory]
    [InlineData("{across: rate, down: depth}", "there is no factor 'rate'")]
    [InlineData("{across: function, down: depth}", "the levels of 'function' are to be numbers, for they are an axis; 'tanh' is none")]
    [InlineData("{across: depth, down: depth}", "'across' and 'down' are two factors")]
    [InlineData("{across: depth, down: width, measure: accurate}", "there is no measure 'accurate'")]
    [InlineData("{across: depth, down: width, curve: depths}", "expected 'none' or 'depth-scale'")]
    public void What_cannot_be_drawn_is_told_where_it_stands(string map, string message)
    {
        RecipeError error = Should.Throw<RecipeException>(() => StudyReader.Parse("""
            base: {net: {data: moons, model: [{linear: 8, repeat: 2, activation: tanh}, linear: outputs], optimizer: {sgd: {rate: 0.1}}}}
            factors:
              depth: {'2': {}, '4': {}}
              width: {'8': {}, '16': {}}
              function: {tanh: {}, relu: {}}
            map: MAP
            """.Replace("MAP", map, StringComparison.Ordinal))).Errors.ShouldHaveSingleItem();
        error.Message.ShouldContain(message);
        error.Place.Line.ShouldBe(6);
    }

    private const string Recipe = """
        model: [{linear: 100, repeat: 10, activation: tanh, weight: lecun-normal, bias: {normal: 0.2236}}, {linear: outputs}]
        optimizer: {sgd: {rate: 0.1}}
        """;

    private static Study Chains() => new()
    {
        Name = "made-up",
        Networks = [new StudyNetwork("net", RecipeDocument.Parse(Recipe, "recipe"))],
        Factors =
        [
            new Factor("depth",
                [.. new[] { "10", "40", "20" }.Select(depth => new Level(depth, [Change.Set("model[hidden].repeat", depth)]))]),
            new Factor("variance", [new Level("2.69", [Change.Set("model[linear].weight", "{lecun-normal: 1.6401}")]), new Level("1", [])]),
        ],
        Measures = ["accuracy"],
        Map = new StudyMap { Across = "variance", Down = "depth", Curve = MapCurve.DepthScale, Times = 6 },
    };

    private static string Text(HeatMap map, int width) =>
        string.Join('\n', HeatMapText.Draw(map, width).Select(line => string.Concat(line.Select(piece => piece.Text)).TrimEnd()));
}
