using Weir.Nn;
using Weir.Tensors;

namespace Weir.Onnx.Tests.Import;

/// <summary>Networks made elsewhere give the same in Weir as in ONNX Runtime.</summary>
public sealed class OnnxImportTests
{
    [RuntimeFact]
    public void A_convolutional_network_with_its_channels_first()
    {
        Foreign model = new Foreign(3, 8, 6)
            .Constant("k1", 4, 3, 3, 3).Constant("b1", 4).Node("Conv", "x k1 b1", "c1", ("pads", [1, 1, 1, 1]), ("kernel_shape", [3, 3]))
            .Constant("s", 4).Constant("h", 4).Constant("m", 4).Constant("v", 4).Node("BatchNormalization", "c1 s h m v", "n1")
            .Node("Relu", "n1", "r1").Node("MaxPool", "r1", "p1", ("kernel_shape", [2, 2]), ("strides", [2, 2]))
            .Node("Flatten", "p1", "f1", ("axis", [1]))
            .Constant("w", 5, 48).Constant("b", 5).Node("Gemm", "f1 w b", "g1", ("transB", [1])).Node("Tanh", "g1", "y");
        OnnxModel network = Alike(model, new Shape(8, 6, 3));
        network.Network.Parts.Select(part => part.Kind).ShouldBe(["conv", "batch-norm", "relu", "max-pool", "flatten", "linear+tanh"]);
        network.Output.ShouldBe(new Shape(5));
    }

    [RuntimeFact]
    public void Residual_blocks_with_and_without_projection()
    {
        Foreign model = new Foreign(4, 6, 6)
            .Constant("k1", 4, 4, 3, 3).Node("Conv", "x k1", "a", ("pads", [1, 1, 1, 1])).Node("Relu", "a", "b")
            .Constant("k2", 4, 4, 3, 3).Node("Conv", "b k2", "c", ("pads", [1, 1, 1, 1])).Node("Add", "c x", "d").Node("Relu", "d", "e")
            .Constant("k3", 6, 4, 3, 3).Node("Conv", "e k3", "f", ("pads", [1, 1, 1, 1]), ("strides", [2, 2])).Node("Relu", "f", "g")
            .Constant("k4", 6, 6, 1, 1).Node("Conv", "g k4", "h")
            .Constant("k5", 6, 4, 1, 1).Node("Conv", "e k5", "i", ("strides", [2, 2])).Node("Add", "i h", "j")
            .Node("GlobalAveragePool", "j", "k").Node("Flatten", "k", "l", ("axis", [1])).Constant("w", 2, 6).Node("Gemm", "l w", "y",
                ("transB", [1]));
        OnnxModel network = Alike(model, new Shape(6, 6, 4));
        network.Network.Parts.Select(part => part.Kind).ShouldBe(["residual", "residual", "global-average-pool", "linear"]);
        Residual first = (Residual)network.Network.Parts[0], second = (Residual)network.Network.Parts[1];
        (first.Projection, first.Activation?.Kind).ShouldBe((null, "relu"));
        (second.Projection!.Kind, second.Bypassed[0].Kind, second.Activation).ShouldBe(("conv", "sequential", null));
    }

    [RuntimeFact]
    public void A_network_that_makes_images_smaller_and_larger_again_with_its_channels_first()
    {
        Foreign model = new Foreign(2, 6, 4)
            .Constant("k1", 3, 2, 3, 3).Node("Conv", "x k1", "a", ("pads", [1, 1, 1, 1])).Node("Relu", "a", "b")
            .Node("MaxPool", "b", "c", ("kernel_shape", [2, 2]), ("strides", [2, 2]))
            .Constant("k2", 5, 3, 1, 1).Node("Conv", "c k2", "d").Node("Relu", "d", "e")
            .Constant("k3", 5, 4, 2, 2).Constant("b3", 4).Node("ConvTranspose", "e k3 b3", "f", ("strides", [2, 2])).Node("Relu", "f", "g")
            .Node("Concat", "b g", "h", ("axis", [1]))
            .Constant("k4", 2, 7, 1, 1).Constant("b4", 2).Node("Conv", "h k4 b4", "i").Node("Flatten", "i", "j", ("axis", [1]))
            .Constant("w", 3, 48).Node("Gemm", "j w", "y", ("transB", [1]));
        OnnxModel network = Alike(model, new Shape(6, 4, 2));
        network.Network.Parts.Select(part => part.Kind).ShouldBe(["conv+relu", "concat", "conv", "flatten", "linear"]);
        Concat block = (Concat)network.Network.Parts[1];
        block.BranchFirst.ShouldBeFalse();
        ((Sequential)block.Branch).Parts.Select(part => part.Kind).ShouldBe(["max-pool", "conv+relu", "conv-transpose+relu"]);
        // The signal behind the branch.
        model.Graph.Node.Single(node => node.OpType == "Concat").Input.Clear();
        model.Graph.Node.Single(node => node.OpType == "Concat").Input.AddRange(["g", "b"]);
        ((Concat)Alike(model, new Shape(6, 4, 2)).Network.Parts[1]).BranchFirst.ShouldBeTrue();
    }

    [RuntimeFact]
    public void A_network_may_put_out_images()
    {
        OnnxModel model = new Foreign(2, 3, 4).Constant("k", 5, 2, 1, 1).Node("Conv", "x k", "y").Read();
        (model.Input, model.Output).ShouldBe((new Shape(3, 4, 2), new Shape(3, 4, 5)));
    }

    [RuntimeFact]
    public void A_dense_block_takes_all_that_was_before_side_by_side()
    {
        Foreign model = new Foreign(2, 4, 4)
            .Constant("k1", 3, 2, 3, 3).Node("Conv", "x k1", "a", ("pads", [1, 1, 1, 1])).Node("Concat", "x a", "b", ("axis", [1]))
            .Constant("k2", 4, 5, 1, 1).Node("Conv", "b k2", "c").Node("Relu", "c", "d").Node("Concat", "x a d", "e", ("axis", [1]))
            .Constant("k3", 2, 9, 3, 3).Node("Conv", "e k3", "f").Node("Concat", "f", "g", ("axis", [1]))
            .Node("Flatten", "g", "h", ("axis", [1])).Constant("w", 3, 8).Node("Gemm", "h w", "y", ("transB", [1]));
        Alike(model, new Shape(4, 4, 2)).Network.Parts.Select(part => part.Kind)
            .ShouldBe(["concat", "concat", "conv", "flatten", "linear"]);
    }

    [RuntimeFact]
    public void Branches_beside_one_another_and_beside_the_signal_that_they_begin_at()
    {
        Foreign model = new Foreign(2, 4, 4)
            .Constant("k1", 3, 2, 1, 1).Node("Conv", "x k1", "a")
            .Constant("k2", 2, 2, 3, 3).Node("Conv", "x k2", "b", ("pads", [1, 1, 1, 1]))
            .Constant("k3", 1, 2, 3, 3).Constant("k4", 2, 2, 3, 3).Node("Conv", "b k3", "c", ("pads", [1, 1, 1, 1])).Node("Conv", "b k4",
                "d", ("pads", [1, 1, 1, 1])).Node("Concat", "c d", "e", ("axis", [1]))
            .Node("Concat", "a e x", "f", ("axis", [1])).Node("GlobalAveragePool", "f", "g").Node("Flatten", "g", "y", ("axis", [1]));
        Concat block = (Concat)Alike(model, new Shape(4, 4, 2)).Network.Parts[0];
        block.BranchFirst.ShouldBeTrue();
        ((Branches)block.Branch).Parts.Select(part => part.Kind).ShouldBe(["conv", "sequential"]);
    }

    [RuntimeTheory]
    [InlineData(0, 1, 1, 2)]
    [InlineData(2, 0, 0, 0)]
    public void A_convolution_with_more_zeros_on_one_side(int top, int left, int bottom, int right)
    {
        Foreign model = new Foreign(2, 5, 6).Constant("k", 3, 2, 3, 3).Node("Conv", "x k", "a", ("pads", [top, left, bottom, right]),
            ("strides", [2, 2])).Node("Flatten", "a", "y", ("axis", [1]));
        model.Graph.Node[^1].Output[0] = "b";
        int pixels = ((((5 + top + bottom) - 3) / 2) + 1) * ((((6 + left + right) - 3) / 2) + 1);
        Alike(model.Constant("w", 2, 3 * pixels).Node("Gemm", "b w", "y", ("transB", [1])), new Shape(5, 6, 2)).Network.Parts
            .Select(part => part.Kind).ShouldBe(["pad", "conv", "flatten", "linear"]);
    }

    [RuntimeFact]
    public void Parts_of_a_row_and_the_first_place_of_a_sequence()
    {
        Foreign row = new Foreign(6).Whole("from", 1).Whole("to", -1).Whole("axis", 1).Node("Slice", "x from to axis", "a")
            .Constant("w", 4, 2).Node("MatMul", "a w", "y");
        Alike(row, new Shape(6)).Network.Parts.Select(part => part.Kind).ShouldBe(["slice", "linear"]);
        Foreign sequence = new Foreign(4, 3).Constant("w", 1, 8, 3).Constant("r", 1, 8, 2).Constant("b", 1, 16)
            .Node("Transpose", "x", "a", ("perm", [1, 0, 2])).Node("LSTM", "a w r b", "c", ("hidden_size", [2])).Whole("direction", 1)
            .Node("Squeeze", "c direction", "d").Whole("first", 0).Node("Gather", "d first", "e", ("axis", [0]))
            .Node("Flatten", "e", "y", ("axis", [1]));
        // ONNX Runtime keeps the axis of a place that stands in a list.
        sequence.Graph.Initializer.Single(constant => constant.Name == "first").Dims.Clear();
        Alike(sequence, new Shape(4, 3)).Network.Parts.Select(part => part.Kind).ShouldBe(["lstm", "slice"]);
    }

    [Theory]
    [InlineData("LSTM a w r", "its weights have shapes (1, 8, 3) and (1, 8, 2), which do not fit 3 units", 3)]
    [InlineData("LSTM x w r", "a sequence that is transposed to have its places first is expected", 2)]
    [InlineData("GRU a w r", "its reset gate comes before the product with the state", 2)]
    [InlineData("LSTM a w r b s", "lengths of sequences come in", 2)]
    public void What_is_not_read_of_recurrent_layers(string node, string message, long units)
    {
        string[] words = node.Split(' ');
        Foreign model = new Foreign(4, 3).Constant("w", 1, 8, 3).Constant("r", 1, 8, 2).Constant("b", 1, 16).Whole("s", 4)
            .Node("Transpose", "x", "a", ("perm", [1, 0, 2])).Node(words[0], string.Join(' ', words[1..]), "y", ("hidden_size", [units]));
        Should.Throw<OnnxException>(() => model.Read()).Message.ShouldContain(message);
    }

    [RuntimeFact]
    public void Norms_of_channels_and_a_logarithm_of_a_softmax_at_the_end()
    {
        Foreign model = new Foreign(4, 3, 3).Constant("s", 4).Constant("t", 4).Node("InstanceNormalization", "x s t", "a")
            .Constant("k", 4, 4, 1, 1).Node("Conv", "a k", "b").Node("Sum", "b x", "c").Node("Flatten", "c", "d", ("axis", [1]))
            .Constant("w", 3, 36).Node("Gemm", "d w", "e", ("transB", [1])).Node("LogSoftmax", "e", "y", ("axis", [-1]));
        OnnxModel read = model.Read();
        read.Network.Parts[^1].Kind.ShouldBe("linear");
        Should.Throw<OnnxException>(() => model.Read(logits: false)).Message
            .ShouldContain("node 'LogSoftmax_y' (LogSoftmax): it is read at the very end alone");
        model.Graph.Node.RemoveAt(model.Graph.Node.Count - 1);
        model.Graph.Node[^1].Output[0] = "y";
        Should.Throw<OnnxException>(() => model.Node("GroupNormalization", "x s t", "z").Read()).Message.ShouldContain("version 21");
        model.Graph.Node.RemoveAt(model.Graph.Node.Count - 1);
        Alike(model, new Shape(3, 3, 4)).Network.Parts.Select(part => part.Kind).ShouldBe(["residual", "flatten", "linear"]);
    }

    [Theory]
    [InlineData("Concat x x", "a signal is put beside itself, which is not read")]
    [InlineData("Concat x k", "its input 'k' is fixed numbers where a signal is expected")]
    [InlineData("Resize x", "neither its 'scales' nor its 'sizes' are four numbers that are known before the network runs")]
    public void What_is_not_read_of_images_side_by_side_and_larger(string node, string message)
    {
        string[] words = node.Split(' ');
        Foreign model = new Foreign(2, 4, 4).Constant("k", 1, 2, 4, 4).Node(words[0], string.Join(' ', words[1..]), "a",
            words[0] == "Concat" ? [("axis", [1])] : []).Node("Flatten", "a", "b", ("axis", [1])).Constant("w", 3, 64)
            .Node("Gemm", "b w", "y", ("transB", [1]));
        Should.Throw<OnnxException>(() => model.Read()).Message.ShouldContain(message);
    }

    [RuntimeFact]
    public void A_product_and_a_sum_are_one_layer_and_x_times_its_sigmoid_is_SiLU()
    {
        Foreign model = new Foreign(3).Constant("w", 3, 4).Node("MatMul", "x w", "a").Constant("b", 4).Node("Add", "a b", "c")
            .Node("Sigmoid", "c", "d").Node("Mul", "c d", "e").Constant("v", 4, 2).Node("MatMul", "e v", "y");
        Alike(model, new Shape(3)).Network.Parts.Select(part => part.Kind).ShouldBe(["linear", "silu", "linear"]);
    }

    [RuntimeFact]
    public void A_shape_that_a_program_works_out_step_by_step()
    {
        Foreign model = new Foreign(2, 4, 4).Constant("k", 3, 2, 1, 1).Node("Conv", "x k", "a").Node("Shape", "a", "s").Whole("zero", 0)
            .Node("Gather", "s zero", "n").Node("Unsqueeze", "n zero", "u").Whole("rest", -1).Node("Concat", "u rest", "t", ("axis", [0]))
            .Node("Reshape", "a t", "r").Constant("w", 2, 48).Node("Gemm", "r w", "y", ("transB", [1]));
        // ONNX Runtime wants a scalar index there; the reader takes both.
        model.Read().Network.Parts.Select(part => part.Kind).ShouldBe(["conv", "flatten", "linear"]);
    }

    [RuntimeFact]
    public void Constants_around_the_network_stay_what_they_are()
    {
        Foreign model = new Foreign(3, 4, 4).Constant("m", 3, 1, 1).Node("Sub", "x m", "a").Constant("d", 1, 3, 1, 1).Node("Div", "a d",
            "b")
            .Constant("k", 2, 3, 3, 3).Node("Conv", "b k", "c").Node("GlobalMaxPool", "c", "e").Whole("axes", 2, 3).Node("Squeeze",
                "e axes", "f")
            .Constant("scale", 1).Node("Mul", "f scale", "y");
        Alike(model, new Shape(4, 4, 3)).Network.Parts.Select(part => part.Kind)
            .ShouldBe(["subtract-constant", "divide-constant", "conv", "global-max-pool", "multiply-constant"]);
    }

    [RuntimeFact]
    public void What_Weir_has_written_comes_back()
    {
        (Module Network, Shape Input)[] all =
        [
            (LeNet5.Build().Ready(), new Shape(28, 28, 1)),
            (ResNet.Small(20, 10).Ready(), new Shape(16, 16, 3)),
            (ResNet.Large(50, 3, width: 4).Ready(), new Shape(64, 64, 3)),
            (Vgg.Build(11, 3, batchNorm: true, width: 4).Ready(), new Shape(32, 32, 3)),
            (Mlp.Build(7, 3, activation: () => new Gelu()).Ready(), new Shape(7)),
            (new Sequential(new Conv2d(2, 3, 3, new ConvolutionOptions { Padding = 1 }, new Relu()),
                new Concat(new Sequential(new MaxPool2d(), new Concat(new Sequential(new MaxPool2d(), new Conv2d(3, 2, 1),
                    new Upsample2d()), branchFirst: true), new Upsample2d(bilinear: true))),
                new ConvTranspose2d(8, 4, 2, new ConvolutionOptions { Stride = 2 }, new Relu()), new Linear(4, 3)).Ready(),
                new Shape(8, 4, 2)),
            (new Sequential(new Linear(7, 4), new LayerNorm(4), new PRelu(4), new Elu(0.5f), new Dropout(0.2), new Linear(4, 2)).Ready(),
                new Shape(7)),
        ];
        foreach ((Module network, Shape input) in all)
        {
            OnnxModel model = OnnxImport.Read(new MemoryStream(OnnxExport.ToBytes(network, input)), "own.onnx");
            model.Input.ShouldBe(input);
            model.Network.ParameterCount.ShouldBe(network.ParameterCount);
            float[] samples = Both.Samples(input, 3);
            Both.Difference(Both.Weir(model.Network, input, samples), Both.Weir(network, input, samples)).ShouldBeLessThan(1e-6);
        }
    }

    [Fact]
    public void A_softmax_at_the_end_is_left_off_unless_it_is_wanted()
    {
        Foreign model = new Foreign(3).Constant("w", 3, 2).Node("MatMul", "x w", "a").Node("Softmax", "a", "y", ("axis", [-1]));
        model.Read().Network.Parts.Select(part => part.Kind).ShouldBe(["linear"]);
        model.Read(logits: false).Network.Parts.Select(part => part.Kind).ShouldBe(["linear", "softmax"]);
        Foreign gate = new Foreign(3).Constant("w", 3, 2).Node("MatMul", "x w", "a").Node("Sigmoid", "a", "y");
        gate.Read().Network.Parts.Select(part => part.Kind).ShouldBe(["linear"]);
        gate.Read(logits: false).Network.Parts.Select(part => part.Kind).ShouldBe(["linear+sigmoid"]);
    }

    [Fact]
    public void Initializing_it_gives_the_values_of_the_file_again()
    {
        OnnxModel model = new Foreign(3).Constant("w", 3, 2).Node("MatMul", "x w", "y").Read();
        float[] before = model.Network.Parameters[0].Value.ToArray();
        model.Network.Parameters[0].Set(new float[6]);
        model.Network.Initialize(5);
        model.Network.Parameters[0].Value.ToArray().ShouldBe(before);
    }

    private static OnnxModel Alike(Foreign model, Shape input)
    {
        OnnxModel read = model.Read(logits: false);
        read.Input.ShouldBe(input);
        float[] samples = Both.Samples(input, 3);
        float[] first = input.Rank == 3 ? ChannelsFirst(samples, input) : samples;
        Shape foreign = input.Rank == 3 ? new Shape(input[2], input[0], input[1]) : input;
        Both.Difference(Both.Weir(read.Network, input, samples), Both.Runtime(model.Bytes(), foreign, first)["y"]).ShouldBeLessThan(1e-5);
        return read;
    }

    private static float[] ChannelsFirst(float[] samples, Shape image)
    {
        int pixels = image[0] * image[1];
        return [.. samples.Chunk(image.Size).SelectMany(sample =>
            Enumerable.Range(0, image.Size).Select(i => sample[(i % pixels * image[2]) + (i / pixels)]))];
    }
}
