namespace Weir.Tensors.Backends.Simd;

/// <summary>
/// How a grid of outputs looks at an image: output (i, j) meets, at tap (k, l), the image's pixel
/// (StartRow + i·StrideRow + k·StepRow, StartColumn + j·StrideColumn + l·StepColumn); pixels outside are zeros. Forward and both
/// backward passes of a convolution are such walks.
/// </summary>
internal unsafe struct ImageWalk
{
    /// <summary>The image's first entry of the group's channels.</summary>
    public float* Source;
    public int Samples;
    public int Height;
    public int Width;

    /// <summary>Distance between pixels.</summary>
    public int Pitch;

    /// <summary>Channels that are looked at.</summary>
    public int Channels;
    public int Rows;
    public int Columns;
    public int TapRows;
    public int TapColumns;
    public int StartRow;
    public int StartColumn;
    public int StrideRow;
    public int StrideColumn;
    public int StepRow;
    public int StepColumn;

    /// <summary>Entries that one output sees.</summary>
    public readonly int Depth => TapRows * TapColumns * Channels;

    /// <summary>Whether the taps of a row lie side by side in a copied block.</summary>
    public readonly bool IsDense => StepColumn == 1 || TapColumns == 1;

    /// <summary>Whether nothing lies outside the image, so that it need not be copied.</summary>
    public readonly bool IsInside =>
        Pitch == Channels && StartRow >= 0 && StartColumn >= 0
        && StartRow + ((Rows - 1) * StrideRow) + ((TapRows - 1) * StepRow) < Height
        && StartColumn + ((Columns - 1) * StrideColumn) + ((TapColumns - 1) * StepColumn) < Width;

    /// <summary>The first column of outputs that meets a pixel at tap column l.</summary>
    public readonly int FirstColumn(int l) =>
        Math.Clamp(-(StartColumn + (l * StepColumn)) + StrideColumn - 1, 0, int.MaxValue) / StrideColumn;

    /// <summary>Behind the last such column.</summary>
    public readonly int EndColumn(int l)
    {
        int last = Width - 1 - StartColumn - (l * StepColumn);
        return last < 0 ? 0 : Math.Min(Columns, (last / StrideColumn) + 1);
    }

    /// <summary>The first column of outputs all of whose taps lie inside, and behind the last.</summary>
    public readonly int InsideStart => Math.Min(Columns, FirstColumn(0));

    /// <inheritdoc cref="InsideStart"/>
    public readonly int InsideEnd => EndColumn(TapColumns - 1);

    /// <summary>Columns of the image that a row of outputs sees.</summary>
    public readonly int SeenColumns => ((Columns - 1) * StrideColumn) + ((TapColumns - 1) * StepColumn) + 1;

    /// <summary>Rows of the image that so many rows of outputs see.</summary>
    public readonly int SeenRows(int rows) => ((rows - 1) * StrideRow) + ((TapRows - 1) * StepRow) + 1;

    /// <summary>
    /// The part of the image that rows of outputs see, with zeros where it ends: in place, or copied into <paramref name="scratch"/>.
    /// </summary>
    /// <param name="sample">The image.</param>
    /// <param name="first">The first row of outputs.</param>
    /// <param name="rows">How many.</param>
    /// <param name="scratch">Room for what <see cref="SeenRows"/> × <see cref="SeenColumns"/> pixels hold.</param>
    /// <param name="rowPitch">Distance between its rows.</param>
    public readonly float* See(int sample, int first, int rows, float* scratch, out nint rowPitch)
    {
        int row = (first * StrideRow) + StartRow;
        if (IsInside)
        {
            rowPitch = (nint)Width * Pitch;
            return Source + (((((nint)sample * Height) + row) * Width) + StartColumn) * Pitch;
        }

        rowPitch = (nint)SeenColumns * Channels;
        float* target = scratch;
        for (int i = 0; i < SeenRows(rows); i++, row++, target += rowPitch)
            CopyRow(sample, row, StartColumn, SeenColumns, target);
        return scratch;
    }

    /// <summary>
    /// What the outputs from <paramref name="first"/> on (counted over all images) see, one row of <see cref="Depth"/> entries each.
    /// </summary>
    public readonly void Unfold(int first, int count, float* target)
    {
        for (int output = first; output < first + count; output++)
        {
            int column = output % Columns, row = output / Columns % Rows, sample = output / Columns / Rows;
            for (int k = 0; k < TapRows; k++)
            {
                int sourceRow = StartRow + (row * StrideRow) + (k * StepRow), sourceColumn = StartColumn + (column * StrideColumn);
                if (IsDense)
                {
                    CopyRow(sample, sourceRow, sourceColumn, TapColumns, target);
                    target += TapColumns * Channels;
                    continue;
                }

                for (int l = 0; l < TapColumns; l++, target += Channels)
                    CopyRow(sample, sourceRow, sourceColumn + (l * StepColumn), 1, target);
            }
        }
    }

    private readonly void CopyRow(int sample, int row, int column, int count, float* target)
    {
        if ((uint)row >= (uint)Height)
        {
            new Span<float>(target, count * Channels).Clear();
            return;
        }

        int before = Math.Clamp(-column, 0, count), after = Math.Clamp(column + count - Width, 0, count - before),
            inside = count - before - after;
        if (before > 0)
            new Span<float>(target, before * Channels).Clear();
        target += before * Channels;
        float* source = Source + (((((nint)sample * Height) + row) * Width) + column + before) * Pitch;
        if (Pitch == Channels)
        {
            new ReadOnlySpan<float>(source, inside * Channels).CopyTo(new Span<float>(target, inside * Channels));
            target += inside * Channels;
        }
        else
        {
            for (int i = 0; i < inside; i++, source += Pitch, target += Channels)
                new ReadOnlySpan<float>(source, Channels).CopyTo(new Span<float>(target, Channels));
        }

        if (after > 0)
            new Span<float>(target, after * Channels).Clear();
    }
}
