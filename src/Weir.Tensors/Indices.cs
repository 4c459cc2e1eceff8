namespace Weir.Tensors;

/// <summary>
/// Whole numbers that choose rows or classes: labels, tokens. A thin cover over an array. Operations check and copy the entries when they
/// are called: the array may be filled again at once.
/// </summary>
public sealed class Indices
{
    /// <summary>Covers the whole array.</summary>
    /// <param name="values">Row numbers from 0.</param>
    public Indices(params int[] values)
        : this(values, values.Length)
    {
    }

    /// <summary>Covers the first entries of an array.</summary>
    /// <param name="values">Row numbers from 0.</param>
    /// <param name="count">How many of them are meant.</param>
    public Indices(int[] values, int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)values.Length, nameof(count));
        Values = values;
        Count = count;
    }

    /// <summary>The array; only the first <see cref="Count"/> entries are meant.</summary>
    public int[] Values { get; }

    /// <summary>The number of entries.</summary>
    public int Count { get; private set; }

    /// <summary>The entries.</summary>
    public ReadOnlySpan<int> Span => Values.AsSpan(0, Count);

    /// <summary>Changes how many entries are meant, when the array has been filled again.</summary>
    /// <param name="count">At most the array's length.</param>
    public void Resize(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)Values.Length, nameof(count));
        Count = count;
    }

    /// <summary>Checks that every entry lies in 0 … <paramref name="bound"/> − 1.</summary>
    internal void Check(string operation, string what, int bound) => Check(operation, Span, what, bound);

    /// <summary>Checks that every entry lies in 0 … <paramref name="bound"/> − 1.</summary>
    internal static void Check(string operation, ReadOnlySpan<int> entries, string what, int bound)
    {
        for (int i = 0; i < entries.Length; i++)
        {
            if ((uint)entries[i] >= (uint)bound)
                throw new ShapeException($"{operation}: entry {i} is {entries[i]}, but there are {bound} {what}: it must lie in "
                    + $"0…{bound - 1}");
        }
    }
}
