namespace Weir.Studies.Tests.Statistics;

public class EffectListTests
{
    private static readonly Measure s_accuracy = MeasureList.Find("accuracy")!;

    [Fact]
    public void A_main_effect_is_the_mean_of_differences_paired_by_seed()
    {
        Study study = Make.Study(["net"], ("norm", ["without", "with"]));
        // Seeds differ by much, and the effect by little: 0.10, 0.11, 0.12.
        StudyResults results = Make.Results(study, "accuracy", (cell, seed) =>
            (0.2 * seed) + (cell.Level("norm") == "with" ? 0.09 + (0.01 * seed) : 0));
        Effect effect = EffectList.Of(results, s_accuracy).ShouldHaveSingleItem();
        (effect.Level, effect.Against, effect.Seeds).ShouldBe(("with", "without", 3));
        effect.Difference!.Value.ShouldBe(0.11, 1e-12);
        effect.Interval!.Value.HalfWidth.ShouldBe(4.302653 * 0.01 / Math.Sqrt(3), 1e-6);
        effect.IsNoise.ShouldBe(false);
        MeasureText.Of(effect).ShouldBe("+11.00 points [8.52, 13.48]");
    }

    [Fact]
    public void Effects_of_opposite_signs_in_two_networks_are_never_averaged()
    {
        Study study = Make.Study(["sigmoid", "relu"], ("norm", ["without", "with"]));
        StudyResults results = Make.Results(study, "accuracy", (cell, seed) =>
            0.5 + (0.001 * seed * seed) + (cell.Level("norm") == "with" ? (cell.Network == "sigmoid" ? 0.3 : -0.1) + (0.001 * seed) : 0));
        IReadOnlyList<Effect> effects = EffectList.Of(results, s_accuracy);
        effects.Select(effect => (effect.Network, Math.Round(effect.Difference!.Value, 3)))
            .ShouldBe([("sigmoid", 0.302), ("relu", -0.098)]);
        // Two effects: each interval at 97.5 %, t(0.9875; 2) = 6.205347.
        effects[0].Interval!.Value.HalfWidth.ShouldBe(6.205347 * 0.001 / Math.Sqrt(3), 1e-6);
    }

    [Fact]
    public void An_interaction_is_a_difference_of_differences()
    {
        Study study = Make.Study(["net"], ("norm", ["without", "with"]), ("rate", ["low", "high"]));
        StudyResults results = Make.Results(study, "accuracy", (cell, seed) => (cell.Level("norm"), cell.Level("rate")) switch
        {
            ("without", "low") => 0.5,
            ("without", "high") => 0.1,
            ("with", "low") => 0.6,
            _ => 0.7 + (0.01 * seed),
        });
        IReadOnlyList<Effect> effects = EffectList.Of(results, s_accuracy);
        effects.Count.ShouldBe(3);
        effects.Single(effect => effect.Level == "with").Difference!.Value.ShouldBe(((0.6 - 0.5) + (0.72 - 0.1)) / 2, 1e-12);
        Effect interaction = effects.Single(effect => effect.IsInteraction);
        interaction.Level.ShouldBe("with × high");
        interaction.Difference!.Value.ShouldBe((0.72 - 0.1) - (0.6 - 0.5), 1e-12);
    }

    /// <summary>Of a factor that changes nothing it said "a further −96": each side was averaged over other settings.</summary>
    [Fact]
    public void An_interaction_is_of_the_settings_alone_that_have_all_four_corners()
    {
        Study study = Make.Study(["net"], ("first", ["8", "16"]), ("rate", ["low", "high"]), ("second", ["8", "16"])) with
        {
            Exclude = [new CellPattern([("first", "16"), ("rate", "high"), ("second", "16")])],
        };
        StudyResults results = Make.Results(study, "accuracy", (cell, seed) =>
            (0.001 * seed) + (cell.Level("first") == "16" ? 0.1 : 0) + (cell.Level("second") == "16" ? 0.4 : 0)
            + (cell.Level("first") == "16" && cell.Level("second") == "16" ? 0.2 : 0));
        IReadOnlyList<Effect> effects = EffectList.Of(results, s_accuracy);
        double? Of(string factor) => effects.Single(effect => effect.IsInteraction && effect.Factor == factor).Difference;
        Of("first × rate")!.Value.ShouldBe(0, 1e-12);
        Of("rate × second")!.Value.ShouldBe(0, 1e-12);
        Of("first × second")!.Value.ShouldBe(0.2, 1e-12);
    }

    [Fact]
    public void A_difference_of_shares_of_the_runs_goes_no_further_than_all_of_them()
    {
        Study study = Make.Study(["net"], ("rate", ["low", "high"]));
        StudyResults results = Make.Results(study, (cell, seed) => Make.Yield("", "", null) with
        {
            Values = new Dictionary<string, double> { ["diverged"] = cell.Level("rate") == "high" && seed > 1 ? 1 : 0 },
        });
        Interval interval = EffectList.Of(results, MeasureList.Find("diverged")!).Single().Interval!.Value;
        (interval.Low < 0, interval.High).ShouldBe((true, 1));
    }

    [Fact]
    public void A_ladder_compares_each_row_with_the_one_above()
    {
        Study study = Make.Study(["net"], ("row", ["sigmoid", "relu", "norm"])) with { Design = StudyDesign.Ladder };
        StudyResults results = Make.Results(study, "accuracy", (cell, _) =>
            cell.Level("row") switch { "sigmoid" => 0.1, "relu" => 0.5, _ => 0.6 });
        EffectList.Of(results, s_accuracy).Select(effect => (effect.Level, effect.Against, Math.Round(effect.Difference!.Value, 6)))
            .ShouldBe([("relu", "sigmoid", 0.4), ("norm", "relu", 0.1)]);
    }

    [Fact]
    public void Runs_that_diverge_are_left_out_of_differences_and_counted()
    {
        Study study = Make.Study(["net"], ("rate", ["low", "high"]));
        StudyResults results = Make.Results(study, "accuracy", (cell, seed) => cell.Level("rate") == "high" && seed == 2 ? null
            : cell.Level("rate") == "high" ? 0.4 : 0.3);
        Effect effect = EffectList.Of(results, s_accuracy).Single();
        (effect.Seeds, effect.Diverged).ShouldBe((2, 1));
        effect.Difference!.Value.ShouldBe(0.1, 1e-12);
    }

    [Theory]
    [InlineData("diverged", 1, 0)]
    [InlineData("trained", 0, 1)]
    [InlineData("attenuation-start", 0.5, 0.25)]
    public void A_measure_that_runs_have_also_where_they_diverge_leaves_none_of_them_out(string measure, double diverged, double other)
    {
        Study study = Make.Study(["net"], ("rate", ["low", "high"])) with { Seeds = [1, 2, 3, 4, 5] };
        static bool Diverges(Cell cell, long seed) => cell.Level("rate") == "high" && seed > 1;
        StudyResults results = Make.Results(study, (cell, seed) =>
            Make.Yield("", measure, Diverges(cell, seed) ? diverged : other) with
            { Status = Diverges(cell, seed) ? "nonFinite" : "finished" });
        Effect effect = EffectList.Of(results, MeasureList.Find(measure)!).Single();
        (effect.Seeds, effect.Diverged).ShouldBe((5, 0));
        effect.Difference!.Value.ShouldBe(0.8 * (diverged - other), 1e-12);
        CellSummary summary = CellSummary.Of([.. results.Of(results.Cells[1]).Select(run => run.Yield)], MeasureList.Find(measure)!);
        summary.Diverged.ShouldBe(0);
        summary.Mean!.Value.ShouldBe((0.8 * diverged) + (0.2 * other), 1e-12);
        summary.Interval.ShouldNotBeNull();
    }

    [Fact]
    public void A_difference_inside_its_noise_is_called_so()
    {
        Study study = Make.Study(["net"], ("norm", ["without", "with"]));
        StudyResults results = Make.Results(study, "accuracy", (cell, seed) => cell.Level("norm") == "with"
            ? 0.5 + (0.1 * (seed - 2)) + 0.01 : 0.5);
        Effect effect = EffectList.Of(results, s_accuracy).Single();
        effect.IsNoise.ShouldBe(true);
        MeasureText.Of(effect).ShouldBe("+1.00 points [−23.84, 25.84], inside its noise");
        ClosingText.Of(results).ShouldBe(["norm with (against without): +1.00 points [−23.84, 25.84], inside its noise"]);
    }
}
