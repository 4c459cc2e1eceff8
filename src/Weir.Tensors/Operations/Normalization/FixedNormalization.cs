using Weir.Tensors.Backends;

namespace Weir.Tensors;

/// <summary>
/// f((x − mean)·factor + offset) with numbers that do not depend on x, as batch norm has it in evaluation: one pass, and no derivative.
/// </summary>
internal static class FixedNormalization
{
    /// <summary>Applies it where the tape does not record.</summary>
    /// <param name="x">(…, channels).</param>
    /// <param name="fill">Writes mean, factor and offset, one number for each channel.</param>
    /// <param name="activation">f, or null for none.</param>
    /// <param name="parameter">The number that f takes.</param>
    public static Tensor Apply(Tensor x, Action<Span<float>, Span<float>, Span<float>> fill, UnaryOperation? activation, float parameter)
    {
        Node input = x.Node;
        Tape tape = Tapes.Of("fixedNormalize", input);
        if (tape.Recording)
            throw new InvalidOperationException("fixedNormalize: the tape records; there is no derivative");
        int channels = input.Shape[^1], rows = channels == 0 ? 0 : input.Size / channels;
        Storage mean = tape.Rent(channels), factor = tape.Rent(channels), offset = tape.Rent(channels);
        fill(mean.Span(channels), factor.Span(channels), offset.Span(channels));
        Storage from = input.Storage;
        Node output = tape.MakeOver(input);
        if (activation is null)
            tape.Backend.ScaleColumns<IdentityOperator>(from, mean, factor, offset, output.Storage, rows, channels, 0);
        else
            activation.ScaleColumns(tape.Backend, from, mean, factor, offset, output.Storage, rows, channels, parameter);
        tape.Return(mean);
        tape.Return(factor);
        tape.Return(offset);
        return new Tensor(output);
    }
}
