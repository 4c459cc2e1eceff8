namespace Weir.Studies.Tests.Tables;

public class ClosingTextTests
{
    // A level of the small study, in whose place others are put.
    private const string BatchNorm = "batch-norm: {insert: {before-activation: 'model[hidden]', layers: [batch-norm]}}";

    [Theory]
    // Every seed is lost, or all but one: what is left is not compared.
    [InlineData(0, "w vast (against he): 5 of 5 runs diverged in 'relu' against 0 of 5, the rest is not compared; "
        + "+10.00 points in each of 5 seeds in 'sigmoid'")]
    [InlineData(1, "w vast (against he): 4 of 5 runs diverged in 'relu' against 0 of 5, the rest is not compared; "
        + "+10.00 points in each of 5 seeds in 'sigmoid'")]
    [InlineData(2, "w vast (against he): +20.00 points in each of 2 seeds in 'relu' (over 2 of 5 seeds: 3 of 5 runs diverged against 0 "
        + "of 5); +10.00 points in each of 5 seeds in 'sigmoid'")]
    public void A_level_that_diverges_is_told_and_what_survives_of_it_does_not_flatter(int survivors, string sentence)
    {
        StudyResults results = Results(["relu", "sigmoid"], ["accuracy"], (cell, seed) => cell.Level("w") == "he" ? 0.5
            : cell.Network == "sigmoid" ? 0.6 : seed <= survivors ? 0.7 : null);
        ClosingText.Of(results).ShouldBe([sentence]);
    }

    [Fact]
    public void Measures_that_hold_of_every_run_are_told_beside_those_that_do_not()
    {
        StudyResults results = Results(["net"], ["diverged", "accuracy"], (cell, _) => cell.Level("w") == "he" ? 0.5 : null);
        ClosingText.Of(results).ShouldBe(
            ["w vast (against he): diverged +100.00 points in each of 5 seeds; 5 of 5 runs diverged against 0 of 5, "
                + "accuracy not compared"]);
    }

    [Fact]
    public void Points_of_several_shares_say_of_which()
    {
        StudyResults results = Results(["net"], ["diverged", "accuracy"], (cell, _) => cell.Level("w") == "he" ? 0.5 : 0.6);
        ClosingText.Of(results).ShouldBe(["w vast (against he): diverged +0.00 points in each of 5 seeds and "
            + "accuracy +10.00 points in each of 5 seeds"]);
    }

    [Fact]
    public void Losses_of_different_kinds_are_not_compared_and_none_is_best()
    {
        Study study = StudyReader.Parse(Make.Small.Replace(BatchNorm,
            "smoothed: {loss: {cross-entropy: {smoothing: 0.1}}}\n    narrow: {'model[hidden].linear': 4}", StringComparison.Ordinal)) with
        { Closing = ["accuracy", "loss"], Measures = ["loss"] };
        StudyResults results = Make.Results(study, (cell, seed) => Make.Yield("", "loss", cell.Level("norm") == "without" ? 0.5 : 0.4) with
        {
            Status = "finished",
            Values = new Dictionary<string, double> { ["accuracy"] = 0.9, ["loss"] = cell.Level("norm") == "without" ? 0.5 : 0.4 },
        });
        ClosingText.Of(results).ShouldBe(
        [
            "norm smoothed (against without): +0.00 points in each of 3 seeds in 'sigmoid'; loss in 'sigmoid' not compared, as "
                + "the losses are of different kinds; +0.00 points in each of 3 seeds in 'relu'; loss in 'relu' not compared, "
                + "as the losses are of different kinds",
            "norm narrow (against without): +0.00 points in each of 3 seeds and −0.1 loss in each of 3 seeds in 'sigmoid'; "
                + "+0.00 points in each of 3 seeds and −0.1 loss in each of 3 seeds in 'relu'",
        ]);
        StudyTable.Of(results).Rows.SelectMany(row => row.Entries).ShouldAllBe(entry => !entry.IsBest);
    }

    [Fact]
    public void What_is_of_the_validation_part_is_not_compared_with_what_is_of_training()
    {
        Study study = StudyReader.Parse(Make.Small.Replace(BatchNorm,
            "none-apart: {data.validation: 0}\n    mixed: {data.augment: [{mixup: {alpha: 0.2}}]}", StringComparison.Ordinal)) with
        { Closing = ["accuracy", "training-loss"], Measures = ["accuracy"] };
        StudyResults results = Make.Results(study, (cell, seed) => Make.Yield("", "accuracy", 0.5) with
        {
            Status = "finished",
            Values = new Dictionary<string, double> { ["accuracy"] = cell.Level("norm") == "without" ? 0.8 : 0.9, ["training-loss"] = 0.5 },
        });
        ClosingText.Of(results).Select(sentence => sentence[..sentence.IndexOf("'sigmoid'", StringComparison.Ordinal)]).ShouldBe(
        [
            "norm none-apart (against without): +0 training loss in each of 3 seeds in ",
            "norm mixed (against without): +10.00 points in each of 3 seeds in ",
        ]);
        ClosingText.Of(results)[0].ShouldContain("accuracy in 'sigmoid' not compared, as one of the two has no validation part");
        ClosingText.Of(results)[1].ShouldContain("training loss in 'sigmoid' not compared, as one of the two learns from mixed targets");
        StudyTable.Of(results).Rows.SelectMany(row => row.Entries).ShouldAllBe(entry => !entry.IsBest);
    }

    [Fact]
    public void Rows_that_differ_in_more_than_one_factor_are_said_not_to_be_compared()
    {
        Study study = Make.Study(["net"], ("w", ["he", "vast"]), ("rate", ["low", "high"])) with
        {
            Design = StudyDesign.List,
            Closing = ["accuracy"],
            Cells = [new CellPattern([("w", "he"), ("rate", "low")]), new CellPattern([("w", "vast"), ("rate", "high")])],
        };
        ClosingText.Of(Make.Results(study, "accuracy", (_, _) => 0.5))
            .ShouldBe(["No two rows differ in one factor alone: none are compared with each other."]);
    }

    [Fact]
    public void In_a_ladder_the_row_that_diverges_and_the_one_after_it_are_told()
    {
        Study study = Make.Study(["net"], ("row", ["plain", "wild", "tame"])) with
        {
            Design = StudyDesign.Ladder,
            Closing = ["accuracy"],
            Seeds = [1, 2, 3, 4]
        };
        ClosingText.Of(Make.Results(study, "accuracy", (cell, _) => cell.Level("row") == "wild" ? null : 0.5)).ShouldBe(
        [
            "row wild (against plain): 4 of 4 runs diverged against 0 of 4, the rest is not compared",
            "row tame (against wild): 0 of 4 runs diverged against 4 of 4, the rest is not compared",
        ]);
    }

    [Fact]
    public void A_measure_that_some_seeds_do_not_have_says_how_many_do()
    {
        StudyResults results = Make.Results(Study(["net"], ["steps-to-target"]), (cell, seed) => Make.Yield("", "steps-to-target",
            cell.Level("w") == "he" ? 100 : seed < 4 ? 40 : null) with
        { Status = "finished" });
        StudyResults none = Make.Results(Study(["net"], ["steps-to-target"]), (cell, _) => Make.Yield("", "steps-to-target",
            cell.Level("w") == "he" ? 100 : null) with
        { Status = "finished" });
        ClosingText.Of(none).ShouldBe(
            ["w vast (against he): 0 of 5 runs have steps to target against 5 of 5, the rest is not compared"]);
        ClosingText.Of(results).ShouldBe(["w vast (against he): −60 steps to target in each of 3 seeds (over 3 of 5 seeds: 3 of 5 runs "
            + "have steps to target against 5 of 5)"]);
    }

    [Fact]
    public void A_measure_that_no_run_has_and_runs_that_have_not_ended_are_not_told()
    {
        ClosingText.Of(Results(["net"], ["fit", "accuracy"], (_, _) => 0.5))
            .ShouldBe(["w vast (against he): +0.00 points in each of 5 seeds"]);
        Study study = Study(["net"], ["accuracy"]);
        IReadOnlyList<Cell> cells = CellPlan.Of(study);
        ClosingText.Of(new StudyResults(study, cells, StudyResults.ByCell(PlannedRun.Of(study, cells)), new Dictionary<string, RunYield>()))
            .ShouldBeEmpty();
    }

    /// <summary>One note of five seeds stood behind measures that ten had.</summary>
    [Fact]
    public void Where_measures_have_other_seeds_each_says_how_many()
    {
        Study study = Study(["net"], ["accuracy", "dead"]);
        StudyResults results = Make.Results(study, (cell, seed) => Make.Yield("", "dead", 0.5) with
        {
            Values = cell.Level("w") == "vast" && seed <= 2 ? new Dictionary<string, double> { ["dead"] = 0.5, ["diverged"] = 1 }
                : new Dictionary<string, double> { ["dead"] = 0.25, ["accuracy"] = 0.5, ["diverged"] = 0 },
        });
        string sentence = ClosingText.Of(results).ShouldHaveSingleItem();
        sentence.ShouldContain("(over 3 of 5 seeds: 3 of 5 runs have accuracy against 5 of 5) and ");
        sentence.ShouldEndWith("inside its noise");
    }

    [Fact]
    public void Networks_alone_are_told_against_the_first()
    {
        Study study = Make.Study(["shallow", "deep", "deepest"]) with { Closing = ["accuracy"], Seeds = [1, 2, 3] };
        ClosingText.Of(Make.Results(study, "accuracy", (cell, _) => cell.Network switch
        {
            "shallow" => 0.9,
            "deep" => 0.8,
            _ => null,
        })).ShouldBe(
        [
            "network deep (against shallow): −10.00 points in each of 3 seeds",
            "network deepest (against shallow): 3 of 3 runs diverged against 0 of 3, the rest is not compared",
        ]);
    }

    private static StudyResults Results(string[] networks, string[] closing, Func<Cell, long, double?> accuracy) =>
        Make.Results(Study(networks, closing), (cell, seed) => accuracy(cell, seed) is { } value ? Of("accuracy", value, 0)
            : Of("accuracy", null, 1));

    private static RunYield Of(string measure, double? value, double diverged)
    {
        RunYield yield = Make.Yield("", measure, value);
        return yield with { Values = new Dictionary<string, double>(yield.Values) { ["diverged"] = diverged } };
    }

    [Theory]
    [InlineData("fit")]
    [InlineData("accuracy")]
    public void Where_nothing_is_said_the_sentences_are_of_how_well_it_went(string measure)
    {
        Study study = Make.Study(["net"], ("w", ["he", "vast"])) with { Seeds = [1, 2, 3] };
        StudyResults results = Make.Results(study, measure, (cell, seed) => (cell.Level("w") == "he" ? 0.9 : 0.5) + (0.01 * seed));
        results.Closing.ShouldBe(["attenuation-start", measure]);
        ClosingText.Of(results).ShouldHaveSingleItem().ShouldStartWith("w vast (against he): −40");
    }

    private static Study Study(string[] networks, string[] closing) =>
        Make.Study(networks, ("w", ["he", "vast"])) with { Closing = [.. closing], Seeds = [1, 2, 3, 4, 5] };
}
