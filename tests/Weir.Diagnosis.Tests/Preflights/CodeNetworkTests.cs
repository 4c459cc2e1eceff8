using Weir.Data;
using Weir.Nn;
using Weir.Training;

namespace Weir.Diagnosis.Tests;

/// <summary>A network written in C# gets the verdict of the same network in a recipe, on set-ups of the zoo.</summary>
public sealed class CodeNetworkTests
{
    private static readonly DataSplit s_spirals = DataSources.Load("spirals", new DataRequest { Seed = 1 });

    public static TheoryData<string, string> Cases { get; } = new()
    {
        { "relu4", "" },
        { "tanh5", "" },
        { "sigmoid9", "vanishing-gradient" },
        { "tanh10-small", "vanishing-gradient" },
        { "relu9-ru", "vanishing-gradient" },
        { "linear14-n", "exploding-gradient" },
        { "relu4-negbias", "dying-relu" },
        { "tanh4-n5", "saturation" },
        { "zeros", "symmetric-init" },
        { "const", "symmetric-init" },
        { "double-softmax", "bad-output-activation" },
        { "relu4-adam-lr1", "learning-rate-too-high" },
        { "relu3-lr1e-5", "learning-rate-too-low" },
        { "linear4", "missing-nonlinearity" },
        { "dropout.9", "over-regularised" },
        { "wd", "over-regularised" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_verdicts_are_the_same(string name, string expected)
    {
        (string layers, Module[] parts, string written, OptimizerRecipe optimizer) = Case(name);
        Recipe recipe = RecipeReader.Parse($"data: spirals\nmodel:\n{layers}\noptimizer: {written}\nbatch: 64\nepochs: 80", "r.yaml");
        Sequential model = new(parts);
        model.Initialize(1);
        IReadOnlyList<Finding> inCode = Preflight.Check(model, s_spirals, new CrossEntropy(), optimizer, batch: 64, epochs: 80,
            options: new PreflightOptions { Threads = 1 }).Findings;
        IReadOnlyList<Finding> inRecipe = Preflight.Check(recipe, new PreflightOptions { Threads = 1, Data = s_spirals }).Findings;
        inCode.Select(finding => (finding.Diagnostic.Code, finding.Severity, finding.Message))
            .ShouldBe(inRecipe.Select(finding => (finding.Diagnostic.Code, finding.Severity, finding.Message)));
        (inCode.FirstOrDefault(finding => finding.Severity >= Severity.Warning)?.Diagnostic.Name ?? "").ShouldBe(expected);
    }

    private static (string Layers, Module[] Parts, string Written, OptimizerRecipe Optimizer) Case(string name)
    {
        OptimizerRecipe adam = new OptimizerRecipe(new AdamOptions { Rate = 0.003 }),
            sgd = new OptimizerRecipe(new SgdOptions { Rate = 0.05, Momentum = 0.9 });
        const string adamWritten = "{adam: {rate: 0.003}}", sgdWritten = "{sgd: {rate: 0.05, momentum: 0.9}}";
        return name switch
        {
            "relu4" => (Dense(4, 32, "relu", "he-normal"), Parts(4, 32, () => new Relu(), new HeNormal()), adamWritten, adam),
            "tanh5" => (Dense(5, 24, "tanh", "glorot-uniform"), Parts(5, 24, () => new Tanh(), new GlorotUniform()), adamWritten, adam),
            "sigmoid9" => (Dense(9, 16, "sigmoid", "glorot-uniform"), Parts(9, 16, () => new Sigmoid(), new GlorotUniform()), sgdWritten,
                sgd),
            "tanh10-small" => (Dense(10, 24, "tanh", "{normal: 0.05}"), Parts(10, 24, () => new Tanh(), new Normal(0.05)), sgdWritten, sgd),
            "relu9-ru" => (Dense(9, 8, "relu", "{uniform: 0.05}"), Parts(9, 8, () => new Relu(), new Uniform(0.05)), adamWritten, adam),
            "linear14-n" => (Dense(14, 32, null, "{normal: 0.5}"), Parts(14, 32, () => null, new Normal(0.5)), "{sgd: {rate: 0.01}}",
                new OptimizerRecipe(new SgdOptions { Rate = 0.01 })),
            "relu4-negbias" => (Dense(4, 24, "relu", "he-normal", ", bias: {constant: -3}"),
                Parts(4, 24, () => new Relu(), new HeNormal(), new Constant(-3)), adamWritten, adam),
            "tanh4-n5" => (Dense(4, 32, "tanh", "{normal: 5}"), Parts(4, 32, () => new Tanh(), new Normal(5)), sgdWritten, sgd),
            "zeros" => (Dense(3, 32, "tanh", "zeros"), Parts(3, 32, () => new Tanh(), new Zeros()), sgdWritten, sgd),
            "const" => (Dense(3, 32, "tanh", "{constant: 0.1}"), Parts(3, 32, () => new Tanh(), new Constant(0.1)), adamWritten, adam),
            "double-softmax" => (Dense(3, 32, "relu", "he-normal") + "\n- softmax",
                [.. Parts(3, 32, () => new Relu(), new HeNormal()), new Softmax()], sgdWritten, sgd),
            "relu4-adam-lr1" => (Dense(4, 32, "relu", "he-normal"), Parts(4, 32, () => new Relu(), new HeNormal()), "{adam: {rate: 1}}",
                new OptimizerRecipe(new AdamOptions { Rate = 1 })),
            "relu3-lr1e-5" => (Dense(3, 32, "relu", "he-normal"), Parts(3, 32, () => new Relu(), new HeNormal()), "{sgd: {rate: 1e-5}}",
                new OptimizerRecipe(new SgdOptions { Rate = 1e-5 })),
            "linear4" => (Dense(4, 32, null, "glorot-uniform"), Parts(4, 32, () => null, new GlorotUniform()), adamWritten, adam),
            "dropout.9" => (
                string.Join('\n', Enumerable.Repeat("- {linear: 32, activation: relu, weight: he-normal}\n- {dropout: 0.9}", 3))
                    + "\n- {linear: outputs, weight: he-normal}",
                [new Linear(2, 32, new Relu(), new HeNormal()), new Dropout(0.9), new Linear(32, 32, new Relu(), new HeNormal()),
                    new Dropout(0.9), new Linear(32, 32, new Relu(), new HeNormal()), new Dropout(0.9),
                    new Linear(32, 2, weight: new HeNormal())],
                adamWritten, adam),
            _ => (Dense(3, 32, "relu", "he-normal"), Parts(3, 32, () => new Relu(), new HeNormal()),
                "{sgd: {rate: 0.05, momentum: 0.9, weight-decay: 0.3}}",
                new OptimizerRecipe(new SgdOptions { Rate = 0.05, Momentum = 0.9, WeightDecay = 0.3 })),
        };
    }

    private static string Dense(int depth, int width, string? function, string weight, string rest = "") =>
        $"- {{linear: {width}, repeat: {depth}, weight: {weight}{(function is null ? "" : $", activation: {function}")}{rest}}}\n- "
            + $"{{linear: outputs, weight: {weight}}}";

    private static Module[] Parts(int depth, int width, Func<Activation?> function, Initializer weight, Initializer? bias = null) =>
        [.. Enumerable.Range(0, depth).Select(i => new Linear(i == 0 ? 2 : width, width, function(), weight, bias)),
            new Linear(width, 2, weight: weight)];
}
