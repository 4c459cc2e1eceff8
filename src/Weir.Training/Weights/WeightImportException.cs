using Weir.Tensors;

namespace Weir.Training;

/// <summary>Weights of a file that do not fit the network. The message is the <see cref="Report"/>.</summary>
public sealed class WeightImportException : WeirException
{
    /// <summary>Makes the error from the report.</summary>
    /// <param name="report">What does not fit.</param>
    /// <param name="advice">What to do.</param>
    public WeightImportException(WeightReport report, string advice)
        : base($"{report}\n  {advice}") => Report = report;

    /// <summary>Makes the error with its message.</summary>
    /// <param name="message">What is wrong.</param>
    public WeightImportException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the error with its message and the error behind it.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">The error behind this one.</param>
    public WeightImportException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes the error without a message.</summary>
    public WeightImportException()
    {
    }

    /// <summary>What does not fit; null where the file could not be read at all.</summary>
    public WeightReport? Report { get; }
}
