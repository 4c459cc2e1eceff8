using Weir.Tensors;
using Weir.Testing;

namespace Weir.Onnx.Tests.Import;

/// <summary>Files that PyTorch has written (tests/golden/make_onnx.py) put out PyTorch's numbers.</summary>
public sealed class GoldenImportTests
{
    [Theory]
    [InlineData("viewed", "conv+relu, max-pool, conv+leakyRelu, flatten, linear+tanh, linear")]
    [InlineData("residual", "conv, batch-norm, relu, residual, residual, global-average-pool, linear")]
    [InlineData("functions", "linear+elu, linear, silu, batch-norm, linear+selu, linear+softplus, linear, prelu, linear+sigmoid")]
    [InlineData("lstm", "lstm, lstm, linear")]
    [InlineData("gru", "gru, gru, linear")]
    [InlineData("places", "lstm, relu, linear")]
    [InlineData("rnn", "simple-rnn, linear")]
    [InlineData("inception", "branches, relu, pad, max-pool, slice, global-average-pool, linear")]
    [InlineData("inception-9", "branches, relu, pad, max-pool, slice, global-average-pool, linear")]
    public void A_network_of_PyTorch_puts_out_the_same_numbers(string name, string layers)
    {
        GoldenCase golden = GoldenFile.Read("onnx").Cases.Single(entry => entry.Name == name);
        OnnxModel model = OnnxImport.Read(Path.Combine(AppContext.BaseDirectory, "golden", $"onnx-{name}.onnx"),
            new OnnxImportOptions { Logits = false });
        string.Join(", ", model.Network.Parts.Select(part => part.Kind)).ShouldBe(layers);
        Shape input = new Shape(golden.Inputs[0].Shape).From(1);
        model.Input.ShouldBe(input);
        Both.Difference(Both.Weir(model.Network, input, golden.Inputs[0].Values), golden.Output.Values).ShouldBeLessThan(1e-5);
        // What was read can be written again; fixed numbers around a network cannot.
        OnnxModel again = OnnxImport.Read(new MemoryStream(OnnxExport.ToBytes(model.Network, input)), "again.onnx",
            new OnnxImportOptions { Logits = false });
        Both.Difference(Both.Weir(again.Network, input, golden.Inputs[0].Values), golden.Output.Values).ShouldBeLessThan(1e-5);
    }
}
