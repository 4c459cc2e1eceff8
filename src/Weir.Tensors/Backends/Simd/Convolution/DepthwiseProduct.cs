using System.Runtime.CompilerServices;

namespace Weir.Tensors.Backends.Simd;

/// <summary>
/// A walk over an image where each channel has a kernel of its own. Vectors run over channels, innermost, so that memory is read as it
/// lies; the sums of two rows of five neighbouring outputs stay in registers, share each tap's weights and, where they look at the same
/// pixels, each pixel.
/// </summary>
internal unsafe struct DepthwiseProduct<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>Outputs of a row at once: as many as lie inside a row of seven under a kernel of three columns.</summary>
    private const int AtOnce = 5;

    /// <summary>Taps of a row for which seven pixels stay in registers beside ten sums and three weights.</summary>
    private const int SlidingTaps = 3;

    public ImageWalk Walk;

    /// <summary>
    /// The weights of the first tap, one for each channel, and the distances to the tap below and to the next of its row.
    /// </summary>
    public float* FirstTap;
    public nint Down;
    public nint Right;

    /// <summary>The first output, and the distances between samples, rows and pixels of outputs.</summary>
    public float* Target;
    public nint TargetSample;
    public nint TargetRow;
    public nint TargetPixel;
    public ProductEpilogue Epilogue;

    /// <summary>Rows of outputs of all samples.</summary>
    public readonly int Lines => Walk.Samples * Walk.Rows;

    private readonly bool Slides => TSimd.Registers >= 32 && Walk.TapColumns == SlidingTaps && Walk.StrideColumn == Walk.StepColumn;

    /// <summary>Makes some rows of outputs. Each output's sum has the same order, whichever rows are made together.</summary>
    /// <param name="first">The first row, counted over all samples.</param>
    /// <param name="end">Behind the last.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run(int first, int end)
    {
        int inside = Walk.InsideStart, insideEnd = Math.Max(inside, Walk.InsideEnd);
        bool repeats = !Epilogue.Accumulate && insideEnd - inside >= AtOnce;
        nint pixel = (nint)Walk.StrideColumn * Walk.Pitch;
        TapRow* tapRows = stackalloc TapRow[2 * Walk.TapRows];
        for (int line = first; line < end;)
        {
            int sample = line / Walk.Rows, row = line % Walk.Rows;
            bool both = line + 1 < end && row + 1 < Walk.Rows;
            TapRow* last = FindTapRows(sample, row, both, tapRows);
            float* target = Target + (sample * TargetSample) + (row * TargetRow);
            for (int column = 0; column < Walk.Columns;)
            {
                // Three or four that are left over are made with their neighbours once more, to the same bits.
                if (repeats && column > insideEnd - AtOnce && column < insideEnd - 2)
                    column = insideEnd - AtOnce;
                bool five = column >= inside && column + AtOnce <= insideEnd;
                float* to = target + (column * TargetPixel);
                if (five)
                    Five(tapRows, last, column * pixel, to, both);
                else
                    One(tapRows, last, column, to, both);
                column += five ? AtOnce : 1;
                if (Epilogue.Activation != null)
                {
                    Activate(to, five ? AtOnce : 1);
                    if (both)
                        Activate(to + TargetRow, five ? AtOnce : 1);
                }
            }

            line += both ? 2 : 1;
        }
    }

    /// <summary>The rows of pixels that one or two rows of outputs meet, each output's from above to below.</summary>
    private readonly TapRow* FindTapRows(int sample, int row, bool both, TapRow* tapRows)
    {
        TapRow* end = tapRows;
        for (int output = 0; output < (both ? 2 : 1); output++)
        {
            TapRow* known = tapRows;
            for (int k = 0; k < Walk.TapRows; k++)
            {
                int i = Walk.StartRow + ((row + output) * Walk.StrideRow) + (k * Walk.StepRow);
                if ((uint)i >= (uint)Walk.Height)
                    continue;
                float* pixels = Walk.Source + ((((((nint)sample * Walk.Height) + i) * Walk.Width) + Walk.StartColumn) * Walk.Pitch),
                    weights = FirstTap + (k * Down);
                if (output == 0)
                {
                    *end++ = new TapRow { Pixels = pixels, Upper = weights };
                    continue;
                }

                // The lower row meets the upper one's rows first, if any, as one stride is so many steps or none.
                while (known < end && known->Pixels != pixels)
                    known++;
                if (known == end)
                    *end++ = new TapRow { Pixels = pixels };
                known->Lower = weights;
            }
        }

        return end;
    }

    /// <summary>Neighbouring outputs of one or two rows, all of whose columns of taps lie inside.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Five(TapRow* tapRows, TapRow* last, nint offset, float* target, bool both)
    {
        nint step = (nint)Walk.StepColumn * Walk.Pitch, right = Right, pixel = (nint)Walk.StrideColumn * Walk.Pitch, pixel3 = 3 * pixel,
            targetPixel = TargetPixel, below = TargetRow;
        nint channels = Walk.Channels;
        int taps = Walk.TapColumns;
        float* bias = Epilogue.Bias;
        bool accumulate = Epilogue.Accumulate, slides = Slides;
        for (nint c = 0; c < channels; c += TSimd.Count)
        {
            TVector s0 = bias == null ? TSimd.Zero : TSimd.Load(bias + c), s1 = s0, s2 = s0, s3 = s0, s4 = s0, t0 = s0, t1 = s0, t2 = s0,
                t3 = s0, t4 = s0;
            float* to = target + c;
            if (accumulate)
            {
                AddTarget(to, targetPixel, ref s0, ref s1, ref s2, ref s3, ref s4);
                if (both)
                    AddTarget(to + below, targetPixel, ref t0, ref t1, ref t2, ref t3, ref t4);
            }

            for (TapRow* tapRow = tapRows; tapRow < last; tapRow++)
            {
                float* from = tapRow->Pixels + offset + c, upper = tapRow->Upper, lower = tapRow->Lower;
                if (slides)
                {
                    TVector x0 = TSimd.Load(from), x1 = TSimd.Load(from + pixel), x2 = TSimd.Load(from + (2 * pixel)),
                        x3 = TSimd.Load(from + pixel3), x4 = TSimd.Load(from + (4 * pixel));
                    TVector x5 = TSimd.Load(from + pixel3 + (2 * pixel)), x6 = TSimd.Load(from + (2 * pixel3));
                    if (upper != null)
                    {
                        Tap(TSimd.Load(upper + c), x0, x1, x2, x3, x4, ref s0, ref s1, ref s2, ref s3, ref s4);
                        Tap(TSimd.Load(upper + c + right), x1, x2, x3, x4, x5, ref s0, ref s1, ref s2, ref s3, ref s4);
                        Tap(TSimd.Load(upper + c + (2 * right)), x2, x3, x4, x5, x6, ref s0, ref s1, ref s2, ref s3, ref s4);
                    }

                    if (lower != null)
                    {
                        Tap(TSimd.Load(lower + c), x0, x1, x2, x3, x4, ref t0, ref t1, ref t2, ref t3, ref t4);
                        Tap(TSimd.Load(lower + c + right), x1, x2, x3, x4, x5, ref t0, ref t1, ref t2, ref t3, ref t4);
                        Tap(TSimd.Load(lower + c + (2 * right)), x2, x3, x4, x5, x6, ref t0, ref t1, ref t2, ref t3, ref t4);
                    }

                    continue;
                }

                nint weight = c;
                for (int l = taps; l > 0; l--, weight += right, from += step)
                {
                    if (upper != null)
                        Tap(TSimd.Load(upper + weight), TSimd.Load(from), TSimd.Load(from + pixel), TSimd.Load(from + (2 * pixel)),
                            TSimd.Load(from + pixel3), TSimd.Load(from + (4 * pixel)), ref s0, ref s1, ref s2, ref s3, ref s4);
                    if (lower != null)
                        Tap(TSimd.Load(lower + weight), TSimd.Load(from), TSimd.Load(from + pixel), TSimd.Load(from + (2 * pixel)),
                            TSimd.Load(from + pixel3), TSimd.Load(from + (4 * pixel)), ref t0, ref t1, ref t2, ref t3, ref t4);
                }
            }

            Store(to, targetPixel, (int)(channels - c), s0, s1, s2, s3, s4);
            if (both)
                Store(to + below, targetPixel, (int)(channels - c), t0, t1, t2, t3, t4);
        }
    }

    /// <summary>One output of each row, some of whose columns of taps may lie outside and meet zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void One(TapRow* tapRows, TapRow* last, int column, float* target, bool both)
    {
        int at = Walk.StartColumn + (column * Walk.StrideColumn), first = 0, end = Walk.TapColumns;
        while (first < end && at + (first * Walk.StepColumn) < 0)
            first++;
        while (end > first && at + ((end - 1) * Walk.StepColumn) >= Walk.Width)
            end--;
        nint step = (nint)Walk.StepColumn * Walk.Pitch, right = Right, channels = Walk.Channels,
            start = ((nint)column * Walk.StrideColumn * Walk.Pitch) + (first * step);
        for (nint c = 0; c < channels; c += TSimd.Count)
        {
            TVector s = Epilogue.Bias == null ? TSimd.Zero : TSimd.Load(Epilogue.Bias + c), t = s;
            float* to = target + c;
            if (Epilogue.Accumulate)
            {
                s = TSimd.Add(s, TSimd.Load(to));
                if (both)
                    t = TSimd.Add(t, TSimd.Load(to + TargetRow));
            }

            for (TapRow* tapRow = tapRows; tapRow < last; tapRow++)
            {
                float* from = tapRow->Pixels + start + c, upper = tapRow->Upper, lower = tapRow->Lower;
                nint weight = c + (first * right);
                for (int l = end - first; l > 0; l--, weight += right, from += step)
                {
                    TVector x = TSimd.Load(from);
                    if (upper != null)
                        s = TSimd.MultiplyAdd(x, TSimd.Load(upper + weight), s);
                    if (lower != null)
                        t = TSimd.MultiplyAdd(x, TSimd.Load(lower + weight), t);
                }
            }

            Store(to, (int)(channels - c), s);
            if (both)
                Store(to + TargetRow, (int)(channels - c), t);
        }
    }

    /// <summary>The function in the pass that has the outputs in the first-level cache.</summary>
    private readonly void Activate(float* target, int outputs)
    {
        if (TargetPixel == Walk.Channels)
        {
            Epilogue.Activation(target, outputs * TargetPixel, Epilogue.Parameter);
            return;
        }

        for (int i = 0; i < outputs; i++)
            Epilogue.Activation(target + (i * TargetPixel), Walk.Channels, Epilogue.Parameter);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Tap(TVector weight, TVector x0, TVector x1, TVector x2, TVector x3, TVector x4, ref TVector s0, ref TVector s1,
        ref TVector s2, ref TVector s3, ref TVector s4)
    {
        s0 = TSimd.MultiplyAdd(x0, weight, s0);
        s1 = TSimd.MultiplyAdd(x1, weight, s1);
        s2 = TSimd.MultiplyAdd(x2, weight, s2);
        s3 = TSimd.MultiplyAdd(x3, weight, s3);
        s4 = TSimd.MultiplyAdd(x4, weight, s4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTarget(float* target, nint pixel, ref TVector s0, ref TVector s1, ref TVector s2, ref TVector s3, ref TVector s4)
    {
        s0 = TSimd.Add(s0, TSimd.Load(target));
        s1 = TSimd.Add(s1, TSimd.Load(target + pixel));
        s2 = TSimd.Add(s2, TSimd.Load(target + (2 * pixel)));
        s3 = TSimd.Add(s3, TSimd.Load(target + (3 * pixel)));
        s4 = TSimd.Add(s4, TSimd.Load(target + (4 * pixel)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(float* target, nint pixel, int left, TVector s0, TVector s1, TVector s2, TVector s3, TVector s4)
    {
        if (left >= TSimd.Count)
        {
            TSimd.Store(target, s0);
            TSimd.Store(target + pixel, s1);
            TSimd.Store(target + (2 * pixel), s2);
            TSimd.Store(target + (3 * pixel), s3);
            TSimd.Store(target + (4 * pixel), s4);
            return;
        }

        TSimd.StoreFirst(target, s0, left);
        TSimd.StoreFirst(target + pixel, s1, left);
        TSimd.StoreFirst(target + (2 * pixel), s2, left);
        TSimd.StoreFirst(target + (3 * pixel), s3, left);
        TSimd.StoreFirst(target + (4 * pixel), s4, left);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(float* target, int left, TVector s)
    {
        if (left >= TSimd.Count)
            TSimd.Store(target, s);
        else
            TSimd.StoreFirst(target, s, left);
    }

    /// <summary>
    /// A row of pixels from the first output's first tap on, with the weights by which the upper and the lower row of outputs meet it, or
    /// null.
    /// </summary>
    private struct TapRow
    {
        public float* Pixels;
        public float* Upper;
        public float* Lower;
    }
}
