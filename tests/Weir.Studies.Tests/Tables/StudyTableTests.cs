namespace Weir.Studies.Tests.Tables;

public class StudyTableTests
{
    /// <summary>A validation loss that is not finite is that of the last step, and a training loss that of the step behind it.</summary>
    [Theory]
    [InlineData(311L, "2 of 2, at step 311")]
    [InlineData(null, "2 of 2, at step 312")]
    public void A_run_diverges_at_the_step_that_was_not_finite(long? failed, string text)
    {
        Study study = Make.Study(["net"], ("a", ["1"])) with { Seeds = [1, 2] };
        IReadOnlyList<Cell> cells = CellPlan.Of(study);
        IReadOnlyList<PlannedRun> runs = PlannedRun.Of(study, cells);
        StudyResults results = new(study, cells, StudyResults.ByCell(runs), runs.ToDictionary(run => run.Name, run =>
            Make.Yield(run.Name, "accuracy", null) with { FailedStep = failed }));
        StudyTable.Of(results).Rows.Single().Entries.ShouldContain(entry => entry.Text == text);
    }

    [Fact]
    public void The_best_of_a_network_is_marked_and_what_never_learnt_is_called_chance()
    {
        Study study = Make.Study(["a", "b"], ("norm", ["without", "with"])) with
        {
            Measures = ["accuracy"],
            Published = [new PublishedFigure(new CellPattern([(CellPattern.Network, "a"), ("norm", "with")]), "91 %", "somebody, 2020")],
        };
        StudyResults results = Make.Results(study, "accuracy", (cell, _) => cell.Level("norm") == "with" ? 0.9 : 0.8);
        StudyTable table = StudyTable.Of(results);
        table.Names.ShouldBe(["network", "norm"]);
        table.Columns.ShouldBe(["accuracy", "published"]);
        table.Rows.Select(row => row.Entries[0].IsBest).ShouldBe([false, true, false, true]);
        table.Rows.Select(row => row.Entries[1].Text).ShouldBe(["", "91 %", "", ""]);
        table.Sources.ShouldBe(["somebody, 2020"]);
        MarkdownTable.Write(table).ShouldContain("| a | with | **90.00 %** | 91 % |");
    }

    /// <summary>Each network was the only one that it was compared with, and none was ever the best.</summary>
    [Fact]
    public void Of_networks_alone_the_best_of_all_is_marked()
    {
        Study study = Make.Study(["deep", "flat", "wide"]) with { Measures = ["accuracy", "seconds", "parameters"] };
        StudyResults results = Make.Results(study, (cell, _) => Make.Yield("", "", null) with
        {
            Status = "finished",
            Trained = true,
            Values = new Dictionary<string, double>
            {
                ["accuracy"] = cell.Network == "flat" ? 0.9 : 0.8,
                ["seconds"] = cell.Network == "deep" ? 1 : 2,
                ["parameters"] = cell.Network.Length,
            },
        });
        StudyTable table = StudyTable.Of(results);
        table.Rows.Select(row => row.Entries.Select(entry => entry.IsBest)).ShouldBe(
            [[false, true, false], [true, false, false], [false, false, false]]);
        MarkdownTable.Write(table).ShouldContain("| flat | **90.00 %");
        // What is the same in all is best in none.
        StudyTable.Of(Make.Results(study, "accuracy", (_, _) => 0.8)).Rows.SelectMany(row => row.Entries)
            .ShouldAllBe(entry => !entry.IsBest);
    }

    [Fact]
    public void A_factor_with_one_level_is_told_once_above_the_rows_and_is_no_column()
    {
        StudyResults results = Make.Results(Make.Study(["net"], ("optimizer", ["sgd", "adam"]), ("rate", ["usual"])) with
        {
            Measures = ["accuracy"]
        }, "accuracy", (_, _) => 0.8);
        StudyTable whole = StudyTable.Of(results), table = whole.Condensed();
        whole.Names.ShouldBe(["optimizer", "rate"], "programs find every factor");
        table.Names.ShouldBe(["optimizer"]);
        table.Rows.Select(row => row.Names.ShouldHaveSingleItem()).ShouldBe(["sgd", "adam"]);
        table.AlikeText.ShouldBe("rate: usual in all rows");
        MarkdownTable.Page(results).ShouldContain(
            "rate: usual in all rows:\n\n| optimizer | accuracy |\n|---|---:|\n| sgd | 80.00 % ± 0.00 |\n");
        StudyResults single = Make.Results(Make.Study(["net"], ("rate", ["usual"])), "accuracy", (_, _) => 0.8);
        StudyTable.Of(single).Condensed().Names.ShouldBe(["rate"], "a single row keeps its names");
    }

    [Theory]
    [InlineData("accuracy", true)]
    [InlineData("test-accuracy", true)]
    [InlineData("fit", true)]
    [InlineData("loss", false)]
    public void What_no_seed_learnt_is_marked_in_every_measure_that_chance_has_a_value_of(string measure, bool isMarked)
    {
        Study study = Make.Study(["net"], ("w", ["wild", "tame"])) with { Measures = [measure] };
        StudyResults results = Make.Results(study, (cell, _) => Make.Yield("", measure, -0.3) with { Trained = cell.Level("w") == "tame" });
        StudyTable table = StudyTable.Of(results);
        table.Rows.Select(row => row.Entries[0].IsChance).ShouldBe([isMarked, false]);
        (table.ChanceText is not null).ShouldBe(isMarked);
        const string Told = "'chance': no run of the row beat the same answer for every sample by the study's margin, 0.1.";
        MarkdownTable.Page(results).Contains(Told, StringComparison.Ordinal).ShouldBe(isMarked);
    }

    /// <summary>Three seeds of four are soon there, the fourth never: that is no faster than four that all get there.</summary>
    [Fact]
    public void Steps_to_a_target_say_how_many_seeds_reached_it_and_only_where_all_did_they_are_best()
    {
        Study study = Make.Study(["net"], ("w", ["some", "slow", "slower", "none"])) with
        {
            Measures = ["steps-to-target"],
            Seeds = [1, 2, 3, 4]
        };
        StudyResults results = Make.Results(study, (cell, seed) => Make.Yield("", "steps-to-target", cell.Level("w") switch
        {
            "some" => seed == 4 ? null : 47,
            "slow" => 100,
            "slower" => 120,
            _ => null,
        }) with
        { Status = cell.Level("w") == "some" && seed == 4 ? "nonFinite" : "finished" });
        StudyTable.Of(results).Rows.Select(row => (row.Entries[0].Text, row.Entries[0].IsBest))
            .ShouldBe([("47 (3 of 4)", false), ("100", true), ("120", false), ("–", false)]);
    }

    [Fact]
    public void Divergence_is_told_with_its_step()
    {
        StudyResults results = Make.Results(Make.Study(["net"]) with { Measures = ["accuracy"] }, "accuracy", (_, seed) => seed == 1 ? 0.9
            : null);
        StudyTable.Of(results).Rows.Single().Entries.Select(entry => entry.Text).ShouldBe(["–", "2 of 3, at step 312"]);
    }
}
