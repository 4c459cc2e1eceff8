using Weir.Training;

namespace Weir.Studies.Tests.Running;

/// <summary>A study that cannot be run tells all that is wrong with it at once.</summary>
public sealed class CellCheckTests : IDisposable
{
    private const string Text = """
        base:
          net: base.yaml
        factors:
          data:
            digits: {}
            small: {data.size: 3}
            table: {data: {source: csv, file: nowhere.csv, target: y}}
            flat: {data.standardize: per-channel, data.training: 40}
          rate:
            one: {}
            below zero: {optimizer.sgd.rate: -1}
          width:
            one: {}
            shape: {insert: {after: 'model[1]', layers: [{conv: 3}]}}
        """;

    private const string Base = """
        data: {source: digits, training: 30, validation: 20, test: 0, noise: 5}
        model: [{linear: 8, activation: relu}, linear: outputs]
        optimizer: {sgd: {rate: 0.1}}
        epochs: 1
        """;

    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Faults_of_recipes_and_of_data_are_told_in_one_go_each_once_and_where_it_stands()
    {
        IReadOnlyList<RecipeError> errors = Faults(Text, Base.Replace(", noise: 5", "", StringComparison.Ordinal));
        Places(errors).ShouldBe(["study.yaml:6:24", "study.yaml:7:39", "study.yaml:8:30", "study.yaml:11:38", "study.yaml:14:50"]);
        errors[0].Message.ShouldBe("digits: a size of 3 was asked for; digits are drawn on 8 to 256 pixels (cell net · small · one · one)");
        errors[1].Message.ShouldStartWith("csv: nowhere.csv: there is no such file; it was sought at ");
        errors[2].Message.ShouldContain("have no axis of channels");
        Directory.Exists(_folder["runs"]).ShouldBeFalse();
    }

    [Theory]
    // The group is the base's, the second optimizer in it the level's; and the base's last layer ends in as many numbers as there are.
    [InlineData("optimizer.adam.rate: 0.1", 29, "optimizer: expected one optimizer with its options, found 'sgd' and 'adam'")]
    [InlineData("model: [linear: 3]", 37, "model: the network ends in shape (3)")]
    [InlineData("remove: 'model[2]'", 37, "model: the network ends in shape (8)")]
    public void A_fault_that_a_level_brings_into_the_base_stands_at_the_level(string change, int column, string message)
    {
        IReadOnlyList<RecipeError> errors = Faults($"base: {{net: base.yaml}}\nfactors: {{what: {{a: {{}}, b: {{{change}}}}}}}", Base);
        Places(errors).ShouldBe([$"study.yaml:2:{column}"]);
        errors[0].Message.ShouldStartWith(message);
        errors[0].Message.ShouldEndWith("(cell net · b)");
    }

    [Fact]
    public void A_fault_of_data_that_the_base_has_stands_in_its_file()
    {
        IReadOnlyList<RecipeError> errors = Faults("base: {net: base.yaml}\nfactors: {rate: {a: {}, b: {optimizer.sgd.rate: 0.2}}}",
            Base.Replace("noise: 5", "size: 2", StringComparison.Ordinal));
        Places(errors).ShouldBe(["base.yaml:1:69"]);
        errors[0].Message.ShouldEndWith("(cell net · a)");
    }

    [Fact]
    public void A_source_that_stands_for_another_is_told_of_where_its_own_option_is()
    {
        IReadOnlyList<RecipeError> errors = Faults("""
            base:
              net:
                data:
                  source: csv
                  file: nowhere.csv
                  else: {source: digits, size: 3}
                model: [linear: outputs]
                optimizer: {sgd: {rate: 0.1}}
                epochs: 1
            """, Base);
        Places(errors).ShouldBe(["study.yaml:6:36"]);
    }

    /// <summary>A run told the first that it met, and a study began with the cells that have none.</summary>
    [Fact]
    public void What_a_recipe_asks_of_data_that_cannot_give_it_is_told_before_anything_runs()
    {
        IReadOnlyList<RecipeError> errors = Faults("""
            base: {net: base.yaml}
            factors:
              what:
                nothing: {}
                values: {data.targets: standardize}
                images: {data.augment: [flip]}
                batches: {batch: 100, drop-last: true}
                fold: {data.fold: 2}
                pretraining: {pretrain: {rbm: {epochs: 1}}, model: [linear: outputs]}
                weights: {initial-weights: nowhere.safetensors}
            """, Base.Replace(", noise: 5", "", StringComparison.Ordinal));
        foreach (RecipeError error in errors)
            Path.GetFileName(error.Place.File).ShouldBe("study.yaml");
        errors.Select(error => error.Place.Line).ShouldBe([5, 6, 7, 8, 9, 10], string.Join('\n', errors));
        string[] begins = ["data.targets: ", "augment: flip: ", "drop-last: ", "data: 'fold: 2' ", "pretrain: ", "initial-weights: "];
        errors.Select(error => error.Message).Zip(begins).ShouldAllBe(pair => pair.First.StartsWith(pair.Second));
    }

    /// <summary>The network was looked at when the data was there, and its faults came one round later.</summary>
    [Fact]
    public void The_network_of_a_cell_is_checked_by_the_form_of_data_that_cannot_be_loaded()
    {
        File.WriteAllText(_folder["short.csv"], "a,y\n1,one\n2,two\n3,one\n4,two\n5,one\n6,two\n");
        IReadOnlyList<RecipeError> errors = Faults("""
            base: {net: base.yaml}
            factors:
              data:
                many: {data: {source: csv, file: short.csv, target: y, training: 1000}}
                nowhere: {data: {source: mnist, directory: nowhere}}
                clothes: {data: {source: fashion-mnist, directory: nowhere}}
                unknown: {data: {source: csv, file: nowhere.csv, target: y}}
              width:
                one: {}
                shape: {insert: {after: 'model[1]', layers: [{conv: 3}]}}
            """, Base.Replace(", noise: 5", "", StringComparison.Ordinal));
        Places(errors).ShouldBe(["study.yaml:4:70", "study.yaml:5:21", "study.yaml:6:21", "study.yaml:7:41", "study.yaml:10:50"],
            string.Join('\n', errors));
        errors[^1].Message.ShouldEndWith("(cell net · many · shape)");
    }

    [Fact]
    public void The_network_of_data_whose_form_only_it_tells_is_not_checked_without() => Places(Faults("""
        base: {net: base.yaml}
        factors:
          width:
            shape: {insert: {after: 'model[1]', layers: [{conv: 3}]}}
        """, Base.Replace("source: digits", "source: csv, file: nowhere.csv, target: y", StringComparison.Ordinal)
            .Replace(", noise: 5", "", StringComparison.Ordinal))).ShouldBe(["base.yaml:1:27"]);

    [Fact]
    public void A_fault_of_the_base_is_told_once_whatever_number_its_layer_has_in_a_cell()
    {
        IReadOnlyList<RecipeError> errors = Faults("""
            base: {net: base.yaml}
            factors:
              norm:
                without: {}
                one by one: {'model[2].activation': tanh}
                behind: {insert: {before: 'model[1]', layers: [relu]}}
                between: {insert: {before-activation: 'model[hidden]', layers: [batch-norm]}}
            """, """
            data: {source: digits, training: 30, validation: 20, test: 0}
            model: [{linear: 8, activation: rellu, repeat: 3}, {linear: 4, activation: rellu, bias: 3}, linear: outputs]
            optimizer: {sgd: {rate: 0}}
            epochs: 0
            """);
        Places(errors).ShouldBe(["base.yaml:2:33", "base.yaml:2:76", "base.yaml:2:89", "base.yaml:3:25", "base.yaml:4:9"]);
        errors[0].Message.ShouldStartWith("model[1].activation: there is no activation 'rellu'; there are ");
        errors[0].Message.ShouldEndWith(" (cell net · without)");
        errors[0].Suggestion.ShouldBe("relu");
    }

    private IReadOnlyList<RecipeError> Faults(string study, string recipe)
    {
        File.WriteAllText(_folder["base.yaml"], recipe);
        File.WriteAllText(_folder["study.yaml"], study);
        Study read = StudyReader.Read(_folder["study.yaml"]);
        StudyOptions options = new() { RunsDirectory = _folder["runs"] };
        IReadOnlyList<RecipeError> errors = Should.Throw<RecipeException>(() => StudyRunner.Run(read, options)).Errors;
        Should.Throw<RecipeException>(() => StudyEstimate.Of(read, options)).Errors.ShouldBe(errors);
        return errors;
    }

    private static IEnumerable<string> Places(IReadOnlyList<RecipeError> errors) =>
        errors.Select(error => $"{Path.GetFileName(error.Place.File)}:{error.Place.Line}:{error.Place.Column}");
}
