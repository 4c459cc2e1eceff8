using Microsoft.Extensions.Logging;

namespace Weir.Hosting;

/// <summary>What a run says to a logger. The numbers of the events are part of what is documented (docs/hosting.md).</summary>
internal static partial class TrainingMessages
{
    [LoggerMessage(1, LogLevel.Information, "{Run}: training of {Parameters} parameters on {Samples} samples starts: {Epochs} epochs of "
        + "{Steps} steps, batches of {Batch}, {Backend} on {Threads} threads")]
    public static partial void Started(this ILogger logger, string run, long parameters, int samples, int epochs, int steps, int batch,
        string backend, int threads);

    [LoggerMessage(2, LogLevel.Information, "{Run}: goes on behind step {Step} of {Steps}")]
    public static partial void Resumed(this ILogger logger, string run, long step, long steps);

    [LoggerMessage(3, LogLevel.Information, "{Run}: {Remark}")]
    public static partial void Remarked(this ILogger logger, string run, string remark);

    [LoggerMessage(4, LogLevel.Information,
        "{Run}: layer {Layer} ({Number} of {Count}) is pre-trained: reconstruction error {Before} before, {After} after")]
    public static partial void Pretrained(this ILogger logger, string run, string layer, int number, int count, double before,
        double after);

    [LoggerMessage(5, LogLevel.Debug,
        "{Run}: step {Step}: loss {Loss}, rate {Rate}, gradient norm {GradientNorm}, attenuation {Attenuation} decades per layer")]
    public static partial void Sampled(this ILogger logger, string run, long step, double loss, double rate, double? gradientNorm,
        double? attenuation);

    [LoggerMessage(6, LogLevel.Information, "{Run}: epoch {Epoch} of {Epochs}: loss {Loss}, {Seconds:0.###} s")]
    public static partial void EpochEnded(this ILogger logger, string run, int epoch, int epochs, double loss, double seconds);

    [LoggerMessage(7, LogLevel.Information,
        "{Run}: epoch {Epoch} of {Epochs}: loss {Loss}, validation loss {ValidationLoss}, {Seconds:0.###} s")]
    public static partial void EpochValidated(this ILogger logger, string run, int epoch, int epochs, double loss, double validationLoss,
        double seconds);

    [LoggerMessage(8, LogLevel.Information, "{Run}: epoch {Epoch} of {Epochs}: loss {Loss}, validation loss {ValidationLoss}, validation "
        + "accuracy {ValidationAccuracy}, {Seconds:0.###} s")]
    public static partial void EpochOfClasses(this ILogger logger, string run, int epoch, int epochs, double loss, double validationLoss,
        double validationAccuracy, double seconds);

    [LoggerMessage(9, LogLevel.Information, "{Run}: epoch {Epoch} of {Epochs}: loss {Loss}, validation loss {ValidationLoss}, validation "
        + "R² {ValidationR2}, {Seconds:0.###} s")]
    public static partial void EpochOfValues(this ILogger logger, string run, int epoch, int epochs, double loss, double validationLoss,
        double validationR2, double seconds);

    [LoggerMessage(10, LogLevel.Information, "{Run}: finished after {Steps} steps in {Seconds:0.###} s, {StepsPerSecond:0} steps a second")]
    public static partial void Finished(this ILogger logger, string run, long steps, double seconds, double stepsPerSecond);

    [LoggerMessage(11, LogLevel.Information, "{Run}: on the test part loss {Loss}, accuracy or R² {Score}")]
    public static partial void Tested(this ILogger logger, string run, double loss, double? score);

    [LoggerMessage(12, LogLevel.Warning, "{Run}: interrupted after {Steps} steps; {Outlook} ({Reason})")]
    public static partial void Interrupted(this ILogger logger, string run, long steps, string outlook, string? reason);

    [LoggerMessage(13, LogLevel.Error, "{Run}: not finite at step {Step}: {Reason}")]
    public static partial void NonFinite(this ILogger logger, string run, long step, string? reason);

    [LoggerMessage(14, LogLevel.Error, "{Run}: failed after {Steps} steps: {Reason}")]
    public static partial void Failed(this ILogger logger, string run, long steps, string? reason);

    [LoggerMessage(EventId = 15, Message = "{Run}: {Code} {Title}, from step {Step} on: {Finding}")]
    public static partial void Found(this ILogger logger, LogLevel level, string run, string code, string title, long step,
        string finding);
}
