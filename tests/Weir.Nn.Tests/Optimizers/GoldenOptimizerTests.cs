using Weir.Tensors.Backends;

namespace Weir.Nn.Tests.Optimizers;

/// <summary>Ten steps of every optimizer that PyTorch has: parameters and memory after each of them.</summary>
public sealed class GoldenOptimizerTests
{
    private static readonly string[] Names = ["sgd", "adagrad", "rmsprop", "adadelta", "adam", "adamw", "nadam", "radam"];

    public static TheoryData<string, string, string> Cases
    {
        get
        {
            TheoryData<string, string, string> cases = [];
            foreach (string name in Names)
            {
                foreach (GoldenOptimizerCase golden in GoldenOptimizer.Read(name).Cases)
                {
                    foreach (string backend in new[] { "reference", "simd 1", "simd 2" })
                        cases.Add(name, golden.Name, backend);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Ten_steps_are_those_of_PyTorch(string name, string caseName, string backendName)
    {
        GoldenOptimizer file = GoldenOptimizer.Read(name);
        GoldenOptimizerCase golden = file.Cases.Single(c => c.Name == caseName);
        Backend backend = TestBackends.Create(backendName);
        Problem problem = new(backend, file.X, file.Targets, file.First);
        Optimizer optimizer = Make(name, golden.Options, problem.Model, backend);
        golden.Parameters.Length.ShouldBe(10);
        for (int step = 0; step < 10; step++)
        {
            problem.Backward();
            optimizer.Step(measured: step % 2 == 1);
            problem.Values.ShouldBeNear(golden.Parameters[step], $"parameters after step {step + 1}", relative: 2e-5, absolute: 1e-5);
            foreach ((string state, float[][] values) in golden.States)
            {
                float[] memory = [.. optimizer.Names
                    .SelectMany(parameter => optimizer.State.Single(entry => entry.Name == $"{parameter}.{state}").Value.ToArray())];
                memory.ShouldBeNear(values[step], $"{state} after step {step + 1}", relative: 1e-4, absolute: 1e-5);
            }
        }
    }

    private static Optimizer Make(string name, Dictionary<string, double> o, Module model, Backend backend)
    {
        double Of(string key, double otherwise) => o.GetValueOrDefault(key, otherwise);
        return name switch
        {
            "sgd" => new Sgd(model, backend, new SgdOptions
            {
                Rate = o["rate"],
                Momentum = Of("momentum", 0),
                Nesterov = o.ContainsKey("nesterov"),
                WeightDecay = Of("weightDecay", 0)
            }),
            "adagrad" => new AdaGrad(model, backend, new AdaGradOptions
            {
                Rate = o["rate"],
                RateDecay = Of("rateDecay", 0),
                InitialSum = Of("initialSum", 0),
                WeightDecay = Of("weightDecay", 0)
            }),
            "rmsprop" => new RmsProp(model, backend, new RmsPropOptions
            {
                Rate = o["rate"],
                Alpha = Of("alpha", 0.99),
                Momentum = Of("momentum", 0),
                Centred = o.ContainsKey("centred"),
                Epsilon = Of("epsilon", 1e-8),
                WeightDecay = Of("weightDecay", 0)
            }),
            "adadelta" => new Adadelta(model, backend, new AdadeltaOptions
            {
                Rate = o["rate"],
                Rho = Of("rho", 0.9),
                Epsilon = Of("epsilon", 1e-6),
                WeightDecay = Of("weightDecay", 0)
            }),
            "adam" => new Adam(model, backend, new AdamOptions
            {
                Rate = o["rate"],
                Beta1 = Of("beta1", 0.9),
                Beta2 = Of("beta2", 0.999),
                Epsilon = Of("epsilon", 1e-8),
                WeightDecay = o["weightDecay"]
            }),
            "adamw" => new AdamW(model, backend, new AdamWOptions
            {
                Rate = o["rate"],
                Beta1 = Of("beta1", 0.9),
                Beta2 = Of("beta2", 0.999),
                Epsilon = Of("epsilon", 1e-8),
                WeightDecay = o["weightDecay"]
            }),
            "nadam" => new NAdam(model, backend, new NAdamOptions
            {
                Rate = o["rate"],
                Beta1 = Of("beta1", 0.9),
                Beta2 = Of("beta2", 0.999),
                Epsilon = Of("epsilon", 1e-8),
                WeightDecay = o["weightDecay"]
            }),
            _ => new RAdam(model, backend, new RAdamOptions
            {
                Rate = o["rate"],
                Beta1 = Of("beta1", 0.9),
                Beta2 = Of("beta2", 0.999),
                Epsilon = Of("epsilon", 1e-8),
                WeightDecay = o["weightDecay"]
            }),
        };
    }
}
