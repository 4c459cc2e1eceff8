using Weir.Tensors;

namespace Weir.Data;

/// <summary>
/// A sequence of tokens seen through windows: a sample is <c>length</c> tokens in a row, and the target of each position is the token that
/// comes next. The sequence lies in memory once, however much its windows overlap.
/// </summary>
public static class TokenWindows
{
    /// <summary>Makes the set. Samples have the shape (length), their targets <see cref="Targets.Positions"/> = length.</summary>
    /// <param name="name">A name for messages.</param>
    /// <param name="sequence">The tokens, each from 0 to <paramref name="tokens"/> − 1.</param>
    /// <param name="tokens">How many different tokens there are.</param>
    /// <param name="length">Tokens of a window, 2 or more.</param>
    /// <param name="stride">Tokens from the start of a window to that of the next, 1 or more; null for <paramref name="length"/>, so that
    /// windows do not overlap. What does not fill a window at the end is left out.</param>
    /// <param name="names">What each token stands for, or null.</param>
    /// <exception cref="DataException">A length or stride out of range, a sequence that is shorter than a window and its last target, a
    /// token out of range.</exception>
    public static Dataset Make(string name, ReadOnlySpan<int> sequence, int tokens, int length, int? stride = null,
        IReadOnlyList<string>? names = null)
    {
        int step = stride ?? length;
        if (length < 2)
            throw new DataException($"{name}: windows of {length} tokens were asked for; they have 2 or more");
        if (step < 1)
            throw new DataException($"{name}: a stride of {step} was asked for; windows begin 1 token or more apart");
        if (sequence.Length <= length)
            throw new DataException($"{name}: {sequence.Length} tokens are there, and a window of {length} needs one more than that for "
                + "its last target; take shorter windows or a longer text");
        int count = ((sequence.Length - 1 - length) / step) + 1;
        int used = ((count - 1) * step) + length;
        int[] labels = sequence.Slice(1, used).ToArray();
        float[] inputs = new float[used];
        for (int i = 0; i < used; i++)
            inputs[i] = sequence[i];
        if ((uint)sequence[0] >= (uint)tokens)
            throw new DataException($"{name}: token 0 is {sequence[0]}; with {tokens} tokens they run from 0 to {tokens - 1}");
        return new Dataset(name, new Shape(length), inputs, new ClassTargets(labels, tokens, names) { Positions = length, Stride = step },
            step, tokens);
    }
}
