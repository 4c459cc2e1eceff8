using Weir.Tensors;
using Weir.Testing;

namespace Weir.Nn.Tests.Golden;

/// <summary>
/// Layers against PyTorch's: output, the gradients of the signal and of every parameter, and running state (tests/golden/make_layers.py).
/// </summary>
public sealed class GoldenLayerTests
{
    [Theory]
    [InlineData("convolutions", "reference")]
    [InlineData("convolutions", "simd 2")]
    [InlineData("pools", "reference")]
    [InlineData("pools", "simd 2")]
    [InlineData("norms", "reference")]
    [InlineData("norms", "simd 2")]
    [InlineData("sequences", "reference")]
    [InlineData("sequences", "simd 2")]
    [InlineData("blocks", "reference")]
    [InlineData("blocks", "simd 2")]
    [InlineData("upsampling", "reference")]
    [InlineData("upsampling", "simd 2")]
    public void Values_and_gradients_are_those_of_PyTorch(string name, string backend)
    {
        GoldenFile file = GoldenFile.Read($"layers-{name}");
        file.MadeBy.ShouldContain("make_layers.py");
        file.Cases.Count.ShouldBeGreaterThan(6);
        foreach (GoldenCase golden in file.Cases)
            Check(golden, backend);
    }

    private static void Check(GoldenCase golden, string backend)
    {
        Module layer = LayerOf(golden.Operation, [.. golden.Numbers ?? []]);
        layer.Initialize(1);
        for (int i = 0; i < layer.Parameters.Count; i++)
        {
            layer.Parameters[i].Shape.ShouldBe(new Shape(golden.Inputs[i + 1].Shape),
                $"{golden.Name}: {ModuleMap.Of(layer).Parameters[i].Name}");
            layer.Parameters[i].Set(golden.Inputs[i + 1].Values);
        }

        Tape tape = new(TestBackends.Create(backend));
        if (golden.Operation == "batch-norm-running")
            Run(tape, layer, golden);
        tape.Begin();
        Tensor leaf = Tensor.Leaf(new Shape(golden.Inputs[0].Shape), golden.Inputs[0].Values,
            needsGradient: golden.Gradients[0] is not null);
        Tensor output = layer.Apply(leaf.Multiply(tape.Full(Shape.Scalar, 1)));
        output.Shape.ShouldBe(new Shape(golden.Output.Shape), golden.Name);
        output.ToArray().ShouldBeNear(golden.Output.Values, $"{golden.Name} on {backend}: output");
        tape.Backward(output.Multiply(tape.Input(output.Shape, golden.OutputGradient.Values)).Sum());
        if (golden.Gradients[0] is { } gradient)
            leaf.Gradient().ShouldNotBeNull()
                .ShouldBeNear(gradient.Values, $"{golden.Name} on {backend}: gradient of the signal", absolute: 1e-5);
        for (int i = 0; i < layer.Parameters.Count; i++)
        {
            layer.Parameters[i].Value.Gradient().ShouldNotBeNull().ShouldBeNear(
                golden.Gradients[i + 1].ShouldNotBeNull().Values,
                    $"{golden.Name} on {backend}: gradient of {ModuleMap.Of(layer).Parameters[i].Name}", absolute: 2e-5);
        }
    }

    /// <summary>
    /// Three training steps; the inputs behind the parameters are their signals and then the running statistics expected.
    /// </summary>
    private static void Run(Tape tape, Module layer, GoldenCase golden)
    {
        for (int i = 3; i < 6; i++)
        {
            tape.Begin();
            layer.Apply(tape.Input(new Shape(golden.Inputs[i].Shape), golden.Inputs[i].Values));
        }

        ModuleMap.Of(layer).Buffers.Select(buffer => buffer.Name).ShouldBe(["runningMean", "runningVariance"]);
        layer.Buffers[0].Value.ToArray().ShouldBeNear(golden.Inputs[6].Values, "running mean");
        layer.Buffers[1].Value.ToArray().ShouldBeNear(golden.Inputs[7].Values, "running variance");
        layer.Train(false);
    }

    private static Module LayerOf(string operation, float[] n)
    {
        int[] whole = [.. n.Select(number => (int)number)];
        return operation switch
        {
            "conv" => new Conv2d(whole[0], whole[1], new Extent(whole[2], whole[3]), new ConvolutionOptions
            {
                Stride = new Extent(whole[4], whole[5]),
                Padding = new Extent(whole[6], whole[7]),
                Dilation = new Extent(whole[8], whole[9]),
                Groups = whole[10],
            }),
            "max-pool" => new MaxPool2d(new PoolingOptions { Window = whole[0], Stride = whole[1], Padding = whole[2] }),
            "average-pool" => new AveragePool2d(
                new PoolingOptions { Window = whole[0], Stride = whole[1], Padding = whole[2], CountPadding = whole[3] == 1 }),
            "adaptive" => new AdaptiveAveragePool2d(new Extent(whole[0], whole[1])),
            "global" => new GlobalAveragePool2d(),
            "batch-norm" => new BatchNorm(whole[0]),
            "batch-norm-running" => new BatchNorm(whole[0], momentum: 0.3),
            "layer-norm" => new LayerNorm(whole[0]),
            "group-norm" => new GroupNorm(whole[0], whole[1]),
            "weight-norm" => new WeightNormLinear(whole[0], whole[1]),
            "weight-norm-conv" => new WeightNormConv2d(whole[0], whole[1], new Extent(whole[2], whole[3]),
                new ConvolutionOptions { Stride = whole[4], Padding = whole[5], Groups = whole[6] }),
            "squeeze-excite" => new SqueezeExcite(whole[0], whole[1]),
            "global-max" => new GlobalMaxPool2d(),
            "prelu" => new PRelu(whole[0]),
            "softmax" => new Softmax(),
            "residual" => new Residual(new Sequential(new Linear(4, 3, new Relu()), new Linear(3, 4 + whole[0])), whole[0] == 1
                ? new Linear(4, 5) : null, new Relu()),
            "conv-block" => new ConvBlock(3, 4, 3, new ConvolutionOptions { Stride = 2, Padding = 1 }, new Relu()),
            "upsample" => new Upsample2d(new Extent(whole[0], whole[1]), bilinear: whole[2] == 1),
            "concat" => new Concat(new Conv2d(3, 4, 3, new ConvolutionOptions { Padding = 1 }, new Relu())),
            "conv-transpose" => new ConvTranspose2d(whole[0], whole[1], new Extent(whole[2], whole[3]), new ConvolutionOptions
            {
                Stride = new Extent(whole[4], whole[5]),
                Padding = new Extent(whole[6], whole[7]),
                Dilation = new Extent(whole[8], whole[9]),
            }),
            "rnn" => new SimpleRnn(whole[0], whole[1], whole[2] == 1),
            "lstm" => new Lstm(whole[0], whole[1], whole[2] == 1),
            "gru" => new Gru(whole[0], whole[1], whole[2] == 1),
            "embedding" => new Embedding(whole[0], whole[1]),
            "attention" => new MultiHeadAttention(whole[0], whole[1], whole[2] == 1),
            "transformer" => new TransformerBlock(whole[0], whole[1], whole[2], normFirst: whole[3] == 1),
            _ => throw new InvalidOperationException($"no layer is known for the golden case {operation}"),
        };
    }
}
