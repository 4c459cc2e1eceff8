namespace Weir.Tensors;

/// <summary>Finds the tape on which an operation is to be recorded: that of the first input that has one.</summary>
internal static class Tapes
{
    public static Tape Of(string operation, Node a, Node? b = null, Node? c = null)
    {
        Tape? tape = a.Tape ?? b?.Tape ?? c?.Tape;
        if (tape is null)
            throw new InvalidOperationException($"{operation}: all inputs are leaves, so that no tape is known; put the data on one with tape.Input(...)");
        if (Differs(a, tape) || Differs(b, tape) || Differs(c, tape))
            throw new InvalidOperationException($"{operation}: the inputs belong to different tapes");
        return tape;
    }

    private static bool Differs(Node? node, Tape tape) => node?.Tape is { } other && !ReferenceEquals(other, tape);
}
