namespace Weir.Training.Forms;

/// <summary>The metric that is monitored.</summary>
internal static class MonitorForm
{
    public static Form<Monitor> Form { get; } = new WordForm<Monitor>(
        null,
        ("validation-loss", Monitor.ValidationLoss),
        ("validation-accuracy", Monitor.ValidationAccuracy),
        ("validation-r2", Monitor.ValidationR2),
        ("validation-iou", Monitor.ValidationIou),
        ("training-loss", Monitor.TrainingLoss));
}
