namespace Weir.Zoo;

/// <summary>How a case trained elsewhere with one seed.</summary>
/// <param name="Train">Accuracy on the training set; for regression R² floored at −1; NaN where it is not given.</param>
/// <param name="Test">The same on the test set.</param>
/// <param name="Finite">Whether the last loss was finite.</param>
internal sealed record MeasuredScore(double Train, double Test, bool Finite);
