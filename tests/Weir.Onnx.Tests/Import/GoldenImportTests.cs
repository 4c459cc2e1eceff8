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
    public void A_network_of_PyTorch_puts_out_the_same_numbers(string name, string layers)
    {
        GoldenCase golden = GoldenFile.Read("onnx").Cases.Single(entry => entry.Name == name);
        OnnxModel model = OnnxImport.Read(Path.Combine(AppContext.BaseDirectory, "golden", $"onnx-{name}.onnx"),
            new OnnxImportOptions { Logits = false });
        string.Join(", ", model.Network.Parts.Select(part => part.Kind)).ShouldBe(layers);
        Shape input = new Shape(golden.Inputs[0].Shape).From(1);
        model.Input.ShouldBe(input);
        Both.Difference(Both.Weir(model.Network, input, golden.Inputs[0].Values), golden.Output.Values).ShouldBeLessThan(1e-5);
    }
}
