using Weir.Tensors;
using Weir.Tensors.Backends;
using Weir.Testing;

namespace Weir.Nn.Tests.Golden;

/// <summary>Three dense layers with each activation against PyTorch's numbers (tests/golden/make_golden.py).</summary>
public sealed class GoldenNetworkTests
{
    private static readonly GoldenFile File = GoldenFile.Read("nn-networks");

    [Fact]
    public void There_is_a_network_for_every_activation() =>
        File.Cases.Select(c => c.Operation).Order(StringComparer.Ordinal)
            .ShouldBe(Nn.Activations.All.Values.Select(member => member.Make(null).Kind).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(TestBackends.Names), MemberType = typeof(TestBackends))]
    public void Outputs_loss_and_gradients_are_those_of_PyTorch(string backend)
    {
        foreach (GoldenCase golden in File.Cases)
        {
            Check(golden, TestBackends.Create(backend), fused: true);
            Check(golden, TestBackends.Create(backend), fused: false);
        }
    }

    private static void Check(GoldenCase golden, Backend backend, bool fused)
    {
        Activation Make() => Nn.Activations.All.Values.Select(member => member.Make(golden.Numbers![0]))
            .Single(activation => activation.Kind == golden.Operation);
        Sequential model = fused ? GoldenNetwork.Of(golden, 1, Make) : GoldenNetwork.Apart(golden, 1, Make);
        Tape tape = new(backend);
        tape.Begin();
        Tensor logits = model.Apply(tape.Input(new Shape(golden.Inputs[0].Shape), golden.Inputs[0].Values)).RetainGradient();
        Tensor loss = new CrossEntropy().Of(logits, new Indices(golden.Indices!));
        tape.Backward(loss);

        string name = $"{golden.Name}, {backend.Name}, {(fused ? "fused" : "apart")}";
        logits.ToArray().ShouldBeNear(golden.Output.Values, $"{name}: logits");
        ((double)loss.Item()).ShouldBe(golden.Numbers![1], 1e-5 * Math.Max(1, golden.Numbers[1]), name);
        logits.Gradient()!.ShouldBeNear(golden.OutputGradient.Values, $"{name}: gradient of the logits");
        IReadOnlyList<Parameter> parameters = model.Parameters;
        for (int i = 0; i < parameters.Count; i++)
            parameters[i].Value.Gradient()!.ShouldBeNear(golden.Gradients[i + 1]!.Values, $"{name}: gradient of parameter {i}");
    }
}
