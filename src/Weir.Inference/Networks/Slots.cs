namespace Weir.Inference;

/// <summary>
/// Things that one thread at a time may use, and that are used again: as many as were ever in use at once, up to a bound.
/// </summary>
/// <typeparam name="T">What they are.</typeparam>
/// <param name="make">Makes one more.</param>
internal sealed class Slots<T>(Func<T> make)
    where T : class
{
    // More are made where more threads than that come at once, and are not kept.
    private readonly T?[] _free = new T?[Math.Max(4, 2 * Environment.ProcessorCount)];

    /// <summary>One that nobody uses.</summary>
    public T Take()
    {
        foreach (ref T? slot in _free.AsSpan())
        {
            if (slot is not null && Interlocked.Exchange(ref slot, null) is { } free)
                return free;
        }

        return make();
    }

    /// <summary>Gives it back.</summary>
    public void Return(T used)
    {
        foreach (ref T? slot in _free.AsSpan())
        {
            if (slot is null && Interlocked.CompareExchange(ref slot, used, null) is null)
                return;
        }
    }
}
