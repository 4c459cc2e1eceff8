using Weir.Training;

namespace Weir.Repair.Tests.Evidence;

public class LayerRunTests
{
    private const string Apart = """
        data: {source: circles, training: 200, validation: 100, test: 0}
        model:
          - {linear: 16, activation: tanh}
          - linear: 16
          - batch-norm
          - relu
          - linear: 16
          - batch-norm
          - relu
          - linear: 16
          - batch-norm
          - relu
          - linear: outputs
        optimizer: {sgd: {rate: 0.01}}
        epochs: 2
        """;

    [Fact]
    public void Layers_whose_norms_and_functions_are_entries_of_their_own_are_a_run_too()
    {
        Recipe recipe = RecipeReader.Parse(Apart);
        LayerRun run = LayerRun.Of(recipe.Model, 3).Single();
        (run.First, run.Entries, run.Layers, run.Block.Count).ShouldBe((1, 9, 3, 3));
        LayerRun.Of(recipe.Model, 4).ShouldBeEmpty();
        List<LayerRecipe> model = [.. recipe.Model];
        run.Replace(model, run.Block);
        model.ShouldBe([recipe.Model[0], recipe.Model[1], recipe.Model[2], recipe.Model[3], recipe.Model[10]]);
    }

    [Fact]
    public void Repeated_layers_count_as_many_and_those_of_other_widths_or_kinds_are_none()
    {
        LayerRun run = LayerRun.Of(RecipeReader.Parse(Make.DeepSigmoid).Model, 2).Single();
        (run.Entries, run.Layers > 1).ShouldBe((1, true));
        LayerRun.Of(RecipeReader.Parse(Apart.Replace("- linear: 16", "- linear: 8", StringComparison.Ordinal)).Model, 2).Single()
            .Layers.ShouldBe(3);
        LayerRun.Of(RecipeReader.Parse(Make.HighRate.Replace("repeat: 2, ", "", StringComparison.Ordinal)).Model, 2).ShouldBeEmpty();
    }

    [Fact]
    public void Layers_are_counted_before_norms_are_put_between_them()
    {
        RepairCase about = Make.Case(Make.DeepSigmoid);
        Proposal norm = new NormalizationRemedy().Propose(about).First(), depth = new DepthRemedy().Propose(about).Single();
        Arm both = Arm.Of(about.Recipe, [norm, depth])!;
        both.Name.ShouldBe("depth-3_normalization-batch");
        Arm.Of(about.Recipe, [depth, norm])!.Recipe.ShouldBe(both.Recipe);
        ModelShape.Depth(both.Recipe.Model).ShouldBe(3);
        ModelShape.All(both.Recipe.Model).Count(layer => layer.Traits.HasFlag(LayerRecipeTraits.Norm)).ShouldBe(3);
    }
}
