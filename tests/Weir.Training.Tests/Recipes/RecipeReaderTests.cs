namespace Weir.Training.Tests;

public class RecipeReaderTests
{
    private const string Valid = """
        model:
          - linear: outputs
        optimizer: {sgd: {rate: 0.1}}
        """;

    [Fact]
    public void The_smallest_recipe_has_documented_defaults()
    {
        Recipe recipe = RecipeReader.Parse(Valid, "folder/first-try.yaml");
        recipe.Name.ShouldBe("first-try");
        recipe.Seed.ShouldBe(1);
        recipe.Data.ShouldBe(new DataRecipe());
        recipe.Data.Source.ShouldBe("digits");
        recipe.Loss.ShouldBe(new Choice("cross-entropy"));
        recipe.Batch.ShouldBe(32);
        recipe.Budget.TotalSteps(7).ShouldBe(70);
        recipe.Flow.On.ShouldBeTrue();
        recipe.Checkpoints.ShouldBe(new CheckpointRecipe { Every = 1, Keep = 2, Best = true });
        recipe.Model.ShouldBe([new LinearRecipe()]);
    }

    [Fact]
    public void Every_option_is_read()
    {
        Recipe recipe = RecipeReader.Parse("""
            name: all
            seed: -3
            data: {source: csv, file: a.csv, test-file: b.csv, target: y, task: regression, delimiter: ";", allow-non-finite: true,
              training: 10, validation: 0, test: 4, seed: 5, directory: d, standardize: per-feature}
            model:
              - flatten
              - {linear: 7, repeat: 3, activation: {leaky-relu: 0.2}, weight: {normal: 0.05}, bias: none}
              - {linear: 6, activation: {elu: {alpha: 2}}, weight: {constant: {value: -1}}, bias: {normal: 1}}
              - relu
              - elu: 0.5
              - prelu
              - prelu: {slope: 0.1, per-unit: true}
              - softmax
            loss: {huber: {delta: 2}}
            optimizer: {sgd: {rate: 0.5, momentum: 0.9, nesterov: true, weight-decay: 1e-4, decay-all: true, clip-norm: 5}}
            batch: 3
            steps: 12
            flow: {every: 10}
            checkpoints: {every: 2, every-steps: 100, keep: 3, best: false}
            """);
        recipe.Data.ShouldBe(new DataRecipe
        {
            Source = "csv",
            Standardize = Weir.Data.Standardization.PerFeature,
            Request = new Weir.Data.DataRequest
            {
                File = "a.csv",
                TestFile = "b.csv",
                TargetColumn = "y",
                Task = Weir.Data.DataTask.Regression,
                Delimiter = ';',
                AllowNonFinite = true,
                TrainingCount = 10,
                ValidationCount = 0,
                TestCount = 4,
                Seed = 5,
                Directory = "d",
            },
        });
        recipe.Model.ShouldBe(
        [
            new FlattenRecipe(),
            new LinearRecipe { Units = 7, Repeat = 3, Activation = new Choice("leaky-relu", 0.2), Weight = new Choice("normal", 0.05),
                HasBias = false },
            new LinearRecipe { Units = 6, Activation = new Choice("elu", 2), Weight = new Choice("constant", -1),
                Bias = new Choice("normal", 1) },
            new ActivationRecipe(new Choice("relu")),
            new ActivationRecipe(new Choice("elu", 0.5)),
            new PReluRecipe(),
            new PReluRecipe { Slope = 0.1, PerUnit = true },
            new SoftmaxRecipe(),
        ]);
        recipe.Seed.ShouldBe(-3);
        recipe.Loss.ShouldBe(new Choice("huber", 2));
        recipe.Optimizer.ShouldBe(new OptimizerRecipe(
            new Weir.Nn.SgdOptions { Rate = 0.5, Momentum = 0.9, Nesterov = true, WeightDecay = 1e-4, DecayAll = true, ClipNorm = 5 }));
        recipe.Batch.ShouldBe(3);
        recipe.Budget.ShouldBe(new BudgetRecipe { Steps = 12 });
        recipe.Flow.ShouldBe(new FlowRecipe { Every = 10 });
        recipe.Checkpoints.ShouldBe(new CheckpointRecipe { Every = 2, EverySteps = 100, Keep = 3, Best = false });

        string written = RecipeWriter.Write(recipe);
        RecipeReader.Parse(written).ShouldBe(recipe, written);
    }

    [Theory]
    [InlineData("epocs: 3", "r.yaml:4:1: unknown key 'epocs' in the recipe; the keys are name, seed, data, model, initialize, "
        + "initial-weights, pretrain, loss, class-weights, optimizer, gradient, gradient-penalty, schedule, average, early-stopping, "
        + "accumulate, batch, drop-last, epochs, steps, minutes, flow, diagnosis, checkpoints; did you mean 'epochs'?")]
    [InlineData("epochs: ten", "r.yaml:4:9: epochs: expected a whole number, found 'ten'")]
    [InlineData("epochs: 0", "r.yaml:4:9: epochs: 0 is out of range; it must be 1 or more")]
    [InlineData("epochs: 99999999999", "r.yaml:4:9: epochs: 99999999999 is out of range; it must be 2147483647 or less")]
    [InlineData("seed: 99999999999999999999",
        "r.yaml:4:7: seed: 99999999999999999999 is out of range; it must be 9223372036854775807 or less")]
    [InlineData("batch: \"8\"", "r.yaml:4:8: batch: expected a whole number, found '8' in quotes, which make it text: leave them out")]
    [InlineData("batch:", "r.yaml:4:7: batch: expected a whole number, found nothing")]
    [InlineData("batch: [1]", "r.yaml:4:8: batch: expected a whole number, found a list")]
    [InlineData("loss: cross-entropie", "r.yaml:4:7: loss: there is no loss 'cross-entropie'; there are cross-entropy, hinge, "
        + "huber, mean-absolute-error, mean-squared-error, sigmoid-cross-entropy; did you mean 'cross-entropy'?")]
    [InlineData("loss: {cross-entropy: {smoothing: 1}}",
        "r.yaml:4:35: loss.cross-entropy.smoothing: 1 is out of range; it must be in [0, 1)")]
    [InlineData("loss: {mean-squared-error: 2}", "r.yaml:4:8: loss: 'mean-squared-error' takes no number")]
    [InlineData("data: {source: mnits}", "r.yaml:4:16: data.source: expected 'digits' or 'mnist' or 'fashion-mnist' or 'cifar-10' or "
        + "'image-folder' or 'image-list' or 'image-masks' or 'csv' or 'text' or 'circles' or 'moons' or 'spirals' or 'blobs' or "
        + "'friedman' or 'adding' or 'shapes', found 'mnits'; did you mean 'mnist'?")]
    [InlineData("data: {source: mnist, noise: 0.1}",
        "r.yaml:4:23: data: source 'mnist' does not use 'noise'; it uses training, validation, test, images")]
    [InlineData("flow: offf", "r.yaml:4:7: flow: expected 'on' or 'off' or 'true' or 'false', found 'offf'; did you mean 'off'?")]
    [InlineData("name: a/b", "r.yaml:4:7: name: 'a/b' cannot be used; a name has letters from a to z, digits, '-', '_' and '.', "
        + "and begins with a letter or digit")]
    [InlineData("checkpoints: {keep: 0}", "r.yaml:4:21: checkpoints.keep: 0 is out of range; it must be 1 or more")]
    [InlineData("epochs: 1\nsteps: 1", "r.yaml:1:1: the recipe: both 'epochs' and 'steps' are given; give one of the two")]
    public void A_fault_is_named_with_its_place_and_what_was_meant(string line, string message) =>
        Fault(Valid + "\n" + line).ShouldBe(message);

    /// <summary>A pair in a list without braces has no place of its own in the text.</summary>
    [Fact]
    public void A_layer_in_a_list_on_one_line_is_named_at_its_own_place() =>
        Should.Throw<RecipeException>(() => RecipeReader.Parse("optimizer: adam\nmodel: [relu, liner: 10]\n", "r.yaml")).Message
            .ShouldStartWith("r.yaml:2:15: model[2]: there is no layer 'liner'");

    [Theory]
    [InlineData("- linear: 0", "r.yaml:2:13: model[1].linear: 0 is out of range; it must be 1 to 1000000")]
    [InlineData("- linear: output",
        "r.yaml:2:13: model[1].linear: expected 'outputs' or 'classes', found 'output'; did you mean 'outputs'?")]
    [InlineData("- liner: 10", "r.yaml:2:5: model[1]: there is no layer 'liner'; the layers are linear, elu, exponential, gelu, "
        + "leaky-relu, relu, selu, sigmoid, silu, softplus, tanh, prelu, flatten, reshape, softmax, conv, conv-block, conv-transpose, "
        + "squeeze-excite, max-pool, average-pool, global-average-pool, upsample, batch-norm, layer-norm, rms-norm, group-norm, "
        + "dropout, scale, residual, concat, embedding, positional-encoding, simple-rnn, lstm, gru, transformer, network, onnx; did "
        + "you mean 'linear'?")]
    [InlineData("- {linear: 10, activaton: relu}", "r.yaml:2:18: unknown key 'activaton' in a linear layer; the keys are linear, "
        + "repeat, activation, weight, bias, weight-norm; did you mean 'activation'?")]
    [InlineData("- {linear: 10, activation: LeakyReLU}", "r.yaml:2:30: model[1].activation: there is no activation 'LeakyReLU'; there "
        + "are elu, exponential, gelu, leaky-relu, relu, selu, sigmoid, silu, softplus, tanh; did you mean 'leaky-relu'?")]
    [InlineData("- {linear: 10, weight: {he-normal: wide}}", "r.yaml:2:38: model[1].weight.he-normal: expected a number, found 'wide'")]
    [InlineData("- {linear: 10, bias: {normal: -1}}", "r.yaml:2:33: model[1].bias.normal: -1 is out of range; it must be 0 or more")]
    [InlineData("- flatten: 2", "r.yaml:2:5: 'flatten' takes no options: write '- flatten'")]
    [InlineData("- 7", "r.yaml:2:5: model[1]: there is no layer '7'; the layers are linear, elu, exponential, gelu, leaky-relu, relu, "
        + "selu, sigmoid, silu, softplus, tanh, prelu, flatten, reshape, softmax, conv, conv-block, conv-transpose, squeeze-excite, "
        + "max-pool, average-pool, global-average-pool, upsample, batch-norm, layer-norm, rms-norm, group-norm, dropout, scale, residual, "
        + "concat, embedding, positional-encoding, simple-rnn, lstm, gru, transformer, network, onnx")]
    public void A_fault_in_a_layer_is_named_with_its_place(string layer, string message) =>
        Fault($"model:\n  {layer}\noptimizer: {{sgd: {{rate: 0.1}}}}").ShouldBe(message);

    [Theory]
    [InlineData("{sgd: {rate: 0}}", "r.yaml:3:25: optimizer.sgd.rate: 0 is out of range; it must be above 0")]
    [InlineData("{sgd: {rate: 1e400}}", "r.yaml:3:25: optimizer.sgd.rate: 1e400 is out of range; it must be a finite number")]
    [InlineData("{sgd: {rate: .inf}}", "r.yaml:3:25: optimizer.sgd.rate: expected a number, found '.inf'")]
    [InlineData("{sgd: {rate: 1, momentum: 1}}", "r.yaml:3:38: optimizer.sgd.momentum: 1 is out of range; it must be in [0, 1)")]
    [InlineData("{sgd: {rate: 1, nesterov: true}}", "r.yaml:3:18: sgd: nesterov needs a momentum above 0")]
    [InlineData("{sgd: {lr: 1}}", "r.yaml:3:18: sgd lacks the key 'rate': The learning rate, which a schedule starts from, above 0.")]
    [InlineData("sgd", "r.yaml:3:12: sgd lacks the key 'rate': The learning rate, which a schedule starts from, above 0.")]
    [InlineData("{sdg: {rate: 1}}", "r.yaml:3:12: optimizer: there is no optimizer 'sdg'; there are sgd, adagrad, rmsprop, adadelta, "
        + "adam, adamw, nadam, radam, lion, lamb, muon; did you mean 'sgd'?")]
    public void A_fault_in_the_optimizer_is_named_with_its_place(string optimizer, string message) =>
        Fault($"model:\n  - linear: outputs\noptimizer: {optimizer}").ShouldContain(message);

    [Fact]
    public void All_faults_are_reported_in_the_order_of_the_file()
    {
        RecipeException error = Should.Throw<RecipeException>(() => RecipeReader.Parse("""
            sede: 1
            model:
              - linear: ten
              - rellu
            batch: 0
            """, "r.yaml"));
        error.Errors.Select(fault => fault.Place.Line).ShouldBe([1, 1, 3, 4, 5]);
        error.Message.Split('\n').Length.ShouldBe(5);
        error.Message.ShouldContain("r.yaml:1:1: the recipe lacks the key 'optimizer': What moves the parameters.");
    }

    [Theory]
    [InlineData("", "r.yaml:1:1: the file is empty")]
    [InlineData("a: [", "this is not YAML")]
    [InlineData("seed: 1\nseed: 2", "r.yaml:2:1: the key 'seed' stands here for the second time; each may stand once")]
    [InlineData("model:\n\t- linear: outputs", "r.yaml:2:1: a tab indents this line; YAML takes blanks alone")]
    [InlineData("optimizer: {sgd: {rate: 0.1}\nbatch: 10\nepochs: 1\n",
        "this is not YAML: it cannot be read from here on. Is a bracket { or [ not closed?")]
    [InlineData("a\nb: c d e f g h i j k l m n o p q r s t u v w x y z a b c d e f g h i j k l m n", "this is not YAML")]
    [InlineData("this is a letter to a friend\nthat goes on for more lines\nthan a message should quote",
        "found 'this is a letter to a friend that goes on for more lines tha…'")]
    [InlineData("just text", "r.yaml:1:1: the recipe: expected keys")]
    public void What_is_no_recipe_at_all_is_refused(string text, string message) =>
        Should.Throw<RecipeException>(() => RecipeReader.Parse(text, "r.yaml")).Message.ShouldContain(message);

    [Fact]
    public void A_file_that_is_not_there_is_named() =>
        Should.Throw<RecipeException>(() => RecipeReader.Read("/nowhere/r.yaml")).Message.ShouldContain("/nowhere/r.yaml");

    private static string Fault(string text) => Should.Throw<RecipeException>(() => RecipeReader.Parse(text, "r.yaml")).Message;
}
