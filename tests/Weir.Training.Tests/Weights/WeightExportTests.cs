using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training.Tests;

/// <summary>What is written for PyTorch is what PyTorch itself has written: its golden files, read and written again.</summary>
public sealed class WeightExportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_convolutional_network_is_written_as_PyTorch_wrote_it()
    {
        (string From, string To)[] names = [("features.0", "1.conv"), ("features.1", "1.norm"), ("features.4", "3"), ("norm", "5"),
            ("classifier.0", "6"), ("classifier.2", "7")];
        Sequential model = WeightImportTests.Cnn();
        Shape image = new(6, 8, 2);
        Safetensors golden = Load(model, image, "weights-cnn.safetensors", names);
        Safetensors written = Write(model, image);
        foreach ((string name, SavedTensor tensor) in golden.Tensors.Where(entry => !entry.Key.EndsWith("num_batches_tracked",
            StringComparison.Ordinal)))
        {
            (string from, string to) = names.Single(entry => name.StartsWith(entry.From + ".", StringComparison.Ordinal));
            SavedTensor own = written.Tensors[to + name[from.Length..]];
            own.Shape.ShouldBe(tensor.Shape, name);
            own.Floats().ShouldBe(tensor.Floats(), name);
        }

        written.Tensors.Count.ShouldBe(golden.Tensors.Keys.Count(name => !name.EndsWith("num_batches_tracked", StringComparison.Ordinal)));
    }

    [Fact]
    public void Recurrent_layers_and_attention_have_the_names_that_PyTorch_gives_them()
    {
        (string From, string To)[] names = [("embedding", "1"), ("lstm", "2"), ("block.self_attn", "3.attention"), ("block.norm1",
            "3.attentionNorm"),
            ("block.norm2", "3.networkNorm"), ("block.linear1", "3.expand"), ("block.linear2", "3.contract"), ("gru", "4")];
        Sequential model = new(new Embedding(7, 4), new Lstm(4, 6), new TransformerBlock(6, 2, 8), new Gru(6, 3));
        Safetensors golden = Load(model, new Shape(5), "weights-sequences.safetensors", names);
        Safetensors written = Write(model, new Shape(5));
        foreach ((string name, SavedTensor tensor) in golden.Tensors)
        {
            (string from, string to) = names.Single(entry => name.StartsWith(entry.From + ".", StringComparison.Ordinal));
            SavedTensor own = written.Tensors[to + name[from.Length..]];
            own.Shape.ShouldBe(tensor.Shape, name);
            if (!name.StartsWith("lstm.bias", StringComparison.Ordinal))
                own.Floats().ShouldBe(tensor.Floats(), name);
        }

        // An LSTM has one bias here, the sum of PyTorch's two.
        float[] sum = [.. written.Tensors["2.bias_ih_l0"].Floats().Zip(written.Tensors["2.bias_hh_l0"].Floats(), (a, b) => a + b)];
        sum.ShouldBe([.. golden.Tensors["lstm.bias_ih_l0"].Floats().Zip(golden.Tensors["lstm.bias_hh_l0"].Floats(), (a, b) => a + b)]);
    }

    [Fact]
    public void A_module_from_outside_says_what_PyTorch_calls_its_parameters()
    {
        Sequential model = new(new OwnGate(), new OwnGate()), other = new(new OwnGate(), new OwnGate());
        model.Initialize(1);
        other.Initialize(2);
        Safetensors written = Write(model, new Shape(3));
        written.Tensors.Keys.ShouldBe(["1.bias_a", "1.bias_b", "1.gate.weight", "2.bias_a", "2.bias_b", "2.gate.weight"],
            ignoreOrder: true);
        WeightImport.Load(other, new Shape(3), _folder.File("net.safetensors")).Loaded.Count.ShouldBe(4);
        foreach ((Parameter before, Parameter after) in model.Parameters.Zip(other.Parameters))
            after.Value.ToArray().ShouldBe(before.Value.ToArray());
    }

    private sealed class OwnGate : Module, IForeignNames
    {
        private readonly Parameter _opening = new(new Shape(3, 3), new GlorotUniform());
        private readonly Parameter _offset = new(new Shape(3), new Normal(1), ParameterKind.Bias);

        // The bias is the sum of two there.
        public IReadOnlyList<(string Own, string There)> ForeignNames =>
            [("opening", "gate.weight"), ("offset", "bias_a"), ("offset", "bias_b")];

        protected override Tensor Forward(Tensor x) => x.Affine(_opening.Value, _offset.Value);
    }

    [Fact]
    public void Lengths_of_weight_norm_have_the_axes_of_PyTorch_and_come_back_without_a_map()
    {
        Sequential model = new(new WeightNormConv2d(2, 3, 3), new Flatten(), new WeightNormLinear(12, 4), new PRelu(4));
        model.Initialize(1);
        Shape image = new(4, 4, 2);
        Safetensors written = Write(model, image);
        written.Tensors["1.weight_v"].Shape.ShouldBe([3L, 2, 3, 3]);
        written.Tensors["1.weight_g"].Shape.ShouldBe([3L, 1, 1, 1]);
        written.Tensors["3.weight_g"].Shape.ShouldBe([4L, 1]);
        Sequential other = new(new WeightNormConv2d(2, 3, 3), new Flatten(), new WeightNormLinear(12, 4), new PRelu(4));
        WeightImport.Load(other, image, _folder.File("net.safetensors")).IsComplete.ShouldBeTrue();
        foreach ((Parameter own, Parameter read) in model.Parameters.Zip(other.Parameters))
            read.Value.ToArray().ShouldBe(own.Value.ToArray());
    }

    private static Safetensors Load(Module model, Shape input, string golden, (string From, string To)[] names)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "golden", golden);
        WeightName[] map = [.. names.Select(name => new WeightName(name.From, name.To))];
        WeightImport.Load(model, input, path, new WeightImportOptions { Map = map });
        return Safetensors.Read(path);
    }

    private Safetensors Write(Module model, Shape input)
    {
        string path = _folder.File("net.safetensors");
        WeightExport.Write(model, input, path);
        return Safetensors.Read(path);
    }
}
