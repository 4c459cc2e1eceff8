using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Onnx.Tests.Import;

/// <summary>A layer that is used twice is one layer in a file, and comes back as one: training moves it as one.</summary>
public sealed class TiedLayersTests
{
    private static readonly Shape s_row = new(6), s_image = new(6, 6, 3), s_sequence = new(5, 6);

    public static TheoryData<string> Kinds => ["linear", "linear of places", "conv", "conv-transpose", "batch-norm", "layer-norm", "prelu",
        "rnn", "lstm", "gru"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_layer_that_is_used_twice_is_trained_as_one_when_it_comes_back(string kind)
    {
        (Module network, Shape input) = Twice(kind);
        network.Ready();
        Module imported = Back(network, input);
        Moves(network, imported, input);
        // And once more, after the training.
        Moves(network, Back(imported, input), input);
    }

    [Fact]
    public void A_layer_that_is_used_twice_before_it_was_trained_is_one_too()
    {
        Linear shared = new(6, 6, new Tanh());
        LayerNorm norm = new(6);
        Module network = new Sequential(shared, norm, shared, norm);
        network.Initialize(1);
        Moves(network, Back(network, s_row), s_row);
    }

    [Fact]
    public void Layers_that_begin_with_the_same_numbers_are_not_one()
    {
        Module network = new Sequential(new Linear(6, 6, weight: new Constant(0.1)), new BatchNorm(6),
            new Linear(6, 6, weight: new Constant(0.1)), new BatchNorm(6));
        network.Initialize(1);
        Module imported = Back(network, s_row);
        imported.Parameters.Count.ShouldBe(8);
        imported.Buffers.Count.ShouldBe(4);
    }

    [Fact]
    public void Two_biases_of_one_gated_layer_are_not_one()
    {
        Module network = new Sequential(new Gru(6, 4), new Gru(4, 4));
        network.Initialize(1);
        Back(network, s_sequence).Parameters.Count.ShouldBe(8);
    }

    [Fact]
    public void Of_another_program_what_shares_a_matrix_is_tied_with_its_bias_and_norms_of_ones_are_not()
    {
        // PyTorch's exporter puts constants of the same numbers together: norms of ones say nothing of ties.
        Foreign model = new Foreign(4).Constant("w", 4, 4).Constant("zeros", 4).Constant("ones", 4);
        foreach (Protos.TensorProto each in model.Graph.Initializer.Where(each => each.Name is "zeros" or "ones"))
        {
            Protos.TensorProto filled = TensorValues.Of([4], Enumerable.Repeat(each.Name == "ones" ? 1f : 0f, 4).ToArray());
            (filled.Name, each.RawData) = (each.Name, filled.RawData);
        }

        model.Node("Gemm", "x w zeros", "a").Node("LayerNormalization", "a ones zeros", "b").Node("Gemm", "b w zeros", "c")
            .Node("LayerNormalization", "c ones zeros", "y");
        using MemoryStream stream = new(model.Bytes("y", 4));
        Sequential network = OnnxImport.Read(stream, "foreign").Network;
        Linear first = (Linear)network.Parts[0], second = (Linear)network.Parts[2];
        second.Weight.ShouldBeSameAs(first.Weight);
        second.Bias.ShouldBeSameAs(first.Bias);
        network.Parameters.Count.ShouldBe(2 + 4);
    }

    /// <summary>Each use got a bias of its own, and training took them apart.</summary>
    [Fact]
    public void A_layer_without_a_bias_in_the_file_has_one_for_all_of_its_uses()
    {
        Foreign model = new Foreign(3, 4, 4).Constant("k", 3, 3, 1, 1)
            .Node("ConvTranspose", "x k", "a").Node("Relu", "a", "b").Node("ConvTranspose", "b k", "y");
        using MemoryStream stream = new(model.Bytes("y", 3, 4, 4));
        Sequential network = OnnxImport.Read(stream, "foreign").Network;
        network.Parts.OfType<ConvTranspose2d>().Select(layer => layer.Bias).Distinct().ShouldHaveSingleItem();
        network.Parameters.Count.ShouldBe(2);
    }

    private static (Module Network, Shape Input) Twice(string kind)
    {
        (Func<Module> make, Shape input) = kind switch
        {
            "linear" => ((Func<Module>)(() => new Linear(6, 6, new Tanh())), s_row),
            "linear of places" => (() => new Linear(6, 6), s_sequence),
            "conv" => (() => new Conv2d(3, 3, 3, new ConvolutionOptions { Padding = 1 }, new Tanh()), s_image),
            "conv-transpose" => (() => new ConvTranspose2d(3, 3, 3, new ConvolutionOptions { Padding = 1 }), s_image),
            "batch-norm" => (() => new BatchNorm(3), s_image),
            "layer-norm" => (() => new LayerNorm(6), s_sequence),
            "prelu" => (() => new PRelu(6), s_row),
            "rnn" => (() => new SimpleRnn(6, 6), s_sequence),
            "lstm" => (() => new Lstm(6, 6), s_sequence),
            _ => (() => (Module)new Gru(6, 6), s_sequence),
        };
        Module shared = make();
        return (new Sequential(shared, new Sigmoid(), shared), input);
    }

    private static Module Back(Module network, Shape input)
    {
        using MemoryStream stream = new(OnnxExport.ToBytes(network, input));
        Module imported = OnnxImport.Read(stream, "twice").Network;
        imported.Parameters.Count.ShouldBe(network.Parameters.Count);
        imported.Buffers.Count.ShouldBe(network.Buffers.Count);
        return imported;
    }

    /// <summary>Holds that some steps change two networks alike.</summary>
    private static void Moves(Module network, Module imported, Shape input)
    {
        float[] samples = Both.Numbers(4 * input.Size, RandomStream.For(2, "samples")), before = Both.Weir(network, input, samples);
        Step(network, input, samples);
        Step(imported, input, samples);
        float[] moved = Both.Weir(network, input, samples);
        Both.Difference(moved, before).ShouldBeGreaterThan(1e-3);
        Both.Difference(Both.Weir(imported, input, samples), moved).ShouldBeLessThan(1e-5);
    }

    private static void Step(Module network, Shape input, float[] samples)
    {
        using SimdBackend backend = SimdBackend.Create(new SimdOptions { Threads = 1 });
        Sgd optimizer = new(network, backend, new SgdOptions { Rate = 1 });
        Tape tape = new(backend);
        network.Train();
        for (int step = 0; step < 3; step++)
        {
            tape.Begin();
            tape.Backward(network.Apply(tape.Input(input.Prepend(4), samples)).Square().Mean());
            optimizer.Step();
        }
    }
}
