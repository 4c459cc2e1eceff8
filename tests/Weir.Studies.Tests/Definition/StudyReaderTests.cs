using Weir.Training;

namespace Weir.Studies.Tests.Definition;

public class StudyReaderTests
{
    [Fact]
    public void A_study_is_read_with_networks_factors_and_seeds()
    {
        Study study = StudyReader.Parse(Make.Small);
        study.Networks.Select(network => network.Name).ShouldBe(["sigmoid", "relu"]);
        study.Factors.Single().Levels.Select(level => level.Name).ShouldBe(["without", "batch-norm"]);
        study.Seeds.ShouldBe([1L, 2L, 3L]);
        CellPlan.Of(study).Select(cell => cell.Name).ShouldBe(["sigmoid.without", "sigmoid.batch-norm", "relu.without", "relu.batch-norm"]);
    }

    [Fact]
    public void The_short_form_has_fewer_networks_and_seeds_and_shorter_runs()
    {
        Study study = StudyReader.Parse(Make.Small, quick: true);
        study.Name.ShouldBe("small-quick");
        study.Seeds.Count.ShouldBe(2);
        Cell[] cells = [.. CellPlan.Of(study)];
        cells.Select(cell => cell.Name).ShouldBe(["without", "batch-norm"]);
        new PlannedRun { Name = "run", Cell = cells[0], Seed = 1 }.Recipe().Budget.Epochs.ShouldBe(1);
    }

    /// <summary>The cell became one of the level that was kept.</summary>
    [Fact]
    public void A_cell_whose_level_the_short_form_has_not_is_left_out_also_where_the_cell_does_not_name_it()
    {
        const string Text = """
            base: {net: {model: [{linear: 8}, linear: outputs], optimizer: {sgd: {rate: 0.1}}}}
            factors:
              width: {'8': {}, '32': {'model[1].linear': 32}}
              rate: {'0.1': {}, '0.3': {optimizer.sgd.rate: 0.3}}
            design: list
            cells: [{width: '32'}, {width: '8', rate: '0.3'}]
            quick: {levels: {rate: ['0.3']}}
            """;
        CellPlan.Of(StudyReader.Parse(Text)).Select(cell => cell.Name).ShouldBe(["32.0.1", "8.0.3"]);
        CellPlan.Of(StudyReader.Parse(Text, quick: true)).ShouldHaveSingleItem().Name.ShouldStartWith("8");
    }

    [Theory]
    [InlineData("net.yaml")]
    [InlineData("recipes/net.yaml")]
    [InlineData("../recipes/net.yaml")]
    public void A_recipe_is_found_beside_the_study_and_in_recipes_there_or_one_folder_up(string place)
    {
        using Folder folder = new();
        string file = folder[Path.Combine("studies", place)], study = folder[Path.Combine("studies", "some.yaml")];
        Directory.CreateDirectory(folder["studies"]);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, "model: [linear: outputs]\noptimizer: {sgd: {rate: 0.1}}\n");
        File.WriteAllText(study, "base: {net: net}\nfactors: {rate: {'0.1': {}, '1': {optimizer.*.rate: 1}}}\n");
        StudyReader.Read(study).Networks.ShouldHaveSingleItem().Name.ShouldBe("net");
        File.Delete(file);
        Should.Throw<RecipeException>(() => StudyReader.Read(study)).Message.ShouldContain("or in recipes/ there or one folder up");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_text_that_a_folder_keeps_reads_as_the_same_study_without_any_other_file(bool quick)
    {
        using Folder folder = new();
        File.WriteAllText(folder["net.yaml"], "model: [{linear: 8, activation: relu}, linear: outputs]\noptimizer: {sgd: {rate: 0.1}}\n");
        File.WriteAllText(folder["some.yaml"],
            "base: {net: net.yaml}\nfactors: {rate: {'0.1': {}, '1': {optimizer.*.rate: 1}}}\nquick: {set: {steps: 5}}\n");
        Study study = StudyReader.Read(folder["some.yaml"], quick), again = StudyReader.Parse(study.Text!, "study.yaml");
        again.Name.ShouldBe(quick ? "some-quick" : "some");
        Recipe[] Recipes(Study of) => [.. CellPlan.Of(of).Select(cell => new PlannedRun { Name = "run", Cell = cell, Seed = 1 }.Recipe())];
        Recipes(again).ShouldBe(Recipes(study));
    }

    [Fact]
    public void All_faults_are_told_with_their_lines_and_what_was_meant()
    {
        RecipeException error = Should.Throw<RecipeException>(() => StudyReader.Parse(
            """
            bas: {net: net.yaml}
            factors:
              norm:
                with: {insert: {behind: 'model[hidden]', layers: [relu]}}
            measures: [acuracy]
            """, "wrong.yaml"));
        error.Message.ShouldContain("wrong.yaml:1:1: unknown key 'bas' in the study");
        error.Message.ShouldContain("did you mean 'base'?");
        error.Message.ShouldContain("wrong.yaml:4:21: factors.norm.with.insert: unknown key 'behind'");
        RecipeException names = Should.Throw<RecipeException>(() =>
            StudyReader.Parse(Make.Small + "\nmeasures: [acuracy]\nexclude: [{norm: batchnorm}]", "wrong.yaml"));
        names.Message.ShouldContain("there is no measure 'acuracy'");
        names.Message.ShouldContain("did you mean 'accuracy'?");
        names.Message.ShouldContain("there is no level of 'norm' 'batchnorm'; there are without, batch-norm; did you mean 'batch-norm'?");
    }

    [Fact]
    public void A_value_that_a_level_gives_a_recipe_is_faulted_where_the_level_stands()
    {
        Study study = StudyReader.Parse(Make.Small.Replace("without: {}", "without: {optimizer.*.rate: fast}", StringComparison.Ordinal),
            "some.yaml");
        RecipeException error = Should.Throw<RecipeException>(() =>
            new PlannedRun { Name = "run", Cell = CellPlan.Of(study)[0], Seed = 1 }.Recipe());
        error.Message.ShouldMatch(@"^some\.yaml:2\d:\d+: optimizer\.sgd\.rate: expected a number, found 'fast'$");
    }

    [Theory]
    [InlineData("set: {epocs: 1}", @":1:7: unknown key 'epocs' in .*did you mean 'epochs'")]
    [InlineData("set: {optimizer.*.rte: 1}", @":1:7: unknown key 'rte' in .*did you mean 'rate'")]
    [InlineData("set: {data.trainng: 5}", @":1:7: unknown key 'trainng' in .*did you mean 'training'")]
    [InlineData("set: {optimiser.*.rate: 1}", @":1:7: the path 'optimiser\.\*\.rate' has a '\*' below 'optimiser'.* not given in "
        + ".*did you mean 'optimizer'")]
    [InlineData("set: {'model[hiden].activation': relu}", @":1:7: the path .* finds no entry \[hiden\].*did you mean 'hidden'")]
    [InlineData("largest: {depth: {path: 'model[hiden].repeat', from: 1, to: 9}}",
        @":1:25: largest: depth: with 1: the path .* no entry \[hiden\].*mean 'hidden'")]
    [InlineData("largest: {rate: {path: optimizer.*.rte, from: 1, to: 9}}",
        @":1:24: largest: rate: with 1: unknown key 'rte' in .*did you mean 'rate'")]
    [InlineData("largest: {batch: {path: batch, from: 1.5, to: 9}}",
        @":1:25: largest: batch: with 1.5: batch: expected a whole number.*found '1.5'")]
    [InlineData("target: 3", @":1:9: target: ")]
    [InlineData("exclude: [{norm: without}, {norm: batch-norm}]", ":1:10: no cell is left to run")]
    [InlineData("exclude: [{norm: without}, {norm: batchnorm}]", ":1:35: .*no level of 'norm' 'batchnorm'.*did you mean 'batch-norm'")]
    [InlineData("exclude: [{nrm: without}]", @":1:12: .*there is no factor 'nrm'.*did you mean 'norm'")]
    [InlineData("measures: [loss, acuracy]", @":1:18: .*there is no measure 'acuracy'.*did you mean 'accuracy'")]
    [InlineData("published: {source: s, values: [{network: relu, value: 1}, {network: rlu, value: 2}]}",
        @":1:70: .*there is no network 'rlu'.*did you mean 'relu'")]
    public void A_fault_is_told_where_it_was_written_with_what_was_meant(string line, string pattern)
    {
        using Folder folder = new();
        Should.Throw<RecipeException>(() => StudyRunner.Run(StudyReader.Parse($"{line}\n{Make.Small}", "some.yaml"),
            new StudyOptions { RunsDirectory = folder.Path })).Message.ShouldMatch($"some\\.yaml{pattern}");
        Directory.EnumerateFileSystemEntries(folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public void Names_that_would_be_one_are_faulted_where_they_stand() =>
        Should.Throw<RecipeException>(() => StudyReader.Parse(Make.Small.Replace("without: {}", "batch norm: {}", StringComparison.Ordinal),
            "some.yaml")).Message.ShouldMatch(@"some\.yaml:\d+:5: two cells would be called 'batch-norm'");

    [Fact]
    public void Faults_of_all_kinds_are_told_at_once()
    {
        string wrong = Make.Small.Replace("seeds: 3", "seeds: none", StringComparison.Ordinal)
            .Replace("base: [relu]", "base: [rlu]", StringComparison.Ordinal) + "\nmeasures: [acuracy]\nexclude: [{norm: other}]";
        Should.Throw<RecipeException>(() => StudyReader.Parse(wrong, "some.yaml")).Errors.Count.ShouldBe(4);
        using Folder folder = new();
        Study study = StudyReader.Parse("set: {epocs: 1, batch: none, 'model[hiden].activation': relu, 'model[outputs].linear': 7}\n"
            + Make.Small, "some.yaml");
        Should.Throw<RecipeException>(() => StudyRunner.Run(study, new StudyOptions { RunsDirectory = folder.Path }))
            .Errors.Select(error => error.Place.Column).ShouldBe([7, 24, 30]);
    }

    [Fact]
    public void A_cell_that_is_impossible_is_told_before_anything_is_written()
    {
        using Folder folder = new();
        Study study = StudyReader.Parse(
            Make.Small.Replace("without: {}", "without: {'model[outputs].linear': 7}", StringComparison.Ordinal), "some.yaml");
        Should.Throw<RecipeException>(() => StudyRunner.Run(study, new StudyOptions { RunsDirectory = folder.Path }))
            .Message.ShouldContain("(cell sigmoid · without)");
        Directory.EnumerateFileSystemEntries(folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public void The_schema_in_studies_is_the_one_of_the_reader()
    {
        string file = Path.Combine(Repository.Root, "studies", "study.schema.json");
        if (Environment.GetEnvironmentVariable("WEIR_WRITE_SCHEMA") == "1")
            File.WriteAllText(file, StudySchema.Write());
        File.ReadAllText(file).ShouldBe(StudySchema.Write());
    }
}
