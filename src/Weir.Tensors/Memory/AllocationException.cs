using System.Globalization;

namespace Weir.Tensors;

/// <summary>
/// Memory for a tensor, or room on the tape, that is not to be had. The message says how much was asked for, for what, and what to do.
/// </summary>
public class AllocationException : WeirException
{
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
    public long Bytes { get; init; }

    /// <summary>What was asked for, without place and remedy.</summary>
    internal string Wanted => Fault;

    /// <summary>What can be done about it in most cases.</summary>
    internal static string UsualRemedy => "take a smaller batch, shorter sequences or a narrower network, or a machine with more memory";

    /// <summary>More numbers than one tensor can have.</summary>
    internal static AllocationException TooLarge(long numbers) =>
        Make($"memory: {Describe(numbers)} were asked for; one tensor has at most {Describe(Storage.MaxCapacity)}", numbers, null);

    /// <summary>The collector has no memory for so many numbers.</summary>
    internal static AllocationException Failed(long numbers, OutOfMemoryException exception) =>
        Make($"memory: {Describe(numbers)} were asked for, and there is no memory for them", numbers, exception);

    /// <summary>More tensors than one step can hold.</summary>
    internal static AllocationException TooMany(int tensors) =>
        new(string.Create(CultureInfo.InvariantCulture, $"tape: this step has made {tensors:N0} tensors, and a step can hold no more"))
        {
            Remedy = "take shorter sequences or fewer layers that go through them place by place; a program of its own calls "
                + "tape.Begin() at the start of every step",
        };

    /// <summary>The same with what the memory was for.</summary>
    /// <param name="shape">The tensor's shape.</param>
    /// <param name="taken">Bytes that the tape has already.</param>
    internal AllocationException For(Shape shape, long taken) =>
        new($"{Fault} (for a tensor of shape {shape}; the step's tape holds "
            + $"{taken.ToString("N0", CultureInfo.InvariantCulture)} bytes so far)", this)
        { Bytes = Bytes, Remedy = Remedy };

    private static AllocationException Make(string message, long numbers, Exception? behind) =>
        behind is null ? new AllocationException(message) { Bytes = numbers * sizeof(float), Remedy = UsualRemedy }
            : new AllocationException(message, behind) { Bytes = numbers * sizeof(float), Remedy = UsualRemedy };

    private static string Describe(long numbers) =>
        string.Create(CultureInfo.InvariantCulture, $"{numbers * sizeof(float):N0} bytes ({numbers:N0} numbers)");
}
