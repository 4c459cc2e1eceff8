namespace Weir.Inference;

/// <summary>What a layer does to one row of numbers. Rows lie in memory that reaches to the end of a line (<see cref="Line"/>).</summary>
internal abstract class RowStep
{
    /// <summary>Numbers of a vector of 512 bits.</summary>
    public const int Line = 16;

    /// <summary>Numbers that come out.</summary>
    public abstract int Outputs { get; }

    /// <summary>Works the row out.</summary>
    /// <param name="x">What comes in.</param>
    /// <param name="y">What goes out: <see cref="Outputs"/>, up to the end of the line. Other memory than x.</param>
    public abstract void Apply(ReadOnlySpan<float> x, Span<float> y);

    /// <summary>A length up to the end of its line.</summary>
    public static int Padded(int length) => (length + Line - 1) & -Line;
}
