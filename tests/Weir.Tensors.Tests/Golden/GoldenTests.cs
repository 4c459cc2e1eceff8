using Weir.Tensors.Backends;
using Weir.Testing;

namespace Weir.Tensors.Tests.Golden;

/// <summary>Values and gradients against PyTorch's (tests/golden/make_golden.py), on both backends.</summary>
public sealed class GoldenTests
{
    [Theory]
    [InlineData("elementwise", 30)]
    [InlineData("arithmetic", 55)]
    [InlineData("reductions", 25)]
    [InlineData("losses", 9)]
    [InlineData("products", 13)]
    [InlineData("shaping", 14)]
    public void Values_and_gradients_are_those_of_PyTorch(string name, int count)
    {
        GoldenFile file = GoldenFile.Read($"tensors-{name}");
        file.MadeBy.ShouldContain("make_golden.py");
        file.Cases.Count.ShouldBe(count);
        using SimdBackend simd = SimdBackend.Create(new SimdOptions { Threads = 2, Grain = 1024 });
        string[] mistakes = [.. file.Cases
            .SelectMany(c => new Backend[] { TestBackends.Reference, simd }.Select(backend => Mistake(c, backend))).OfType<string>()];
        mistakes.ShouldBeEmpty();
    }

    [Fact]
    public void Every_elementwise_and_arithmetic_operation_has_golden_numbers()
    {
        Elementwise.All.Select(operation => operation.Name).Except(GoldenFile.Read("tensors-elementwise").Cases.Select(c => c.Operation))
            .ShouldBeEmpty();
        Arithmetic.All.Select(operation => operation.Name).Except(GoldenFile.Read("tensors-arithmetic").Cases.Select(c => c.Operation))
            .ShouldBeEmpty();
    }

    private static string? Mistake(GoldenCase golden, Backend backend)
    {
        Tape tape = new(backend);
        tape.Begin();
        Tensor one = tape.Full(Shape.Scalar, 1);
        Tensor[] leaves = [.. golden.Inputs
            .Select((input, i) => Tensor.Leaf(new Shape(input.Shape), input.Values, golden.Gradients[i] is not null))];
        // The first input is put on the tape; the others stay leaves, as weights are.
        Tensor[] inputs = [leaves[0].Multiply(one), .. leaves.Skip(1)];
        Tensor output = GoldenOperations.Apply(golden, inputs);
        float[] values = output.ToArray();
        tape.Backward(output.Multiply(tape.Input(output.Shape, golden.OutputGradient.Values)).Sum());

        if (output.Shape != new Shape(golden.Output.Shape))
            return $"{backend.Name}: {golden.Name}: the shape is {output.Shape}, expected {new Shape(golden.Output.Shape)}";
        if (Tolerance.Golden.Mistake(golden.Output.Values, values) is { } mistake)
            return $"{backend.Name}: {golden.Name}: {mistake}";
        for (int i = 0; i < leaves.Length; i++)
        {
            if (golden.Gradients[i] is { } gradient && Tolerance.Golden.Mistake(gradient.Values, leaves[i].Gradient()) is { } wrong)
                return $"{backend.Name}: {golden.Name}: gradient of input {i}: {wrong}";
        }

        return null;
    }
}
