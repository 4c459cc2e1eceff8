using Weir.Nn;
using Weir.Tensors;

namespace Weir.Onnx.Tests.Export;

/// <summary>Every layer, in the shapes that it can have, gives the same in ONNX Runtime.</summary>
public sealed class LayersTests
{
    private static readonly Shape s_row = new(6), s_image = new(9, 8, 6), s_sequence = new(5, 6);

    [Fact]
    public void Every_module_of_the_library_has_a_form()
    {
        Type[] modules = [.. typeof(Module).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(Module))
            && !type.IsAbstract)];
        modules.Length.ShouldBeGreaterThan(35);
        foreach (Type module in modules)
        {
            // Forms are found by the type alone, so that no instance is needed.
            Module shell = (Module)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(module);
            OnnxForms.BuiltIn.Of(shell).ShouldNotBeNull($"{module.Name} has no line in OnnxForms");
        }
    }

    [RuntimeFact]
    public void Functions_of_each_entry()
    {
        foreach ((string name, FamilyMember<Activation> member) in Activations.All)
        {
            double? number = member.Number is null ? null : 0.3;
            Both.AreAlike(new Sequential(new Linear(6, 8), member.Make(number)).Ready(), s_row);
            Both.AreAlike(new Sequential(new Conv2d(6, 4, 3), member.Make(number)).Ready(), s_image);
            name.ShouldNotBeEmpty();
        }
    }

    [RuntimeFact]
    public void Dense_layers_on_rows_sequences_and_images()
    {
        foreach (Shape input in new[] { s_row, s_sequence, s_image })
        {
            Both.AreAlike(new Linear(6, 4, new Tanh()).Ready(), input);
            Both.AreAlike(new Linear(6, 4, hasBias: false).Ready(), input);
            Both.AreAlike(new WeightNormLinear(6, 4, activation: new Relu()).Ready(), input);
            Both.AreAlike(new Sequential(new Linear(6, 4), new PRelu(4), new PRelu(), new Softmax()).Ready(), input);
            Both.AreAlike(new Sequential(new Linear(6, 4), new Scale(4, 0.5f), new Scale(1, 2)).Ready(), input);
        }
    }

    [RuntimeFact]
    public void Convolutions_with_every_option()
    {
        ConvolutionOptions[] all =
        [
            new(), new() { Padding = 1 }, new() { Stride = new Extent(2, 1), Padding = new Extent(0, 2) },
            new() { Dilation = new Extent(2, 3), Padding = 3 }, new() { Groups = 2 }, new() { Groups = 6, Padding = 1 },
        ];
        foreach (ConvolutionOptions options in all)
        {
            Both.AreAlike(new Conv2d(6, 12, new Extent(3, 2), options, new Relu()).Ready(), s_image);
            Both.AreAlike(new WeightNormConv2d(6, 12, 3, options).Ready(), s_image);
            Both.AreAlike(new ConvBlock(6, 12, 3, options, new Silu()).Ready(), s_image);
        }
    }

    [RuntimeFact]
    public void Pools()
    {
        PoolingOptions[] all = [new(), new() { Window = 3, Stride = 2, Padding = 1 }, new() { Window = new Extent(2, 4), Stride = 1 },
            new() { Window = 3, Padding = 1, CountPadding = false }];
        foreach (PoolingOptions options in all)
        {
            Both.AreAlike(new MaxPool2d(options), s_image);
            Both.AreAlike(new AveragePool2d(options), s_image);
        }

        foreach (Extent output in new[] { new Extent(3, 4), new Extent(4, 3), new Extent(9, 8), new Extent(11, 2) })
            Both.AreAlike(new AdaptiveAveragePool2d(output), s_image);
        Both.AreAlike(new GlobalAveragePool2d(), s_image);
        Both.AreAlike(new GlobalMaxPool2d(), s_image);
    }

    [RuntimeFact]
    public void Larger_images()
    {
        foreach (Extent factor in new Extent[] { 1, 2, 3, new(2, 5) })
        {
            Both.AreAlike(new Upsample2d(factor), s_image);
            Both.AreAlike(new Upsample2d(factor, bilinear: true), s_image);
        }

        foreach (ConvolutionOptions options in new ConvolutionOptions[] { new(), new() { Stride = 2 },
            new() { Stride = new Extent(2, 3), Padding = 1, Dilation = new Extent(1, 2) } })
            Both.AreAlike(new ConvTranspose2d(6, 4, new Extent(3, 2), options, new Relu()).Ready(), s_image);
    }

    [RuntimeFact]
    public void Signals_side_by_side()
    {
        Both.AreAlike(new Concat(new Linear(6, 3)).Ready(), s_row);
        Both.AreAlike(new Concat(new Linear(6, 3)).Ready(), s_sequence);
        Both.AreAlike(new Concat(new Conv2d(6, 3, 1)).Ready(), s_image);
        Both.AreAlike(new Sequential(new Conv2d(6, 4, 1), new Concat(new Linear(4, 2)), new Conv2d(6, 3, 1)).Ready(), s_image);
    }

    [RuntimeFact]
    public void Norms_on_rows_sequences_and_images()
    {
        foreach (Shape input in new[] { s_row, s_sequence, s_image })
        {
            Both.AreAlike(new BatchNorm(6, epsilon: 1e-3).Ready(), input);
            Both.AreAlike(new LayerNorm(6, 1e-4).Ready(), input);
            Both.AreAlike(new RmsNorm(6).Ready(), input);
            Both.AreAlike(new GroupNorm(3, 6).Ready(), input);
        }
    }

    [RuntimeFact]
    public void Flattened_images_keep_their_order()
    {
        Both.AreAlike(new Sequential(new Conv2d(6, 4, 3), new MaxPool2d(), new Flatten(), new Dropout(), new Linear(36, 5)).Ready(),
            s_image);
        Both.AreAlike(new Sequential(new Flatten(), new Linear(9 * 8 * 6, 5)).Ready(), s_image);
    }

    [RuntimeFact]
    public void Blocks()
    {
        Both.AreAlike(new Residual(new Sequential(new Linear(6, 6, new Relu()), new Linear(6, 6)), activation: new Gelu()).Ready(), s_row);
        Both.AreAlike(new Residual(new Conv2d(6, 6, 1)).Ready(), s_image);
        Both.AreAlike(new Residual(new Linear(6, 3), new Conv2d(6, 3, 1), new Relu(), drop: 0.3).Ready(), s_image);
        Both.AreAlike(new SqueezeExcite(6, 2).Ready(), s_image);
        Both.AreAlike(ResNet.Bottleneck(6, 4, 2).Ready(), s_image);
    }

    [RuntimeFact]
    public void Recurrent_layers()
    {
        foreach (bool last in new[] { false, true })
        {
            Both.AreAlike(new SimpleRnn(6, 7, last).Ready(), s_sequence);
            Both.AreAlike(new SimpleRnn(6, 7, last, new Relu(), new Normal(0.1), new Identity()).Ready(), s_sequence);
            Both.AreAlike(new SimpleRnn(6, 7, last, new Sigmoid()).Ready(), s_sequence);
            Both.AreAlike(new Lstm(6, 7, last).Ready(), s_sequence);
            Both.AreAlike(new Gru(6, 7, last).Ready(), s_sequence);
        }
    }

    [RuntimeFact]
    public void Sequences_of_tokens_and_transformers()
    {
        Both.AreAlike(new Embedding(11, 6).Ready(), new Shape(5), tokens: 11);
        Both.AreAlike(new Sequential(new Embedding(11, 6), new PositionalEncoding(9, 6)).Ready(), new Shape(5), tokens: 11);
        foreach (bool causal in new[] { false, true })
        {
            Both.AreAlike(new MultiHeadAttention(6, 3, causal).Ready(), s_sequence);
            Both.AreAlike(new TransformerBlock(6, 2, causal: causal, normFirst: causal, dropout: 0.1).Ready(), s_sequence);
        }

        Both.AreAlike(CharacterTransformer.Build(11, 5, 8, 2, 2).Ready(), new Shape(5), tokens: 11);
        Both.AreAlike(new VisionTransformer(8, 3, 6, 4, 8, 2, 2).Ready(), new Shape(8, 8, 6));
    }

    [RuntimeFact]
    public void Networks_by_name()
    {
        Both.AreAlike(LeNet5.Build().Ready(), new Shape(28, 28, 1));
        Both.AreAlike(Vgg.Build(11, 4, batchNorm: true, width: 4).Ready(), new Shape(32, 32, 3));
        Both.AreAlike(ResNet.Large(18, 4, width: 4).Ready(), new Shape(64, 64, 3));
        Both.AreAlike(ResNet.Large(50, 4, width: 4).Ready(), new Shape(64, 64, 3));
    }

    [RuntimeFact]
    public void A_layer_that_is_held_in_two_places_is_written_twice_with_one_weight()
    {
        Linear shared = new(6, 6, new Tanh());
        Both.AreAlike(new Sequential(shared, shared).Ready(), s_row);
    }
}
