using Weir.Tensors;
using Weir.Tensors.Backends;
using Weir.Testing;

namespace Weir.Nn.Tests.Golden;

/// <summary>Ten steps of SGD against PyTorch's numbers: all parameters after each step.</summary>
public sealed class GoldenStepTests
{
    private static readonly GoldenFile File = GoldenFile.Read("nn-steps");

    public static TheoryData<string, string> Cases
    {
        get
        {
            TheoryData<string, string> cases = [];
            foreach (GoldenCase golden in File.Cases)
            {
                foreach (string backend in new[] { "reference", "simd 1", "simd 2" })
                    cases.Add(golden.Name, backend);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Parameters_after_each_of_ten_steps_are_those_of_PyTorch(string name, string backendName)
    {
        GoldenCase golden = File.Cases.Single(c => c.Name == name);
        foreach (bool measured in new[] { false, true })
        {
            Backend backend = TestBackends.Create(backendName);
            Sequential model = GoldenNetwork.Of(golden, 1, () => new Tanh());
            Sgd optimizer = new(model, backend, Options(golden.Numbers!));
            Tape tape = new(backend);
            for (int step = 0; step < 10; step++)
            {
                tape.Begin();
                Tensor x = tape.Input(new Shape(golden.Inputs[0].Shape), golden.Inputs[0].Values);
                Tensor loss = new CrossEntropy().Of(model.Apply(x), new Indices(golden.Indices!));
                tape.Backward(loss);
                ((double)loss.Item()).ShouldBe(golden.Output.Values[step], 1e-5);
                optimizer.Step(measured);
                float[] parameters = [.. model.Parameters.SelectMany(parameter => parameter.Value.ToArray())];
                parameters.ShouldBeNear(golden.Gradients[step]!.Values, $"{name}, {backendName}, after step {step + 1}");
            }
        }
    }

    private static SgdOptions Options(float[] numbers) => new()
    {
        Rate = numbers[0],
        Momentum = numbers[1],
        Nesterov = numbers[2] > 0,
        WeightDecay = numbers[3],
        DecayAll = numbers[4] > 0,
        ClipNorm = numbers[5] > 0 ? numbers[5] : null,
    };
}
