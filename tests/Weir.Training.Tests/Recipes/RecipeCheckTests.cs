using Weir.Data;
using Weir.Nn;

namespace Weir.Training.Tests;

public class RecipeCheckTests
{
    [Fact]
    public void A_recipe_made_in_code_is_refused_as_one_in_a_file_would_be()
    {
        Message(Make.Small() with { Batch = 0 }).ShouldContain("batch: 0 is out of range; it must be 1 to 1000000");
        Message(Make.Small() with { Accumulate = 0 }).ShouldContain("accumulate: 0 is out of range");
        Message(Make.Small() with { Budget = new BudgetRecipe { Epochs = 0 } }).ShouldContain("epochs: 0 is out of range");
        Message(Make.Small() with { Checkpoints = new CheckpointRecipe { Every = 0, Keep = 0 } })
            .Split('\n').Select(line => line[line.IndexOf("checkpoints", StringComparison.Ordinal)..]).ShouldBe([
                "checkpoints.every: 0 is out of range; it must be 1 or more",
                "checkpoints.keep: 0 is out of range; it must be 1 or more"]);
        Message(Make.Small() with { Average = new WeightAverageOptions { Decay = 1 } })
            .ShouldContain("average.decay: 1 is out of range; it must be in [0, 1)");
        Message(Make.Small() with { Model = [new ResidualRecipe { Branch = [new DropoutRecipe { Rate = double.NaN }] }] })
            .ShouldContain("model[1].residual[1].dropout: NaN is out of range");
        Message(Make.Small() with { Optimizer = new OptimizerRecipe(new SgdOptions { Rate = 0.1, Momentum = 1 }) })
            .ShouldContain("optimizer.sgd.momentum: 1 is out of range; it must be in [0, 1)");
        Message(Make.Small() with { Data = new DataRecipe { Request = new DataRequest { TrainingCount = 0 } } })
            .ShouldContain("training: 0 is out of range; it must be 1 or more");
        Message(Make.Small() with { Loss = new Choice("crossentropy") }).ShouldContain("there is no loss 'crossentropy'");
        Message(Make.Small() with { Model = [new ActivationRecipe(new Choice("elu", -1))] }).ShouldContain("elu");
        Message(Make.Small() with { Model = [new ActivationRecipe(new Choice("relu", 7))] }).ShouldContain("relu");
        Message(Make.Small() with { Model = [new LinearRecipe { Units = 0 }] }).ShouldContain("model[1].linear");
        Message(Make.Small() with { Model = [new LinearRecipe { Units = 3, Weight = new Choice("normal", -1) }] })
            .ShouldContain("model[1].weight");
        Message(Make.Small() with { Optimizer = new OptimizerRecipe(new AdamOptions { Rate = 0 }) }).ShouldContain("optimizer.adam.rate");
        Message(Make.Small() with { Budget = new BudgetRecipe { Epochs = 1, Steps = 3 } }).ShouldContain("steps");
        // Places in a text that nobody has seen are not told.
        Message(Make.Small() with { Batch = 0, Place = default }).ShouldStartWith("recipe: batch");

        static string Message(Recipe recipe) => Should.Throw<RecipeException>(() => Trainer.Start(recipe)).Message;
    }
}
