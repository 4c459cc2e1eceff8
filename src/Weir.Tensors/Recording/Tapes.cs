namespace Weir.Tensors;

/// <summary>Finds the tape on which an operation is to be recorded: that of the first input that has one.</summary>
internal static class Tapes
{
    public static Tape Of(string operation, Node a, Node? b = null, Node? c = null)
    {
        Tape? tape = Join(operation, null, a);
        if (b is not null)
            tape = Join(operation, tape, b);
        if (c is not null)
            tape = Join(operation, tape, c);
        return Known(operation, tape);
    }

    /// <summary>The tape of the inputs so far and of one more.</summary>
    public static Tape? Join(string operation, Tape? tape, Node input)
    {
        if (input.Tape is not { } own)
            return tape;
        // Making the result would begin the next step and take the input away under the operation.
        if (own.Ended)
            throw Tensor.Ended();
        if (tape is not null && !ReferenceEquals(own, tape))
            throw new InvalidOperationException($"{operation}: the inputs belong to different tapes");
        return own;
    }

    /// <summary>The tape, if there is one.</summary>
    public static Tape Known(string operation, Tape? tape) =>
        tape ?? throw new InvalidOperationException(
            $"{operation}: all inputs are leaves, so that no tape is known; put the data on one with tape.Input(...)");
}
