using Weir.Training;

namespace Weir.Studies.Tests.Changes;

public class ChangeTests
{
    private const string Net = """
        model:
          - {linear: 8, repeat: 3, activation: sigmoid}
          - dropout: 0.4
          - linear: outputs
        optimizer: {sgd: {rate: 0.1, momentum: 0.9}}
        """;

    [Theory]
    [InlineData("optimizer.sgd.rate", "0.5", "optimizer.sgd.rate", "0.1|0.5")]
    [InlineData("optimizer.*.rate", "0.5", "optimizer.sgd.rate", "0.1|0.5")]
    [InlineData("optimizer.*.momentum", null, "optimizer.sgd.momentum", "0.9|default")]
    [InlineData("batch", "10", "batch", "default|10")]
    [InlineData("checkpoints.every", "5", "checkpoints.every", "default|5")]
    [InlineData("model[hidden].activation", "tanh", "model[1 to 3].activation", "sigmoid|tanh")]
    [InlineData("model[dropout].dropout", "0.25", "model[4].dropout", "0.4|0.25")]
    [InlineData("model[outputs].weight", "zeros", "model[5].weight", "default|zeros")]
    public void A_path_changes_one_key(string path, string? value, string key, string expected)
    {
        IReadOnlyList<RecipeDifference> differences = RecipeDifference.Of([RecipeReader.Parse(Net), Changed(Change.Set(path, value))]);
        differences.ShouldHaveSingleItem();
        differences[0].Path.ShouldBe(key);
        string.Join('|', differences[0].Values.Select(each => each ?? "default")).ShouldBe(expected);
    }

    [Fact]
    public void A_numbered_layer_is_one_of_those_that_a_repeated_one_stands_for()
    {
        Recipe recipe = Changed(Change.Set("model[2].activation", "relu"));
        recipe.Model.OfType<LinearRecipe>().Select(layer => layer.Activation?.Name).ShouldBe(["sigmoid", "relu", "sigmoid", null]);
        Changed(Change.Set("model[2 to 3].activation", "relu")).Model.OfType<LinearRecipe>().Select(layer => layer.Activation?.Name)
            .ShouldBe(["sigmoid", "relu", "relu", null]);
        Changed(Change.Set("model[1, -1].weight", "zeros")).Model.OfType<LinearRecipe>().Select(layer => layer.Weight?.Name)
            .ShouldBe(["zeros", null, null, "zeros"]);
    }

    [Fact]
    public void Layers_go_between_product_and_function_of_each_hidden_layer()
    {
        Study study = StudyReader.Parse(Make.Small);
        Recipe recipe = Run(study, "sigmoid.batch-norm");
        recipe.Model.Select(layer => layer.GetType().Name).ShouldBe(
            ["LinearRecipe", "BatchNormRecipe", "ActivationRecipe", "LinearRecipe", "BatchNormRecipe", "ActivationRecipe", "LinearRecipe"]);
        Run(study, "sigmoid.without").Model.Count.ShouldBe(2);
    }

    [Fact]
    public void Layers_are_removed_inserted_and_wrapped()
    {
        Study study = StudyReader.Parse(
            """
            base: {net: net.yaml}
            factors:
              way:
                plain: {remove: 'model[dropout]'}
                deeper: {remove: 'model[dropout]', insert: [{after: 'model[-2]', layers: [{linear: 4}, relu]}]}
                residual: {remove: 'model[dropout]', residual: {around: 'model[2 to 3]', each: 2}}
            """.Replace(
                "base: {net: net.yaml}",
                $"base:\n  net:\n    {Net.Replace("\n", "\n    ", StringComparison.Ordinal)}", StringComparison.Ordinal),
            "ways.yaml");
        Run(study, "plain").Model.Count.ShouldBe(2);
        Run(study, "deeper").Model.Select(layer => layer.GetType().Name)
            .ShouldBe(["LinearRecipe", "LinearRecipe", "LinearRecipe", "LinearRecipe", "ActivationRecipe", "LinearRecipe"]);
        Recipe residual = Run(study, "residual");
        residual.Model.Select(layer => layer.GetType().Name).ShouldBe(["LinearRecipe", "ResidualRecipe", "LinearRecipe"]);
        ((ResidualRecipe)residual.Model[1]).Branch.Count.ShouldBe(2);
    }

    [Fact]
    public void A_change_in_code_goes_from_recipe_to_recipe()
    {
        Recipe recipe = Changed(Change.Of(before => before with { Batch = before.Batch * 2 }));
        recipe.Batch.ShouldBe(64);
    }

    [Theory]
    [InlineData("model[conv].filters", "1", "finds no entry [conv] in 'model' of recipe.yaml, which has linear, dropout")]
    [InlineData("loss.smoothing.x", "1", null)]
    [InlineData("optimizer..rate", "1", "'optimizer..rate' is no path")]
    [InlineData("gradient[1].clip-norm", "1", "wants entries of 'gradient', which is not given")]
    public void A_path_that_leads_nowhere_says_so(string path, string value, string? message)
    {
        RecipeException error = Should.Throw<RecipeException>(() => Changed(Change.Set(path, value)));
        if (message is not null)
            error.Message.ShouldContain(message);
    }

    [Fact]
    public void Layers_that_are_written_out_are_not_repeated_one_by_one()
    {
        RecipeDocument document = RecipeDocument.Parse(Net, "recipe.yaml");
        Change.Set("model[2].activation", "relu").Apply(document);
        Should.Throw<RecipeException>(() => Change.Set("model[hidden].repeat", "5").Apply(document)).Message
            .ShouldContain("the path 'model[hidden].repeat' repeats layers that a change before has written out one by one");
    }

    /// <summary>A search for a depth goes by the recipe: what levels change or insert, they do in each of its layers.</summary>
    [Theory]
    [InlineData("plain", 6, 0)]
    [InlineData("norm", 6, 6)]
    [InlineData("first", 6, 0)]
    public void A_depth_that_is_tried_is_that_of_the_network_whatever_the_levels_do(string level, int linear, int norms)
    {
        Study study = StudyReader.Parse(
            """
            base: {net: {model: [{linear: 8, repeat: 3, activation: sigmoid}, {linear: outputs}], optimizer: {sgd: {rate: 0.1}}}}
            factors:
              way:
                plain: {}
                norm: {insert: {before-activation: 'model[hidden]', layers: [batch-norm]}}
                first: {'model[1].activation': relu}
            largest:
              depth: {path: 'model[hidden].repeat', from: 2, to: 12, whole: true}
            """, "depth.yaml");
        Recipe recipe = new PlannedRun
        {
            Name = "run",
            Cell = CellPlan.Of(study).Single(each => each.Name == level),
            Seed = 1,
            Trial = (study.Largest[0], linear),
        }.Recipe();
        Recipe layers = recipe with { Model = [.. recipe.Model] };
        Summary(layers, "linear").ShouldBe(linear + 1);
        Summary(layers, "batch-norm").ShouldBe(norms);
    }

    [Fact]
    public void A_number_that_is_tried_stands_instead_of_that_of_a_level()
    {
        Study study = StudyReader.Parse(
            """
            base: {net: {model: [{linear: 8}, {linear: outputs}], optimizer: {sgd: {rate: 0.1}}}}
            factors:
              optimizer:
                slow: {optimizer.sgd.rate: 0.01}
                adam: {optimizer: {adam: {rate: 0.001}}}
            largest:
              rate: {path: 'optimizer.*.rate', from: 0.001, to: 1}
            """, "rate.yaml");
        CellPlan.Of(study).Select(cell => new PlannedRun { Name = "run", Cell = cell, Seed = 1, Trial = (study.Largest[0], 0.5) }.Recipe()
            .Optimizer.Settings.Rate).ShouldBe([0.5, 0.5]);
    }

    // Layers of a kind, repeated ones as often as they are.
    private static int Summary(Recipe recipe, string kind) => NetworkBuilder
        .Build(recipe, new Tensors.Shape(4), new Data.ClassTargets([0, 1], 2), new Nn.CrossEntropy())
        .Children.Count(child => child.Kind.Split('+')[0] == kind);

    private static Recipe Changed(Change change)
    {
        RecipeDocument document = RecipeDocument.Parse(Net, "recipe.yaml");
        change.Apply(document);
        return document.ToRecipe("recipe");
    }

    private static Recipe Run(Study study, string cell) =>
        new PlannedRun { Name = "run", Cell = CellPlan.Of(study).Single(each => each.Name == cell), Seed = 1 }.Recipe();
}
