using Weir.Cli.Views;
using Weir.Nn;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Cli.Tests.Views;

/// <summary>A run of hand, with all that pages tell of.</summary>
internal static class ViewRuns
{
    private static readonly Recipe s_recipe = RecipeReader.Parse(
        "model: [{linear: 8, repeat: 3, activation: tanh}, linear: outputs]\noptimizer: {sgd: {rate: 0.1}}\nepochs: 20\n", "a-recipe.yaml");

    public static RunInfo Info { get; } = new()
    {
        Name = "a-run-of-a-name",
        Recipe = s_recipe,
        Summary = Summaries(),
        Memory = new MemoryPlan
        {
            Parameters = 620_000,
            Gradients = 0,
            Optimizer = 1_240_000,
            Copies = 0,
            Step = 3_400_000,
            Evaluation = 900_000,
            Batches = 40_000,
        },
        Epochs = 20,
        TotalSteps = 20_000,
        StepsPerEpoch = 1000,
        TrainingSamples = 10_000,
        ValidationSamples = 1000,
        TestSamples = 1000,
        Outputs = 10,
        Classification = true,
        Backend = "simd",
        Threads = 2,
        Directory = "runs/a-run-of-a-name-that-is-long",
    };

    public static TrainingResult Result { get; } = new()
    {
        Status = TrainingStatus.Finished,
        Last = Make.Epochs(12)[^1],
        Best = Make.Epochs(12)[^2],
        Restored = Make.Epochs(12)[8],
        Steps = 12_000,
        Elapsed = TimeSpan.FromSeconds(31),
        StepsPerSecond = 400,
        Message = "stopped early: no better validation loss than 0.21 of epoch 9 in 3 epochs; the weights are those of that epoch",
        Test = new EvaluationMetrics(0.2, 0.97, null),
    };

    public static ShowView.Page Page { get; } = new(
        new RunHeader("a-run-of-a-name", "784 → 100 ×8 → 10", 149_710, 1, 2),
        "interrupted at step 12,000 of 20,000; go on with  weir resume runs/a-run-of-a-name-that-is-long",
        Info.Summary,
        Make.Epochs(12),
        new Flow.Trace(Make.Header(9), [Make.Sample(9, 0.5, 1), Make.Sample(9, 0.5, 1000)]))
    {
        Findings = Make.Findings,
    };

    private static Summary Summaries()
    {
        Module model = NetworkBuilder.Build(s_recipe, new Shape(784), new Shape(10));
        model.Initialize(1);
        return Summary.Of(model, new Shape(784));
    }
}
