namespace Weir.Studies.Tests.Tables;

public class LayerTableTests
{
    [Fact]
    public void A_run_that_diverged_tells_of_its_start_alone()
    {
        Study study = Make.Study(["net"], ("w", ["he", "vast", "wild"])) with { Seeds = [1, 2, 3] };
        // Of 'vast' one seed diverges, of 'wild' every one.
        StudyResults results = Make.Results(study, (cell, seed) =>
        {
            bool diverged = cell.Level("w") == "wild" || (cell.Level("w") == "vast" && seed == 3);
            return Make.Yield("", "accuracy", diverged ? null : 0.5) with
            {
                Layers = [new LayerYield("linear", [.. new[] { 1.0, 2, 3, 4, 5 }.Select(value => value * (seed == 3 ? 100 : seed))],
                    [0, 0, 0, 0, 0], [0, 0, 0, 0, 0])],
            };
        });
        StudyTable table = LayerTable.Of(results, LayerQuantity.Gradient);
        string[][] rows = [.. table.Rows.Select(row => row.Entries.Select(entry => entry.Text).ToArray())];
        rows[0].ShouldBe(["2.0e0", "4.0e0", "6.0e0", "8.0e0", "1.0e1"]);
        rows[1].ShouldBe(["2.0e0", "3.0e0", "4.5e0", "6.0e0", "7.5e0"]);
        rows[2].ShouldBe(["2.0e0", "–", "–", "–", "–"]);
    }
}
