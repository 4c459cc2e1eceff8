using Weir.Tensors;
using Weir.Tensors.Backends;
using Weir.Testing;

namespace Weir.Nn.Tests.Golden;

/// <summary>Every loss, on classes and on values, against PyTorch's numbers.</summary>
public sealed class GoldenLossTests
{
    private static readonly GoldenFile File = GoldenFile.Read("nn-losses");

    [Fact]
    public void Every_loss_has_golden_numbers() =>
        Nn.Losses.All.Keys.Except(File.Cases.Concat(GoldenFile.Read("nn-heads").Cases).Select(c => c.Operation)).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(TestBackends.Names), MemberType = typeof(TestBackends))]
    public void Losses_and_their_gradients_are_those_of_PyTorch(string name)
    {
        File.Cases.Count.ShouldBe(11);
        Check(File, TestBackends.Create(name));
    }

    [Theory]
    [MemberData(nameof(TestBackends.Names), MemberType = typeof(TestBackends))]
    public void Cross_entropy_with_shares_of_classes_is_that_of_PyTorch(string name)
    {
        GoldenFile soft = GoldenFile.Read("nn-soft-losses");
        soft.Cases.Count.ShouldBe(6);
        Check(soft, TestBackends.Create(name));
    }

    [Theory]
    [MemberData(nameof(TestBackends.Names), MemberType = typeof(TestBackends))]
    public void One_output_for_two_classes_margins_and_weights_of_classes_are_those_of_PyTorch(string name)
    {
        GoldenFile heads = GoldenFile.Read("nn-heads");
        heads.Cases.Count.ShouldBe(6);
        Check(heads, TestBackends.Create(name));
    }

    private static void Check(GoldenFile file, Backend backend)
    {
        foreach (GoldenCase golden in file.Cases)
        {
            // Several numbers are weights of classes.
            Loss loss = golden.Numbers is { Length: > 1 } weights
                ? new ClassWeighted(Nn.Losses.All[golden.Operation].Make(null), weights)
                : Nn.Losses.All[golden.Operation].Make(golden.Numbers?[0]);
            Tape tape = new(backend);
            tape.Begin();
            Tensor leaf = Tensor.Leaf(new Shape(golden.Inputs[0].Shape), golden.Inputs[0].Values, needsGradient: true);
            // On the tape, as the output of a network is.
            Tensor output = leaf * tape.Full(Shape.Scalar, 1);
            Tensor value = golden.Indices is { } labels
                ? loss.Of(output, new Indices(labels))
                : loss.Of(output, tape.Input(new Shape(golden.Inputs[1].Shape), golden.Inputs[1].Values));
            value.Shape.ShouldBe(Shape.Scalar);
            ((double)value.Item()).ShouldBe(golden.Output.Values[0], 2e-6 * Math.Max(1, golden.Output.Values[0]), golden.Name);
            tape.Backward(value * golden.OutputGradient.Values[0]);
            leaf.Gradient()!.ShouldBeNear(golden.Gradients[0]!.Values, golden.Name);
        }
    }
}
