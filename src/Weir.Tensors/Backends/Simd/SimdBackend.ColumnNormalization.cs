using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors.Backends;

internal sealed unsafe partial class SimdBackend<TSimd, TVector>
{
    /// <summary>Blocks whose moments and sums are added in one level.</summary>
    private const int BlocksOfLevel = 16;

    internal override void NormalizeColumns<TOperator>(in NormalizationShape s, Storage x, Storage? scale, Storage? shift, Storage y,
        Storage statistics, float epsilon, float parameter)
    {
        using KeptAlive alive = new(x, scale, shift, y, statistics);
        if (s.Size == 0)
            return;
        using Scratch.Frame frame = Team.ScratchOf(0).Open();
        ColumnPasses passes = new(s, x.Pointer, frame);
        int parts = Math.Min(Parts(s.Size), passes.Units);
        Team.Run(new MomentsJob(passes, parts), parts);
        for (int outer = 0; outer < s.Outer; outer++)
            Gather(s, passes, outer, scale, shift, statistics, epsilon);
        Team.Run(new ColumnsJob<TOperator>(passes, y.Pointer, parameter, parts), parts);
    }

    internal override void NormalizeColumnsBackward<TOperator>(
        in NormalizationShape s, Storage x, Storage? scale, Storage? shift, Storage statistics, Storage gradient, Storage? dx, bool addX,
            Storage? dScale, bool addScale, Storage? dShift, bool addShift, float parameter)
    {
        using KeptAlive alive = new(x, scale, shift, statistics, gradient, dx, dScale, dShift);
        if (s.Size == 0)
        {
            if (!addScale)
                dScale?.Span(s.Channels).Clear();
            if (!addShift)
                dShift?.Span(s.Channels).Clear();
            return;
        }

        using Scratch.Frame frame = Team.ScratchOf(0).Open();
        ColumnPasses passes = new(s, x.Pointer, frame);
        int parts = Math.Min(Parts(s.Size), passes.Units);
        for (int outer = 0; outer < s.Outer; outer++)
            Recall(s, passes, outer, scale, shift, statistics);
        Team.Run(new ColumnSumsJob<TOperator>(passes, gradient.Pointer, parameter, parts), parts);
        for (int outer = 0; outer < s.Outer; outer++)
        {
            Total(passes, passes.First, outer, passes.Row(passes.Level, outer));
            Total(passes, passes.Second, outer, passes.Row(passes.Stretch, outer));
        }

        for (int c = 0; c < s.Channels; c++)
        {
            float scales = 0, shifts = 0;
            for (int outer = 0; outer < s.Outer; outer++)
            {
                float inverse = statistics.Pointer[((s.Outer + outer) * s.Groups) + c];
                float* level = passes.Row(passes.Level, outer) + c, stretch = passes.Row(passes.Stretch, outer) + c;
                float along = *stretch * inverse;
                scales += along;
                shifts += *level;
                *level /= s.Count;
                *stretch = along / s.Count * inverse;
            }

            if (dScale is not null)
                dScale.Pointer[c] = addScale ? dScale.Pointer[c] + scales : scales;
            if (dShift is not null)
                dShift.Pointer[c] = addShift ? dShift.Pointer[c] + shifts : shifts;
        }

        if (dx is not null)
            Team.Run(new ColumnInputJob<TOperator>(passes, gradient.Pointer, dx.Pointer, addX, parameter, parts), parts);
    }

    internal override void ScaleColumns<TOperator>(Storage x, Storage mean, Storage factor, Storage offset, Storage y, int rows,
        int channels, float parameter)
    {
        using KeptAlive alive = new(x, mean, factor, offset, y);
        int parts = Math.Clamp(Math.Min(Parts((long)rows * channels), rows), 1, Threads);
        Team.Run(new ScaleColumnsJob<TOperator>(x.Pointer, mean.Pointer, factor.Pointer, offset.Pointer, y.Pointer, rows, channels,
            parameter, parts), parts);
    }

    /// <summary>
    /// Puts the moments of the blocks together (Chan, Golub and LeVeque, 1983): always in the same order, whatever the number of threads.
    /// </summary>
    private static void Gather(in NormalizationShape s, in ColumnPasses passes, int outer, Storage? scale, Storage? shift,
        Storage statistics, float epsilon)
    {
        float* means = passes.Row(passes.Mean, outer), factors = passes.Row(passes.Factor, outer),
            offsets = passes.Row(passes.Offset, outer);
        int start = outer * passes.Blocks;
        for (nint c = 0; c < passes.Pitch; c += TSimd.Count)
        {
            TVector mean = TSimd.Zero, squares = TSimd.Zero;
            for (int level = 0; level < passes.Blocks; level += BlocksOfLevel)
            {
                TVector here = TSimd.Zero;
                for (int block = level; block < Math.Min(passes.Blocks, level + BlocksOfLevel); block++)
                    here = TSimd.MultiplyAdd(TSimd.Load(passes.Row(passes.First, start + block) + c),
                        TSimd.Create((float)passes.RowsOf(block) / s.Count), here);
                mean = TSimd.Add(mean, here);
            }

            for (int level = 0; level < passes.Blocks; level += BlocksOfLevel)
            {
                TVector here = TSimd.Zero;
                for (int block = level; block < Math.Min(passes.Blocks, level + BlocksOfLevel); block++)
                {
                    TVector away = TSimd.Subtract(TSimd.Load(passes.Row(passes.First, start + block) + c), mean);
                    here = TSimd.Add(here, TSimd.MultiplyAdd(TSimd.Multiply(away, away), TSimd.Create(passes.RowsOf(block)),
                        TSimd.Load(passes.Row(passes.Second, start + block) + c)));
                }

                squares = TSimd.Add(squares, here);
            }

            TVector variance = TSimd.Multiply(squares, TSimd.Create(1f / s.Count));
            TVector inverse = TSimd.Divide(TSimd.Create(1), TSimd.Sqrt(TSimd.Add(variance, TSimd.Create(epsilon))));
            TSimd.Store(means + c, mean);
            TSimd.Store(factors + c, inverse);
        }

        new ReadOnlySpan<float>(means, s.Groups).CopyTo(new Span<float>(statistics.Pointer + (outer * s.Groups), s.Groups));
        new ReadOnlySpan<float>(factors, s.Groups).CopyTo(new Span<float>(statistics.Pointer + ((s.Outer + outer) * s.Groups), s.Groups));
        Scale(s, factors, offsets, scale, shift);
    }

    /// <summary>Mean, factor and offset of each channel from the statistics, to the same bits as forward.</summary>
    private static void Recall(in NormalizationShape s, in ColumnPasses passes, int outer, Storage? scale, Storage? shift,
        Storage statistics)
    {
        float* factors = passes.Row(passes.Factor, outer);
        new ReadOnlySpan<float>(statistics.Pointer + (outer * s.Groups), s.Groups)
            .CopyTo(new Span<float>(passes.Row(passes.Mean, outer), s.Groups));
        new ReadOnlySpan<float>(statistics.Pointer + ((s.Outer + outer) * s.Groups), s.Groups).CopyTo(new Span<float>(factors, s.Groups));
        Scale(s, factors, passes.Row(passes.Offset, outer), scale, shift);
    }

    private static void Scale(in NormalizationShape s, float* factors, float* offsets, Storage? scale, Storage? shift)
    {
        for (int c = 0; c < s.Groups; c++)
        {
            factors[c] *= scale is null ? 1 : scale.Pointer[c];
            offsets[c] = shift is null ? 0 : shift.Pointer[c];
        }
    }

    /// <summary>The sums of all blocks of an outer index, always in the same order.</summary>
    private static void Total(in ColumnPasses passes, float* sums, int outer, float* totals)
    {
        for (nint c = 0; c < passes.Pitch; c += TSimd.Count)
        {
            TVector total = TSimd.Zero;
            for (int level = 0; level < passes.Blocks; level += BlocksOfLevel)
            {
                TVector here = TSimd.Zero;
                for (int block = level; block < Math.Min(passes.Blocks, level + BlocksOfLevel); block++)
                    here = TSimd.Add(here, TSimd.Load(passes.Row(sums, (outer * passes.Blocks) + block) + c));
                total = TSimd.Add(total, here);
            }

            TSimd.Store(totals + c, total);
        }
    }

    /// <summary>The blocks that a tensor is cut into, and what is known of each block and of each channel.</summary>
    private readonly struct ColumnPasses
    {
        public readonly NormalizationShape Shape;
        public readonly float* X;
        public readonly nint Pitch;
        public readonly int Blocks;
        public readonly float* First;
        public readonly float* Second;
        public readonly float* Mean;
        public readonly float* Factor;
        public readonly float* Offset;
        public readonly float* Level;
        public readonly float* Stretch;
        private readonly Partition _rows;

        public ColumnPasses(in NormalizationShape shape, float* x, in Scratch.Frame frame)
        {
            Shape = shape;
            X = x;
            Pitch = (shape.Groups + Storage.Line - 1) & -Storage.Line;
            _rows = Partition.OfAtMost(ColumnNormalization<TSimd, TVector>.RowsOfBlock(shape.Groups), shape.Count);
            Blocks = _rows.Count;
            First = frame.Take(Units * Pitch);
            Second = frame.Take(Units * Pitch);
            float* channels = frame.Take(5 * shape.Outer * Pitch);
            new Span<float>(channels, (int)(5 * shape.Outer * Pitch)).Clear();
            nint rows = shape.Outer * Pitch;
            Mean = channels;
            Factor = channels + rows;
            Offset = channels + (2 * rows);
            Level = channels + (3 * rows);
            Stretch = channels + (4 * rows);
        }

        /// <summary>Blocks of all outer indices.</summary>
        public int Units => Shape.Outer * Blocks;

        public int RowsOf(int block) => _rows.Size(block);

        /// <summary>Where a block starts in memory, in numbers.</summary>
        public nint Start(int unit) => (((nint)(unit / Blocks) * Shape.Count) + _rows.Start(unit % Blocks)) * Shape.Groups;

        public float* Row(float* rows, int row) => rows + (row * Pitch);
    }

    private readonly struct ScaleColumnsJob<TOperator>(float* x, float* mean, float* factor, float* offset, float* y, int rows,
        int channels, float parameter, int parts) : IJob
        where TOperator : struct, IUnaryOperator
    {
        public void Execute(int part)
        {
            nint first = (nint)rows * part / parts, end = (nint)rows * (part + 1) / parts;
            ColumnNormalization<TSimd, TVector>.Apply<TOperator>(x + (first * channels), y + (first * channels), (int)(end - first),
                channels, mean, factor, offset, parameter);
        }
    }

    private readonly struct MomentsJob(ColumnPasses passes, int parts) : IJob
    {
        public void Execute(int part)
        {
            for (int unit = (int)((long)passes.Units * part / parts); unit < (int)((long)passes.Units * (part + 1) / parts); unit++)
                ColumnNormalization<TSimd, TVector>.Moments(passes.X + passes.Start(unit), passes.RowsOf(unit % passes.Blocks),
                    passes.Shape.Groups, passes.Row(passes.First, unit), passes.Row(passes.Second, unit));
        }
    }

    private readonly struct ColumnsJob<TOperator>(ColumnPasses passes, float* y, float parameter, int parts) : IJob
        where TOperator : struct, IUnaryOperator
    {
        public void Execute(int part)
        {
            for (int unit = (int)((long)passes.Units * part / parts); unit < (int)((long)passes.Units * (part + 1) / parts); unit++)
            {
                int outer = unit / passes.Blocks;
                nint start = passes.Start(unit);
                ColumnNormalization<TSimd, TVector>.Apply<TOperator>(
                    passes.X + start, y + start, passes.RowsOf(unit % passes.Blocks), passes.Shape.Groups, passes.Row(passes.Mean, outer),
                        passes.Row(passes.Factor, outer), passes.Row(passes.Offset, outer), parameter);
            }
        }
    }

    private readonly struct ColumnSumsJob<TOperator>(ColumnPasses passes, float* g, float parameter, int parts) : IJob
        where TOperator : struct, IUnaryOperator
    {
        public void Execute(int part)
        {
            for (int unit = (int)((long)passes.Units * part / parts); unit < (int)((long)passes.Units * (part + 1) / parts); unit++)
            {
                int outer = unit / passes.Blocks;
                nint start = passes.Start(unit);
                ColumnNormalization<TSimd, TVector>.Gradients<TOperator>(
                    passes.X + start, g + start, passes.RowsOf(unit % passes.Blocks), passes.Shape.Groups, passes.Row(passes.Mean, outer),
                        passes.Row(passes.Factor, outer), passes.Row(passes.Offset, outer), parameter,
                    passes.Row(passes.First, unit), passes.Row(passes.Second, unit));
            }
        }
    }

    private readonly struct ColumnInputJob<TOperator>(ColumnPasses passes, float* g, float* dx, bool add, float parameter, int parts) : IJob
        where TOperator : struct, IUnaryOperator
    {
        public void Execute(int part)
        {
            for (int unit = (int)((long)passes.Units * part / parts); unit < (int)((long)passes.Units * (part + 1) / parts); unit++)
            {
                int outer = unit / passes.Blocks;
                nint start = passes.Start(unit);
                ColumnNormalization<TSimd, TVector>.Input<TOperator>(
                    passes.X + start, g + start, dx + start, add, passes.RowsOf(unit % passes.Blocks), passes.Shape.Groups,
                        passes.Row(passes.Mean, outer), passes.Row(passes.Factor, outer), passes.Row(passes.Offset, outer),
                    passes.Row(passes.Level, outer), passes.Row(passes.Stretch, outer), parameter);
            }
        }
    }
}
