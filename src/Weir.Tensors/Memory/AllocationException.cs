namespace Weir.Tensors;

/// <summary>Memory for a tensor that is not to be had. The message says how much was asked for, for what, and what to do.</summary>
public sealed class AllocationException : Exception
{
    private const string Remedy = "take a smaller batch, shorter sequences or a narrower network, or a machine with more memory";

    /// <summary>Makes the error with its message.</summary>
    /// <param name="message">What was asked for.</param>
    public AllocationException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the error with its message and the error behind it.</summary>
    /// <param name="message">What was asked for.</param>
    /// <param name="innerException">The error behind this one.</param>
    public AllocationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes the error without a message.</summary>
    public AllocationException()
    {
    }

    /// <summary>The bytes that were asked for.</summary>
    public long Bytes { get; private init; }

    /// <summary>More numbers than one tensor can have.</summary>
    internal static AllocationException TooLarge(long numbers) =>
        new($"memory: {Describe(numbers)} were asked for; one tensor has at most {Describe(Storage.MaxCapacity)}: {Remedy}")
        {
            Bytes = numbers * sizeof(float),
        };

    /// <summary>The collector has no memory for so many numbers.</summary>
    internal static AllocationException Failed(long numbers, OutOfMemoryException exception) =>
        new($"memory: {Describe(numbers)} were asked for, and there is no memory for them: {Remedy}", exception)
        {
            Bytes = numbers * sizeof(float),
        };

    /// <summary>The same with what the memory was for.</summary>
    /// <param name="shape">The tensor's shape.</param>
    /// <param name="taken">Bytes that the tape has already.</param>
    internal AllocationException For(Shape shape, long taken) =>
        new($"{Message} (for a tensor of shape {shape}; the step's tape holds "
            + $"{taken.ToString("N0", System.Globalization.CultureInfo.InvariantCulture)} bytes so far)", this)
        { Bytes = Bytes };

    private static string Describe(long numbers) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{numbers * sizeof(float):N0} bytes ({numbers:N0} numbers)");
}
