namespace Weir.Data;

/// <summary>Counts what the rows of a table take in memory while they are read, and refuses those beyond the limit.</summary>
/// <param name="path">The file.</param>
/// <param name="width">Features of a row.</param>
internal sealed class TableRoom(string path, int width)
{
    /// <summary>What is kept of a row besides its features: where it comes from, and its target.</summary>
    private const int Origin = 64;

    /// <summary>Rows between two looks at the limit.</summary>
    private const int Stride = 1024;

    private readonly int _bytes = (width * sizeof(float)) + Origin;
    private long _rows;

    /// <summary>Takes room for one more row.</summary>
    /// <exception cref="DataException">There are more than the limit allows (<see cref="FileLimits"/>).</exception>
    public void Take()
    {
        if (++_rows % Stride == 0 && (Int128)_rows * _bytes is var taken && taken > FileLimits.Bytes())
            throw new DataException($"{path}: its first {_rows} rows take {taken} bytes in memory, and at most {FileLimits.Bytes()} are "
                + $"taken; learn from fewer rows, or set the environment variable {FileLimits.Variable} to more, as in "
                + $"{FileLimits.Variable}=8G");
    }
}
