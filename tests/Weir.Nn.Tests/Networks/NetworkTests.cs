using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Nn.Tests.Networks;

public sealed class NetworkTests
{
    [Theory]
    [InlineData(16, 138_357_544)]
    [InlineData(19, 143_667_240)]
    public void Vgg_has_the_published_number_of_parameters(int depth, long count) =>
        Vgg.Build(depth, 1000, head: ClassifierHead.Dense).ParameterCount.ShouldBe(count);

    /// <summary>Published with both biases and norms are 138,365,992 and 143,678,248 (torchvision).</summary>
    [Theory]
    [InlineData(16, 138_365_992 - 4_224)]
    [InlineData(19, 143_678_248 - 5_504)]
    public void Vgg_with_norms_has_no_bias_beside_them(int depth, long count) =>
        Vgg.Build(depth, 1000, batchNorm: true, head: ClassifierHead.Dense).ParameterCount.ShouldBe(count);

    [Theory]
    [InlineData(18, 11_689_512)]
    [InlineData(34, 21_797_672)]
    [InlineData(50, 25_557_032)]
    [InlineData(20, 272_474)]
    public void ResNet_has_the_published_number_of_parameters(int depth, long count) =>
        ResNet.Build(depth, depth == 20 ? 10 : 1000).ParameterCount.ShouldBe(count);

    [Theory]
    [InlineData(11, 132_868_840)]
    [InlineData(13, 133_053_736)]
    [InlineData(16, 138_365_992)]
    [InlineData(19, 143_678_248)]
    public void Vgg_with_batch_norm_has_the_published_number_but_for_the_biases_that_the_norm_replaces(int depth, long published)
    {
        Sequential model = Vgg.Build(depth, 1000, batchNorm: true, head: ClassifierHead.Dense);
        model.ParameterCount.ShouldBe(published - model.Tree().OfType<ConvBlock>().Sum(block => block.Norm.Shift.Shape.Size));
    }

    [Theory]
    [InlineData(20, 0.27)]
    [InlineData(32, 0.46)]
    [InlineData(56, 0.85)]
    [InlineData(110, 1.7)]
    public void ResNets_for_small_images_have_the_published_millions(int depth, double millions) =>
        (ResNet.Build(depth, 10).ParameterCount / 1e6).ShouldBe(millions, 0.05);

    [Fact]
    public void A_plain_net_has_its_depth_and_width()
    {
        Sequential model = Mlp.Build(784, 10, depth: 50, width: 20, () => new Tanh());
        model.ParameterCount.ShouldBe((785 * 20) + (48 * 21 * 20) + (21 * 10));
        model.Tree().OfType<Linear>().Count().ShouldBe(50);
        model.Tree().OfType<Linear>().Count(layer => layer.Activation is Tanh).ShouldBe(49);
        Mlp.Build(4, 2, depth: 1).ParameterCount.ShouldBe(10);
    }

    [Fact]
    public void LeNet_has_the_published_number_of_parameters() => LeNet5.Build().ParameterCount.ShouldBe(61_706);

    [Theory]
    [InlineData("vgg 11")]
    [InlineData("vgg 13 bn")]
    [InlineData("resnet 18")]
    [InlineData("resnet 50")]
    [InlineData("resnet 20")]
    [InlineData("lenet")]
    [InlineData("vit")]
    public void A_network_of_images_puts_out_logits_and_every_parameter_takes_a_gradient(string name)
    {
        (Module model, Shape input) = name switch
        {
            "vgg 11" => (Vgg.Build(11, 10, width: 4), new Shape(2, 32, 32, 3)),
            "vgg 13 bn" => (Vgg.Build(13, 10, batchNorm: true, width: 4), new Shape(2, 32, 32, 3)),
            "resnet 18" => (ResNet.Large(18, 10, width: 4), new Shape(2, 64, 64, 3)),
            "resnet 50" => (ResNet.Large(50, 10, width: 4), new Shape(2, 64, 64, 3)),
            "resnet 20" => (ResNet.Small(20, 10, width: 4), new Shape(2, 32, 32, 3)),
            "lenet" => ((Module)LeNet5.Build(), new Shape(2, 28, 28, 1)),
            _ => (new VisionTransformer(new Extent(16, 12), 10, width: 8, heads: 2), new Shape(2, 16, 12, 3)),
        };
        Trained(model, input, i => (float)Math.Sin(i * 0.37)).Shape.ShouldBe(new Shape(2, 10));
    }

    [Fact]
    public void A_character_transformer_puts_out_logits_for_each_place() =>
        Trained(CharacterTransformer.Build(11, length: 9, width: 8, depth: 2, heads: 2, dropout: 0.1), new Shape(2, 7), i => i % 11)
            .Shape.ShouldBe(new Shape(2, 7, 11));

    [Fact]
    public void He_initialisation_with_residuals_and_batch_norm_trains_where_a_plain_net_of_the_same_depth_does_not()
    {
        // 50 layers of 8 channels on images of two classes that differ in the direction of a wave.
        Random random = new(3);
        float[] images = new float[32 * 64];
        int[] labels = [.. Enumerable.Range(0, 32).Select(i => i % 2)];
        for (int i = 0; i < images.Length; i++)
            images[i] = (float)(Math.Sin((labels[i / 64] == 0 ? i % 8 : i / 8 % 8) * 1.6) + (0.3 * (random.NextDouble() - 0.5)));
        Module plain = new Sequential([new Conv2d(1, 8, 3, new ConvolutionOptions { Padding = 1 }, new Relu(), new GlorotUniform()),
            .. Enumerable.Range(0, 48).Select(_ => new Conv2d(8, 8, 3, new ConvolutionOptions { Padding = 1 }, new Relu(),
            new GlorotUniform())), new GlobalAveragePool2d(), new Linear(8, 2)]);
        float lossOfPlain = Loss(plain, images, labels), lossOfResidual = Loss(ResNet.Small(50, 2, channels: 1, width: 8), images, labels);
        lossOfPlain.ShouldBeGreaterThan(0.6f);
        lossOfResidual.ShouldBeLessThan(0.2f);
    }

    private static float Loss(Module model, float[] images, int[] labels)
    {
        using SimdBackend backend = SimdBackend.Create(new SimdOptions { Threads = 1 });
        Tape tape = new(backend);
        model.Initialize(1);
        Sgd optimizer = new(model, backend, new SgdOptions { Rate = 0.05, Momentum = 0.9 });
        float value = 0;
        for (int step = 0; step < 40; step++)
        {
            tape.Begin();
            Tensor loss = model.Apply(tape.Input(new Shape(32, 8, 8, 1), images)).CrossEntropy(new Indices(labels)).Mean();
            value = loss.Item();
            tape.Backward(loss);
            optimizer.Step();
        }

        return value;
    }

    private static Tensor Trained(Module model, Shape input, Func<int, float> value)
    {
        model.Initialize(1);
        Tape tape = new(SimdBackend.Create(new SimdOptions { Threads = 1 }));
        tape.Begin();
        model.BeginStep(1, 1);
        Tensor y = model.Apply(tape.Input(input, [.. Enumerable.Range(0, input.Size).Select(value)]));
        tape.Backward(y.Multiply(tape.Input(y.Shape, [.. Enumerable.Range(0, y.Shape.Size).Select(i => (float)Math.Cos(i))])).Sum());
        foreach (Parameter parameter in model.Parameters)
            parameter.Value.Gradient().ShouldNotBeNull($"{parameter.Shape}").ShouldAllBe(g => float.IsFinite(g));
        return y;
    }
}
