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

    /// <summary>Cells whose names begin alike had one name.</summary>
    [Theory]
    [InlineData(50)]
    [InlineData(80)]
    [InlineData(120)]
    public void No_name_is_cut(int width)
    {
        using Folder folder = new();
        StudyResults results = StudyRunner.Run(StudyReader.Parse("""
            name: long
            base:
              a network of three narrow layers of eight units each:
                data: {source: moons, training: 40, validation: 20}
                model: [{linear: 8, repeat: 3, activation: relu}, linear: outputs]
                optimizer: {sgd: {rate: 0.1}}
                batch: 10
                epochs: 1
            factors: {norm: {without any of it: {}, with a norm: {insert: {before-activation: 'model[hidden]', layers: [batch-norm]}}}}
            seeds: 1
            """), new StudyOptions { RunsDirectory = folder["runs"] });
        string[] lines = [.. FlowMultiples.Draw(results, width).Select(line => line.ToString())];
        lines.ShouldAllBe(line => line.Length <= width && !line.Contains('…'));
        string all = string.Join(' ', string.Join(' ', lines).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        foreach (Cell cell in results.Cells)
            all.ShouldContain(cell.ToString());
    }
}
