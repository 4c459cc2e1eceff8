namespace Weir.Training;

/// <summary>How well a value is predicted, in its own unit.</summary>
/// <param name="Name">Its name.</param>
/// <param name="MeanAbsoluteError">The mean distance.</param>
/// <param name="RootMeanSquaredError">The root of the mean squared distance.</param>
/// <param name="R2">1 − squared error / variance of the targets; null where they do not vary.</param>
/// <param name="Bias">The mean of prediction − target.</param>
/// <param name="Mean">The mean of the targets.</param>
/// <param name="Deviation">Their standard deviation: the root mean squared error of who always answers the mean.</param>
public sealed record ValueReport(
    string Name, double MeanAbsoluteError, double RootMeanSquaredError, double? R2, double Bias, double Mean, double Deviation)
{
    /// <summary>
    /// The root mean squared error of who always says that the value stays as it was last known; null where samples show no past of it.
    /// </summary>
    public double? PersistenceError { get; init; }
}
