using Weir.Training;

namespace Weir.Studies.Tests.Definition;

public sealed class StudyWriterTests : IDisposable
{
    private static readonly Recipe s_recipe = RecipeReader.Parse("""
        name: net
        data: {source: moons, training: 40, validation: 20, test: 0}
        model: [{linear: 4, repeat: 2, activation: tanh}, linear: outputs]
        optimizer: {sgd: {rate: 0.1}}
        batch: 20
        epochs: 2
        """);

    private static readonly Study s_study = new()
    {
        Name = "in-code",
        Title = "What of: \"this\"?",
        Networks = [new StudyNetwork("mlp", s_recipe), new StudyNetwork("wide", s_recipe with { Batch = 10 })],
        Set = [Change.Set("optimizer.*.rate", "0.2")],
        Factors =
        [
            new Factor("batch", [new Level("as it is", []), new Level("8", [Change.Of(before => before with { Batch = 8 })])]),
            new Factor("0.5", [new Level("no", []), new Level("yes", [Change.Set("model[hidden].activation", "relu")])]),
        ],
        Exclude = [new CellPattern([(CellPattern.Network, "wide"), ("0.5", "yes")])],
        Seeds = [3, 5],
        Measures = ["accuracy", "loss"],
        Largest = [new Search { Name = "rate", Path = "optimizer.*.rate", From = 0.1, To = 1, Within = 4 }],
        Published = [new PublishedFigure(new CellPattern([("batch", "8")]), "97 %; 1", "somebody, 2020")],
        Layers = [LayerQuantity.BiasGradient],
        Diagnosis = false,
    };

    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_study_that_was_made_in_code_reads_from_its_text_as_the_same()
    {
        Study again = StudyReader.Parse(StudyWriter.Write(s_study), "study.yaml");
        IReadOnlyList<Cell> cells = CellPlan.Of(s_study), same = CellPlan.Of(again);
        cells.Count.ShouldBe(6);
        same.Select(cell => (cell.Name, $"{cell}")).ShouldBe(cells.Select(cell => (cell.Name, $"{cell}")));
        PlannedRun.Of(again, same).Select(run => (run.Name, RecipeWriter.Write(run.Recipe())))
            .ShouldBe(PlannedRun.Of(s_study, cells).Select(run => (run.Name, RecipeWriter.Write(run.Recipe()))));
        PlannedRun.Of(again, same).Select(run => run.Recipe()).Count(recipe => recipe.Batch == 8).ShouldBe(6);
        (again.Title, again.Name, again.Diagnosis).ShouldBe((s_study.Title, s_study.Name, false));
        again.Seeds.ShouldBe(s_study.Seeds);
        again.Layers.ShouldBe(s_study.Layers);
        again.Exclude.ShouldBe(s_study.Exclude);
        again.Published.ShouldBe(s_study.Published);
        again.Largest.Select(search => (search.Name, search.Path, search.From, search.To, search.Within))
            .ShouldBe([("rate", "optimizer.*.rate", 0.1, 1, 4)]);
        StudyWriter.Write(again).ShouldBe(StudyWriter.Write(s_study));
    }

    [Fact]
    public void Its_folder_can_be_gone_on_with_and_read_without_the_program()
    {
        StudyOptions options = new() { RunsDirectory = _folder.Path, Workers = 1 };
        Study study = s_study with { Largest = [] };
        StudyResults made = StudyRunner.Run(study, options);
        StudyFolder.IsStudy(_folder["in-code"]).ShouldBeTrue();
        Study read = StudyReader.Read(_folder["in-code/study.yaml"]);
        StudyResults again = StudyRunner.Run(read, options);
        MarkdownTable.Page(again).ShouldBe(MarkdownTable.Page(made));
        MarkdownTable.Page(StudyResults.Read(_folder["in-code"])).ShouldBe(MarkdownTable.Page(made));
        // The program goes on with the same folder too.
        StudyRunner.Run(study, options).IsComplete.ShouldBeTrue();
    }

    [Fact]
    public void A_study_that_a_program_read_and_changed_is_kept_as_it_was_run()
    {
        Study read = StudyReader.Parse(Make.Small, quick: true), changed = read with { Seeds = [7] };
        StudyOptions options = new() { RunsDirectory = _folder.Path, Workers = 1 };
        StudyRunner.Run(changed, options);
        StudyReader.Read(_folder["small-quick/study.yaml"]).Seeds.ShouldBe([7]);
        StudyResults.Read(_folder["small-quick"]).IsComplete.ShouldBeTrue();
        Directory.Delete(_folder["small-quick"], recursive: true);
        StudyRunner.Run(read, options);
        File.ReadAllText(_folder["small-quick/study.yaml"]).ShouldBe(read.Text, "as its file has it, with its words");
    }

    [Fact]
    public void A_recipe_of_a_cell_that_is_not_there_is_told()
    {
        string text = StudyWriter.Write(s_study).Replace("mlp.8.yes:", "mlp.9.yes:", StringComparison.Ordinal);
        Should.Throw<RecipeException>(() => StudyReader.Parse(text)).Message
            .ShouldContain("there is no cell 'mlp.9.yes'; there are mlp.as-it-is.no, ");
    }
}
