using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors.Backends;

internal sealed unsafe partial class SimdBackend<TSimd, TVector>
{
    /// <summary>
    /// Entries of a block of gradient that is worked out at a time, and of the δ that it takes: 128 KB each, so that both
    /// and the block's weights stay within a 1 MB L2.
    /// </summary>
    private const int BlockEntries = 32768;

    /// <summary>The fewest columns of a block: 1 KB of each row of weights, enough for the prefetcher to follow.</summary>
    private const int BlockColumns = 256;

    /// <summary>From so many samples on, each entry of a block costs so much that its way through the third-level cache does not count.</summary>
    private const int DeepSamples = 512;

    /// <summary>See <see cref="DeepSamples"/>: 1 MB.</summary>
    private const int DeepBlockEntries = 262144;

    /// <summary>Columns of such a block: 8 KB of each row.</summary>
    private const int DeepBlockColumns = 2048;

    private readonly UpdateMeasure[] _measures = new UpdateMeasure[options.Threads];
    private readonly SignalMeasure[] _signals = new SignalMeasure[options.Threads];

    internal override SignalMeasure Measure(Storage x, int rows, int columns, float low, float high, Span<float> unitLargest)
    {
        if (rows == 0 || columns == 0)
            return default;
        SignalMeasure measure = Measure(x, rows, columns, low, high, 1, unitLargest);
        // Squares of such entries leave float32's range: the second pass works on them times a power of two.
        if (measure.Largest is > 0 and < 1e-13f)
            return Measure(x, rows, columns, low, high, MathF.Pow(2, Math.Min(120, -MathF.ILogB(measure.Largest))), unitLargest);
        if (measure.Largest is > 1e13f and < float.PositiveInfinity)
            return Measure(x, rows, columns, low, high, MathF.Pow(2, -MathF.ILogB(measure.Largest)), unitLargest);
        return measure;
    }

    internal override UpdateMeasure Update<TOperator>(Storage weights, Storage gradient, in UpdateState state, int length, in UpdateRates rates, bool measured)
    {
        StatePointers states = new(state);
        int parts = Parts(length);
        if (measured)
            Team.Run(new UpdateJob<TOperator, Measured>(weights.Pointer, gradient.Pointer, states, length, rates, _measures, parts), parts);
        else
            Team.Run(new UpdateJob<TOperator, Unmeasured>(weights.Pointer, gradient.Pointer, states, length, rates, _measures, parts), parts);
        return Total(parts);
    }

    internal override UpdateMeasure Update<TOperator>(Storage weights, PendingProduct gradient, in UpdateState state, in UpdateRates rates, bool measured)
    {
        StatePointers states = new(state);
        // The product weighs more than the move, so a smaller matrix is worth a second thread.
        long work = (long)gradient.Inputs * gradient.Outputs * Math.Max(1, gradient.Samples / MatrixProduct<TSimd, TVector>.MultiplicationsPerEntry);
        int parts = Math.Min(Parts(work), Math.Max(1, gradient.Inputs / 8));
        if (measured)
            Team.Run(new PendingUpdateJob<TOperator, Measured>(Team, weights.Pointer, states, gradient, rates, _measures, parts), parts);
        else
            Team.Run(new PendingUpdateJob<TOperator, Unmeasured>(Team, weights.Pointer, states, gradient, rates, _measures, parts), parts);
        return Total(parts);
    }

    private SignalMeasure Measure(Storage x, int rows, int columns, float low, float high, float magnification, Span<float> unitLargest)
    {
        fixed (float* units = unitLargest)
        {
            int parts = columns >= Threads * Storage.Line ? Parts((long)rows * columns) : 1;
            Team.Run(new MeasureJob(Team, x.Pointer, rows, columns, low, high, magnification, units, _signals, parts), parts);
            SignalMeasure total = _signals[0];
            for (int part = 1; part < parts; part++)
            {
                SignalMeasure other = _signals[part];
                total = new SignalMeasure(
                    total.Count + other.Count, total.Sum + other.Sum, total.Squares + other.Squares, total.Variance + other.Variance,
                    MathF.Max(total.Largest, other.Largest), total.Zeros + other.Zeros, total.Outside + other.Outside);
            }

            return total with { Variance = total.Variance / columns };
        }
    }

    private UpdateMeasure Total(int parts)
    {
        UpdateMeasure total = default;
        for (int part = 0; part < parts; part++)
            total.Add(_measures[part]);
        return total;
    }

    private readonly struct MeasureJob(WorkerTeam team, float* x, int rows, int columns, float low, float high, float magnification, float* units, SignalMeasure[] results, int parts) : IJob
    {
        public void Execute(int part)
        {
            int first = (int)Start(part, parts, columns), end = (int)Start(part + 1, parts, columns);
            if (!MeasureLoops<TSimd, TVector>.IsTall(rows, columns))
            {
                results[part] = MeasureLoops<TSimd, TVector>.Columns(x, rows, columns, first, end, low, high, magnification, units);
                return;
            }

            using Scratch.Frame frame = team.ScratchOf(part).Open();
            float* state = frame.Take(MeasureLoops<TSimd, TVector>.StateOf(rows, end - first));
            results[part] = MeasureLoops<TSimd, TVector>.Tall(x, rows, columns, first, end, low, high, magnification, units, state);
        }
    }

    private readonly struct UpdateJob<TOperator, TMeasuring>(float* w, float* g, StatePointers states, nint length, UpdateRates rates, UpdateMeasure[] results, int parts) : IJob
        where TOperator : struct, IUpdateOperator
        where TMeasuring : struct, IMeasuring
    {
        public void Execute(int part)
        {
            nint start = Start(part, parts, length), end = Start(part + 1, parts, length);
            UpdateMeasure measure = default;
            UpdateLoops<TSimd, TVector>.Run<TOperator, TMeasuring>(
                w + start, g + start, states.From(start), end - start, rates, ref measure);
            results[part] = measure;
        }
    }

    /// <summary>Works out a block of xᵀ·δ in the thread's scratch and moves the weights of the block while it is in cache.</summary>
    private readonly struct PendingUpdateJob<TOperator, TMeasuring>(WorkerTeam team, float* w, StatePointers states, PendingProduct gradient, UpdateRates rates, UpdateMeasure[] results, int parts) : IJob
        where TOperator : struct, IUpdateOperator
        where TMeasuring : struct, IMeasuring
    {
        public void Execute(int part)
        {
            int inputs = gradient.Inputs, outputs = gradient.Outputs, samples = gradient.Samples;
            // Whole groups of eight rows, the height of the product's tile.
            int groups = (inputs + 7) / 8;
            int first8 = (int)((long)groups * part / parts) * 8, end = Math.Min(inputs, (int)((long)groups * (part + 1) / parts) * 8);
            UpdateMeasure measure = default;
            Scratch scratch = team.ScratchOf(part);
            // As wide as δ allows: whole rows are one run of memory. With many samples the product is all that counts, and larger blocks are faster.
            bool deep = samples >= DeepSamples;
            int entries = deep ? DeepBlockEntries : BlockEntries;
            int width = deep ? Math.Min(outputs, DeepBlockColumns) : Math.Min(outputs, Math.Max(BlockColumns, entries / Math.Max(1, samples) / Storage.Line * Storage.Line));
            int height = Math.Max(8, entries / Math.Max(1, width) / 8 * 8);
            using (Scratch.Frame frame = scratch.Open())
            {
                float* block = frame.Take((nint)height * width);
                // Small weights are in the second-level cache anyway.
                bool far = (long)inputs * outputs > BlockEntries * 4;
                for (int column = 0; column < outputs; column += width)
                {
                    int columns = Math.Min(width, outputs - column);
                    for (int row = first8; row < end; row += height)
                    {
                        int rows = Math.Min(height, end - row);
                        MatrixProduct<TSimd, TVector>.RunOnThread(
                            scratch, rows, columns, samples,
                            new MatrixView(gradient.Left.Pointer + row, 1, inputs),
                            new MatrixView(gradient.Right.Pointer + column, outputs, 1),
                            block, columns, new ProductEpilogue { Partner = far ? w + ((nint)row * outputs) + column : null, PartnerRow = outputs });
                        Move(block, row, column, rows, columns, ref measure);
                    }
                }
            }

            results[part] = measure;
        }

        private void Move(float* block, int row, int column, int rows, int columns, ref UpdateMeasure measure)
        {
            nint outputs = gradient.Outputs;
            // Rows that follow one another in memory are moved in one run.
            int runs = columns == outputs ? 1 : rows;
            nint length = columns == outputs ? (nint)rows * columns : columns;
            for (int run = 0; run < runs; run++)
            {
                nint at = ((row + run) * outputs) + column;
                UpdateLoops<TSimd, TVector>.Run<TOperator, TMeasuring>(
                    w + at, block + ((nint)run * columns), states.From(at), length, rates, ref measure);
            }
        }
    }
}
