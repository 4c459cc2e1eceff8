namespace Weir.Training;

/// <summary>The metric of an epoch that something waits for.</summary>
public enum Monitor
{
    /// <summary>Mean loss of the validation part; of the training part where there is none.</summary>
    ValidationLoss,

    /// <summary>Share of the validation part that is classified rightly.</summary>
    ValidationAccuracy,

    /// <summary>R² of the validation part.</summary>
    ValidationR2,

    /// <summary>Mean intersection over union of the validation part, where each pixel has a class.</summary>
    ValidationIou,

    /// <summary>Mean loss of the training part.</summary>
    TrainingLoss,
}

/// <summary>Reads what is monitored.</summary>
internal static class Monitors
{
    /// <summary>The metric; not a number where the epoch has none.</summary>
    public static double Of(this Monitor monitor, EpochMetrics metrics) => monitor switch
    {
        Monitor.ValidationAccuracy => metrics.ValidationAccuracy ?? double.NaN,
        Monitor.ValidationR2 => metrics.ValidationR2 ?? double.NaN,
        Monitor.ValidationIou => metrics.ValidationIou ?? double.NaN,
        Monitor.TrainingLoss => metrics.TrainingLoss,
        _ => metrics.ValidationLoss ?? metrics.TrainingLoss,
    };

    /// <summary>Whether a larger one is better.</summary>
    public static bool IsLargerBetter(this Monitor monitor) =>
        monitor is Monitor.ValidationAccuracy or Monitor.ValidationR2 or Monitor.ValidationIou;

    /// <summary>What it is called.</summary>
    public static string Name(this Monitor monitor) => monitor switch
    {
        Monitor.ValidationAccuracy => "validation accuracy",
        Monitor.ValidationR2 => "validation R²",
        Monitor.ValidationIou => "validation IoU",
        Monitor.TrainingLoss => "training loss",
        _ => "validation loss",
    };
}
