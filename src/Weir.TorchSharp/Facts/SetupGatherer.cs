using TorchSharp;
using Weir.Diagnosis;

namespace Weir.TorchSharp;

/// <summary>How a run is set up, read off its optimizers.</summary>
/// <param name="optimizers">The optimizers, one or more; the first tells of all but the rate.</param>
/// <param name="options">What the user says.</param>
internal sealed class SetupGatherer(IReadOnlyList<torch.optim.Optimizer> optimizers, FlowWatchOptions options)
{
    /// <summary>Steps that are assumed of a run of unknown length.</summary>
    private const long Assumed = 10_000;
    private double _largest, _sum;
    private long _steps;

    /// <summary>The framework with its version, as facts name it.</summary>
    public static string Framework { get; } = $"torchsharp {typeof(torch).Assembly.GetName().Version?.ToString(3)}";

    /// <summary>The loss's name.</summary>
    public string Loss { get; } = options.LossName ?? LossNames.Of(options.Loss);

    /// <summary>The limit of the gradient's norm; null without one.</summary>
    public double? ClipNorm { get; set; }

    /// <summary>The step from which on the network makes its steps in evaluation mode; null where it does not.</summary>
    public long? EvaluationSince { get; set; }

    /// <summary>The largest rate of all groups of parameters now.</summary>
    public double Rate =>
        optimizers.SelectMany(optimizer => optimizer.ParamGroups).Select(group => group.LearningRate).DefaultIfEmpty(0).Max();

    /// <summary>Counts a step with its rate.</summary>
    public void Count()
    {
        double rate = Rate;
        (_largest, _sum, _steps) = (Math.Max(_largest, rate), _sum + rate, _steps + 1);
    }

    /// <summary>The facts so far.</summary>
    /// <param name="batch">Samples of a step.</param>
    /// <param name="outputs">Outputs of the network.</param>
    /// <param name="classes">Whether targets are classes.</param>
    /// <param name="ended">Whether no step will follow.</param>
    public SetupFacts Facts(int batch, int outputs, bool classes, bool ended)
    {
        torch.optim.Optimizer optimizer = optimizers[0];
        object? settings = Settings.Value(optimizer.ParamGroups.FirstOrDefault(), "Options");
        string name = optimizer.GetType().Name.ToLowerInvariant();
        bool hasBetas = optimizer is torch.optim.IBetas;
        long total = options.TotalSteps ?? (ended ? Math.Max(1, _steps) : Math.Max(Assumed, _steps));
        return new SetupFacts
        {
            Optimizer = name,
            Adaptive = name != "sgd",
            Rate = _steps == 0 ? Rate : _largest,
            RateSum = _steps == 0 ? Rate * total : _sum / _steps * total,
            Momentum = name == "sgd" ? Settings.Number(settings, "momentum") ?? 0 : 0,
            Epsilon = hasBetas ? Settings.Number(settings, "eps") : null,
            WeightDecay = Settings.Number(settings, "weight_decay") ?? 0,
            DecoupledDecay = name == "adamw",
            ClipNorm = ClipNorm,
            Framework = Framework,
            EvaluationSince = EvaluationSince,
            Loss = Loss,
            Classification = classes || LossNames.Classifies(Loss),
            Outputs = Math.Max(1, outputs),
            Batch = Math.Max(1, batch),
            TotalSteps = total,
            StepsPerEpoch = options.StepsPerEpoch ?? (int)Math.Min(total, int.MaxValue),
        };
    }
}
