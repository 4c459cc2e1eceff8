using Weir.Nn;
using Weir.Training;

namespace Weir.Studies.Tests.Cells;

public class CellPlanTests
{
    [Fact]
    public void A_factorial_has_every_combination_but_those_that_are_left_out()
    {
        Study study = Make.Study(["a", "b"], ("norm", ["without", "with"]), ("rate", ["1", "2", "3"]));
        CellPlan.Of(study).Count.ShouldBe(12);
        CellPlan.Of(study with
        {
            Exclude = [new CellPattern([("norm", "with"), ("rate", "3")]),
            new CellPattern([(CellPattern.Network, "b"), ("rate", "1")])]
        }).Count.ShouldBe(8);
    }

    [Fact]
    public void One_factor_at_a_time_has_the_first_levels_and_each_other_by_itself() =>
        CellPlan.Of(Make.Study(["a"], ("norm", ["without", "with"]), ("rate", ["1", "2", "3"])) with { Design = StudyDesign.OneAtATime })
            .Select(cell => cell.Name).ShouldBe(["without.1", "with.1", "without.2", "without.3"]);

    [Fact]
    public void A_list_has_what_is_listed_with_first_levels_for_the_rest() =>
        CellPlan.Of(Make.Study(["a", "b"], ("norm", ["without", "with"]), ("rate", ["1", "2"])) with
        {
            Design = StudyDesign.List,
            Cells = [new CellPattern([("norm", "with")]), new CellPattern([(CellPattern.Network, "b"), ("rate", "2")])],
        }).Select(cell => cell.Name).ShouldBe(["a.with.1", "b.with.1", "b.without.2"]);

    [Fact]
    public void A_row_of_a_ladder_stands_on_those_before_it_also_on_those_that_the_short_form_leaves_out()
    {
        const string Ladder = """
            base: {net: {model: [linear: outputs], optimizer: {sgd: {rate: 0.1}}}}
            design: ladder
            factors:
              row:
                plain: {}
                momentum: {optimizer.*.momentum: 0.9}
                large: {batch: 100}
            quick: {levels: {row: [plain, large]}}
            """;
        Rows(StudyReader.Parse(Ladder)).ShouldBe([(0, 32), (0.9, 32), (0.9, 100)]);
        Rows(StudyReader.Parse(Ladder, quick: true)).ShouldBe([(0, 32), (0.9, 100)]);

        static IEnumerable<(double, int)> Rows(Study study) =>
            CellPlan.Of(study).Select(cell => new PlannedRun { Name = "run", Cell = cell, Seed = 1 }.Recipe())
                .Select(recipe => (((SgdOptions)recipe.Optimizer.Settings).Momentum, recipe.Batch));
    }

    [Fact]
    public void Cells_that_would_share_a_name_are_refused() =>
        Should.Throw<RecipeException>(() => CellPlan.Of(Make.Study(["a"], ("rate", ["a/b", "a-b"]))))
            .Message.ShouldContain("two cells would be called 'a-b'");

    [Fact]
    public void A_study_in_code_runs_recipes_that_differ_by_functions()
    {
        Recipe recipe = RecipeReader.Parse("model: [linear: outputs]\noptimizer: {sgd: {rate: 0.1}}");
        Study study = new()
        {
            Name = "code",
            Networks = [new StudyNetwork("net", recipe)],
            Factors = [new Factor("batch", [new Level("32", []), new Level("64", [Change.Of(before => before with { Batch = 64 })])])],
        };
        CellPlan.Of(study).Select(cell => new PlannedRun { Name = "run", Cell = cell, Seed = 7 }.Recipe())
            .Select(each => (each.Batch, each.Seed)).ShouldBe([(32, 7L), (64, 7L)]);
    }
}
