using Weir.Tensors;

namespace Weir.Training.Tests;

public class LayerRecipeTests
{
    [Theory]
    [InlineData("- {conv: 8, kernel: 5, stride: 2, activation: relu, bias: {constant: -3}}\n- max-pool\n- {conv: 4, repeat: 2, "
        + "batch-norm: true, activation: relu}\n- flatten\n- linear: outputs", "conv+relu (14, 14, 8) → max-pool (7, 7, 8) → conv-block "
        + "(7, 7, 4) → conv-block (7, 7, 4) → flatten (196) → linear (10)")]
    [InlineData("- {conv: 8}\n- residual: [{conv: 8, batch-norm: true, activation: relu}, {conv: 16, stride: 2, batch-norm: true}]\n  "
        + "activation: relu\n  drop: 0.1\n- average-pool: {window: 7}\n- global-average-pool\n- linear: outputs", "conv (28, 28, 8) → "
        + "residual (14, 14, 16) → average-pool (2, 2, 16) → global-average-pool (16) → linear (10)")]
    [InlineData("- group-norm: {groups: 1}\n- flatten\n- batch-norm\n- {linear: 12, activation: relu}\n- layer-norm\n- dropout: 0.2\n- "
        + "rms-norm\n- residual: [linear: 12]\n  repeat: 2\n- linear: outputs", "group-norm (28, 28, 1) → flatten (784) → batch-norm "
        + "(784) → linear+relu (12) → layer-norm (12) → dropout (12) → rms-norm (12) → residual (12) → residual (12) → linear (10)")]
    [InlineData("- {conv-block: 4, stride: 2}\n- squeeze-excite: {reduction: 2}\n- {conv: 4, weight-norm: true, activation: relu}\n- "
        + "flatten\n- {linear: 8, weight-norm: true}\n- linear: outputs", "conv-block (14, 14, 4) → squeeze-excite (14, 14, 4) → "
        + "weight-norm-conv (14, 14, 4) → flatten (784) → weight-norm-linear (8) → linear (10)")]
    [InlineData("- {conv: 4, activation: relu}\n- concat:\n  - max-pool\n  - {conv: 6}\n  - concat: [max-pool, {conv: 3}, upsample]\n  - "
        + "{conv-transpose: 5, activation: relu}\n- upsample: {mode: bilinear}\n- {conv-transpose: 2, kernel: 4, stride: 3, padding: 1}\n- "
        + "concat: [{conv: 2, kernel: 1}]\n  repeat: 2\n- global-average-pool\n- linear: outputs", "conv+relu (28, 28, 4) → concat "
        + "(28, 28, 9) → upsample (56, 56, 9) → conv-transpose (167, 167, 2) → concat (167, 167, 4) → concat (167, 167, 6) → "
        + "global-average-pool (6) → linear (10)")]
    [InlineData("- network: lenet-5", "sequential (10)")]
    [InlineData("- {network: mlp, depth: 50, width: 12, activation: tanh, weight: auto}", "sequential (10)")]
    [InlineData("- {network: resnet, depth: 18, width: 4}", "sequential (10)")]
    [InlineData("- {network: resnet, depth: 34, width: 2}", "sequential (10)")]
    [InlineData("- {network: resnet, depth: 50, width: 2}", "sequential (10)")]
    [InlineData("- {network: resnet, depth: 32, dropout: 0.2}", "sequential (10)")]
    [InlineData("- {network: resnet, depth: 56, width: 4}", "sequential (10)")]
    [InlineData("- {network: resnet, depth: 110, width: 2}", "sequential (10)")]
    [InlineData("- {network: vgg, depth: 11, width: 4}", "sequential (10)")]
    [InlineData("- {network: vgg-bn, depth: 13, width: 4}", "sequential (10)")]
    [InlineData("- {network: vgg, width: 2}", "sequential (10)")]
    [InlineData("- {network: vgg-bn, depth: 19, width: 2, head: dense}", "sequential (10)")]
    [InlineData("- {network: vision-transformer, patch: 7, width: 8, heads: 2, dropout: 0.1}", "vision-transformer (10)")]
    [InlineData("- {network: resnet, depth: 20}", "sequential (10)")]
    [InlineData("- {network: vision-transformer, depth: 2}", "vision-transformer (10)")]
    public void A_model_of_images_is_built_and_survives_writing(string model, string chain) =>
        Check(model, chain, model.Contains("vgg", StringComparison.Ordinal) ? new Shape(32, 32, 3) : new Shape(28, 28, 1));

    [Theory]
    [InlineData("- {embedding: 8, tokens: 20}\n- {transformer: 2, heads: 2, causal: true}\n- {lstm: 6}\n- {gru: 5}\n- {simple-rnn: 4, "
        + "last: true}\n- linear: outputs", "sequential (12, 8) → transformer-block (12, 8) → transformer-block (12, 8) → lstm (12, 6) "
        + "→ gru (12, 5) → simple-rnn (4) → linear (10)")]
    [InlineData("- {embedding: 8, positions: none}\n- positional-encoding\n- positional-encoding: learned\n- {gru: 5, last: true}\n- "
        + "linear: outputs", "embedding (12, 8) → positional-encoding (12, 8) → learned-positions (12, 8) → gru (5) → linear (10)")]
    [InlineData("- {embedding: 8, tokens: 20}\n"
        + "- {simple-rnn: 4, last: true, activation: relu, weight: {normal: 0.001}, state-weight: identity}\n"
        + "- {residual: [{linear: 4, activation: relu}, {scale: 0}]}\n- {scale: 0.1, per-unit: true}\n- linear: outputs",
        "sequential (12, 8) → simple-rnn (4) → residual (4) → scale (4) → linear (10)")]
    [InlineData("- {embedding: 8, positions: sinusoidal}\n- {gru: 5, last: true}\n- linear: outputs",
        "sequential (12, 8) → gru (5) → linear (10)")]
    public void A_model_of_sequences_is_built_and_survives_writing(string model, string chain) => Check(model, chain, new Shape(12));

    [Theory]
    [InlineData("- {conv: 8}", "conv: a sample of shape (784) comes in; images (height, width, channels) are expected")]
    [InlineData("- {network: resnet, depth: 21}", "there is a ResNet of 18, 34, 50 or 6·n + 2 layers (20, 32, 56, 110), not of 21")]
    [InlineData("- {network: resnett}", "resnett")]
    [InlineData("- group-norm: {groups: 3}", "3 groups do not divide the 784 channels")]
    [InlineData("- {conv: 8, batch-norm: true, bias: zeros}", "a convolution: with 'batch-norm' a convolution has no bias")]
    [InlineData("- dropout: 1", "out of range")]
    [InlineData("- {network: lenet-5, width: 3}", "'lenet-5' has no option 'width'; it has none")]
    [InlineData("- {network: resnet, head: dense}", "'resnet' has no option 'head'; it has depth, width, dropout")]
    [InlineData("- {network: resnet, depth: 18, dropout: 0.1}", "not for ResNet-18")]
    [InlineData("- {network: vgg, depth: 12}", "there is a VGG of 11, 13, 16, 19 layers, not of 12")]
    [InlineData("- {linear: 8, weight-norm: true, bias: none}", "a bias of its own")]
    [InlineData("- {conv: 8, weight-norm: true, batch-norm: true}", "give one of the two")]
    [InlineData("- positional-encoding: learnt", "learned")]
    [InlineData("- positional-encoding", "a sequence (length, features) is expected")]
    [InlineData("- {network: vgg, depth: 11}", "vgg: a sample of shape (784) comes in")]
    [InlineData("- squeeze-excite", "images (height, width, channels) are expected")]
    [InlineData("- upsample", "upsample: a sample of shape (784) comes in; images (height, width, channels) are expected")]
    [InlineData("- upsample: {factor: 0}", "out of range")]
    [InlineData("- upsample: {mode: cubic}", "expected 'nearest' or 'bilinear', found 'cubic'")]
    [InlineData("- up-sample", "did you mean 'upsample'?")]
    [InlineData("- {deconvolution: 3}", "did you mean 'conv-transpose'?")]
    [InlineData("- reshape: [28, 28, 1]\n- {conv-transpose: 1, kernel: 2, stride: 1, padding: 20}",
        "an image of height 28 comes to -11 pixels")]
    [InlineData("- reshape: [28, 28, 1]\n- concat: [max-pool]", "concat: its layers turn (28, 28, 1) into (14, 14, 1), which does not fit "
        + "beside what came in: all axes but the last must be equal; bring the image back to 28 × 28 pixels, as with 'upsample'")]
    [InlineData("- reshape: [28, 28]\n- concat: [flatten]", "concat: its layers turn (28, 28) into (784)")]
    public void What_does_not_fit_is_told(string model, string message) =>
        Should.Throw<RecipeException>(() => NetworkBuilder.Build(Parse(model), new Shape(784), 10)).Message.ShouldContain(message);

    [Fact]
    public void An_image_that_is_halved_to_nothing_is_refused() =>
        Should.Throw<RecipeException>(() => NetworkBuilder.Build(Parse("- {network: vgg, depth: 11}"), new Shape(28, 40, 1), 10)).Message
            .ShouldContain("vgg: samples of shape (28, 40, 1) come in; five times halved, an image needs 32×32 pixels or more; the "
                + "shapes up to there: input (28, 40, 1)");

    [Fact]
    public void A_character_transformer_puts_out_logits_for_each_place()
    {
        var recipe = (NetworkRecipe)Parse("- {network: char-transformer, depth: 2, width: 8, heads: 2, dropout: 0.1}").Model[0];
        (Weir.Nn.Module network, Shape output) = recipe.Build(new Shape(12), 20);
        output.ShouldBe(new Shape(12, 20));
        network.Initialize(1);
        network.Train(false);
        Tape tape = new(new Weir.Tensors.Backends.ReferenceBackend());
        network.Apply(tape.Full(new Shape(3, 12), 19)).Shape.ShouldBe(new Shape(3, 12, 20));
        network.Tree().OfType<Weir.Nn.TransformerBlock>().Count().ShouldBe(2);
        Parse("- {network: char-transformer}").Model[0].ShouldBe(new NetworkRecipe { Network = "char-transformer" });
    }

    [Fact]
    public void A_convolution_with_norm_and_rectifier_is_one_unit_by_its_name() =>
        Parse("- {conv-block: 8, kernel: 5}").Model[0]
            .ShouldBe(new ConvRecipe { Channels = 8, Kernel = 5, BatchNorm = true, Activation = new Choice("relu") });

    [Fact]
    public void The_example_of_the_manual_trains_and_the_manual_has_every_layer()
    {
        string text = File.ReadAllText(Path.Combine(ShippedRecipesTests.Folder(), "..", "docs", "layers.md"));
        string example = text.Split("```yaml\n")[1].Split("```")[0];
        Recipe recipe = RecipeReader.Parse(example
            .Replace("images: true", "images: true, training: 256, validation: 64, test: 64", StringComparison.Ordinal) + "epochs: 20\n");
        using Trainer trainer = Trainer.Start(recipe);
        TrainingResult result = trainer.Run();
        result.Status.ShouldBe(TrainingStatus.Finished);
        result.Last!.TrainingLoss.ShouldBeLessThan(1.2);
        string wrong = Should.Throw<RecipeException>(() => Parse("- nothing-like-it")).Message;
        string[] names = wrong.Split("the layers are ")[1].Split(';')[0].Split(", ");
        names.Length.ShouldBeGreaterThan(25);
        foreach (string name in names.SkipWhile(name => name != "conv"))
            text.ShouldContain($"`{name.Trim()}`");
    }

    [Fact]
    public void The_biases_of_a_convolution_begin_as_told()
    {
        Weir.Nn.Sequential network = NetworkBuilder.Build(Parse("- {conv: 2, bias: {constant: -3}}\n- flatten\n- linear: outputs"),
            new Shape(4, 4, 1), 3);
        network.Initialize(1);
        network.Parts[0].OwnParameters[1].Value.ToArray().ShouldBe([-3f, -3f]);
    }

    private static void Check(string model, string chain, Shape input)
    {
        Recipe recipe = Parse(model);
        Weir.Nn.Sequential network = NetworkBuilder.Build(recipe, input, 10);
        network.Initialize(1);
        Weir.Nn.Summary.Of(network, input).Parameters.ShouldBe(network.ParameterCount);
        // The shapes that the recipe foresees are those that the network has.
        List<string> found = [];
        Tape tape = new(new Weir.Tensors.Backends.ReferenceBackend());
        network.Train(false);
        if (input.Size < 100 || !model.Contains("network", StringComparison.Ordinal))
        {
            Tensor x = tape.Full(input.Prepend(1), 1);
            foreach (Weir.Nn.Module part in network.Parts)
            {
                x = part.Apply(x);
                found.Add($"{part.Kind} {x.Shape.From(1)}");
            }

            string.Join(" → ", found).ShouldBe(chain);
        }
        else
        {
            chain.ShouldBe($"{network.Parts[0].Kind} (10)");
        }

        RecipeReader.Parse(RecipeWriter.Write(recipe)).ShouldBe(recipe);
    }

    private static Recipe Parse(string model) => RecipeReader.Parse($"name: test\nmodel:\n{model}\noptimizer: {{sgd: {{rate: 0.1}}}}\n");
}
