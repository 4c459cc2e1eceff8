using Google.Protobuf;
using Weir.Nn;
using Weir.Onnx.Protos;
using Weir.Tensors;

namespace Weir.Onnx.Tests.Import;

/// <summary>Files that cannot be read say why, and cost no more memory than they have bytes for.</summary>
public sealed class MalformedTests
{
    [Fact]
    public void Every_cut_of_a_file_is_refused_in_words()
    {
        byte[] whole = OnnxExport.ToBytes(LeNet5.Build().Ready(), new Shape(28, 28, 1));
        int refused = 0;
        for (int length = 0; length < whole.Length; length += length < 3000 ? 7 : 9973)
        {
            OnnxException error = Should.Throw<OnnxException>(() => OnnxImport.Read(new MemoryStream(whole, 0, length), "cut.onnx"),
                $"{length} bytes");
            error.Message.ShouldStartWith("cut.onnx: ");
            refused++;
        }

        refused.ShouldBeGreaterThan(400);
    }

    [Fact]
    public void Operators_that_are_not_read_are_all_named()
    {
        Foreign model = new Foreign(3).Node("Det", "x", "a").Node("Einsum", "a", "b").Node("Einsum", "b", "y");
        Refusal(model)
            .ShouldBe("foreign.onnx: it has operators that are not read: Det ('Det_a'), Einsum (2 nodes, first 'Einsum_b'); read are "
            + string.Join(", ", OnnxImport.Operators));
        Foreign other = new Foreign(3).Node("Relu", "x", "y");
        other.Graph.Node[0].Domain = "com.microsoft";
        Refusal(other).ShouldStartWith("foreign.onnx: it has operators that are not read: com.microsoft.Relu ('Relu_y')");
    }

    [Theory]
    [InlineData("claims (1099511627776, 4)", 1L << 40, 4)]
    [InlineData("claims (2000000000, 2000000000)", 2_000_000_000, 2_000_000_000)]
    [InlineData("claims an axis of -5 entries", -5, 4)]
    [InlineData("claims (3, 5), 15 numbers, and has 12", 3, 5)]
    [InlineData("claims (0, 4), 0 numbers, and has 12", 0, 4)]
    public void Lengths_that_the_numbers_do_not_fill(string expected, long rows, long columns)
    {
        Foreign model = new Foreign(3).Constant("w", 3, 4).Node("MatMul", "x w", "y");
        model.Graph.Initializer[0].Dims[0] = rows;
        model.Graph.Initializer[0].Dims[1] = columns;
        long before = GC.GetAllocatedBytesForCurrentThread();
        string message = Refusal(model);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1 << 20);
        (message.Contains(expected.Replace("claims (1099511627776, 4)", "claims an axis of 1099511627776 entries",
            StringComparison.Ordinal),
            StringComparison.Ordinal) || message.Contains("a matrix is expected", StringComparison.Ordinal)).ShouldBeTrue(message);
    }

    [Fact]
    public void Images_and_paddings_of_absurd_size()
    {
        Foreign image = new Foreign(3, 100_000, 100_000).Node("Relu", "x", "y");
        Refusal(image).ShouldContain("too large");
        Foreign middle = new Foreign(3, 20_000, 20_000).Node("Relu", "x", "y");
        Refusal(middle).ShouldContain("it claims 4800000000 bytes");
        Foreign padded = new Foreign(1, 4, 4).Constant("k", 1, 1, 1, 1).Node("Conv", "x k", "y", ("pads", [1 << 29, 1 << 29, 1 << 29,
            1 << 29]));
        Refusal(padded).ShouldContain("node 'Conv_y' (Conv)");
        Foreign strange = new Foreign(1, 4, 4).Constant("k", 1, 1, 1, 1).Node("Conv", "x k", "y", ("strides", [1L << 40, 1]));
        Refusal(strange).ShouldContain("node 'Conv_y' (Conv)");
    }

    [Fact]
    public void Graphs_that_cannot_be()
    {
        Refusal(new Foreign(3).Node("Relu", "z", "y"))
            .ShouldBe("foreign.onnx: node 'Relu_y' (Relu): no node before it makes its input 'z'");
        Refusal(new Foreign(3).Node("Relu", "y", "y")).ShouldContain("no node before it makes its input 'y'");
        Refusal(new Foreign(3).Node("Relu", "x", "a").Node("Tanh", "x", "a").Node("Relu", "a", "y")).ShouldContain("two nodes make 'a'");
        Refusal(new Foreign(3).Node("Relu", "x", "a")).ShouldBe("foreign.onnx: no node makes the output 'y' of what comes in at 'x'");
        Refusal(new Foreign(3).Node("Identity", "x", "y")).ShouldContain("there is no layer between its input and its output");
        Refusal(new Foreign(3).Node("Relu", "x", "a").Node("Add", "a a", "y")).ShouldContain("added to itself");
        Refusal(new Foreign(3).Node("Relu", "x", "a").Node("Mul", "a x", "y")).ShouldContain("joins two signals");
        Refusal(new Foreign(3).Constant("w", 3, 4).Node("MatMul", "x w", "a").Node("Add", "a x", "y")).ShouldContain("they must be alike");
        Refusal(new Foreign(3).Constant("w", 4, 4).Node("MatMul", "x w", "y")).ShouldContain("its last axis must have 4 features");
        Refusal(new Foreign(3).Constant("b", 5).Node("Add", "x b", "y")).ShouldContain("do not fit samples of shape (3)");
        Foreign noGraph = new(3);
        noGraph.Model.Graph = null;
        Should.Throw<OnnxException>(() => OnnxImport.Read(new MemoryStream(noGraph.Model.ToByteArray()), "n.onnx")).Message
            .ShouldBe("n.onnx: it is no ONNX file, or it is damaged: it has no graph");
    }

    [Fact]
    public void Densely_connected_graphs_are_refused_at_once()
    {
        Foreign model = new Foreign(3).Node("Relu", "x", "a0");
        for (int i = 1; i < 60; i++)
            model.Node("Tanh", $"a{i - 1}", $"t{i}").Node("Add", i > 1 ? $"t{i} t{i - 1}" : $"t{i} a0", $"a{i}");
        model.Node("Relu", "a59", "y");
        DateTime start = DateTime.UtcNow;
        Refusal(model).ShouldContain("goes ways that are not read");
        (DateTime.UtcNow - start).ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Weights_in_another_file_and_of_other_types()
    {
        Foreign elsewhere = new Foreign(3).Constant("w", 3, 4).Node("MatMul", "x w", "y");
        elsewhere.Graph.Initializer[0].DataLocation = 1;
        Refusal(elsewhere).ShouldContain("are in another file");
        Foreign typed = new Foreign(3).Constant("w", 3, 4).Node("MatMul", "x w", "y");
        typed.Graph.Initializer[0].DataType = 8;
        Refusal(typed).ShouldContain("has numbers of type 8");
        Foreign half = new Foreign(3).Constant("w", 3, 4).Node("MatMul", "x w", "y");
        half.Graph.Initializer[0].DataType = 7;
        half.Graph.Initializer[0].RawData = ByteString.CopyFrom(new byte[13]);
        Refusal(half).ShouldContain("no whole numbers");
    }

    [Fact]
    public void Many_layers_of_one_weight_do_not_make_a_small_file_a_large_network()
    {
        const int Width = 1000, Layers = 1000;
        Foreign model = new Foreign(Width).Constant("w", Width, Width);
        for (int i = 0; i < Layers; i++)
            model.Node("MatMul", i == 0 ? "x w" : $"a{i} w", i == Layers - 1 ? "y" : $"a{i + 1}");
        Refusal(model).ShouldContain("share numbers so often");
    }

    /// <summary>Layers are made when the whole graph is read: what they refuse is told of their node all the same.</summary>
    [Theory]
    [InlineData(-1e-5f)]
    [InlineData(0f)]
    [InlineData(float.NaN)]
    public void An_epsilon_that_is_none(float epsilon)
    {
        Foreign model = new Foreign(4).Constant("scale", 4).Constant("shift", 4).Node("LayerNormalization", "x scale shift", "y");
        model.Graph.Node[^1].Attribute.Add(new AttributeProto
        {
            Name = "epsilon",
            Type = AttributeProto.Types.AttributeType.Float,
            F = epsilon,
        });
        Refusal(model).ShouldStartWith("foreign.onnx: node 'LayerNormalization_y': the epsilon of a normalisation is above 0");
    }

    private static string Refusal(Foreign model) => Should.Throw<OnnxException>(() => model.Read()).Message;
}
