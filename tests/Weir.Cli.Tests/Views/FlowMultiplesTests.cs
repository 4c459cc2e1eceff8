using Weir.Cli.Rendering;
using Weir.Cli.Views;
using Weir.Studies;

namespace Weir.Cli.Tests.Views;

public class FlowMultiplesTests
{
    [Fact]
    public void A_cell_that_diverges_does_not_flatten_the_pictures_of_the_others()
    {
        using Folder folder = new();
        Study study = StudyReader.Parse("""
            name: wild
            base:
              net:
                data: {source: friedman, training: 100, validation: 50}
                model: [{linear: 16, repeat: 3, activation: relu}, linear: outputs]
                loss: mean-squared-error
                optimizer: {sgd: {rate: 0.001}}
                batch: 10
                epochs: 2
            factors: {w: {tame: {}, wild: {'model[hidden].weight': {normal: 1e8}}}}
            seeds: 1
            """);
        StudyResults both = StudyRunner.Run(study, new StudyOptions { RunsDirectory = folder["both"] });
        both.Of(both.Cells[1]).ShouldAllBe(run => run.Yield.Diverged);
        StudyResults alone = StudyRunner.Run(study with
        {
            Name = "tame",
            Factors = [study.Factors[0] with { Levels = [study.Factors[0].Levels[0]] }]
        }, new StudyOptions { RunsDirectory = folder["alone"] });
        IReadOnlyList<Line> beside = FlowMultiples.Draw(both, 80), own = FlowMultiples.Draw(alone, 80);
        beside[0].ToString().ShouldBe(own[0].ToString());
        beside[^1].ToString().ShouldEndWith(", or more where runs diverged");
        own[^1].ToString().ShouldNotContain("more");
    }
}
