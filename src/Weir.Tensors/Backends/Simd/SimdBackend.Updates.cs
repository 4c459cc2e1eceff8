using System.Runtime.CompilerServices;
using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors.Backends;

internal sealed unsafe partial class SimdBackend<TSimd, TVector>
{
    /// <summary>Entries of a block of gradient that is worked out at a time: 1 MB.</summary>
    private const int BlockEntries = 262144;

    /// <summary>Columns of such a block: 8 KB of each row.</summary>
    private const int BlockColumns = 2048;

    internal override SignalMeasure Measure(Storage x, int rows, int columns, float low, float high, Span<float> unitMax)
    {
        using KeptAlive alive = new(x);
        if (rows == 0 || columns == 0)
            return default;
        bool limited = !float.IsPositiveInfinity(high);
        SignalMeasure measure = limited ? default : Measure<PlainPass>(x, rows, columns, low, high, 1, unitMax);
        if (limited || !double.IsFinite(measure.Squares))
            measure = Measure<CarefulPass>(x, rows, columns, low, high, 1, unitMax);
        // Squares of such entries leave float32's range: the second pass works on them times a power of two.
        if (measure.Max is > 0 and < 1e-13f)
            return Measure<CarefulPass>(x, rows, columns, low, high, MathF.Pow(2, Math.Min(120, -MathF.ILogB(measure.Max))), unitMax);
        if (measure.Max is > 1e13f and < float.PositiveInfinity)
            return Measure<CarefulPass>(x, rows, columns, low, high, MathF.Pow(2, -MathF.ILogB(measure.Max)), unitMax);
        return measure;
    }

    internal override UpdateMeasure Update<TOperator>(Storage weights, Storage gradient, in UpdateState state, int length,
        in UpdateRates rates, bool measured)
    {
        using KeptAlive alive = new(weights, gradient, state.First, state.Second, state.Third);
        return (rates.IsScaled, measured) switch
        {
            (false, false) => Update<TOperator, Unmeasured>(weights, gradient, state, length, rates),
            (false, true) => Update<TOperator, Measured>(weights, gradient, state, length, rates),
            (true, false) => Update<ScaledOperator<TOperator>, Unmeasured>(weights, gradient, state, length, rates),
            (true, true) => Update<ScaledOperator<TOperator>, Measured>(weights, gradient, state, length, rates),
        };
    }

    internal override UpdateMeasure Update<TOperator>(Storage weights, PendingProduct gradient, in UpdateState state, in UpdateRates rates,
        bool measured)
    {
        using KeptAlive alive = new(weights, gradient.Left, gradient.Right, state.First, state.Second, state.Third);
        return (rates.IsScaled, measured) switch
        {
            (false, false) => Update<TOperator, Unmeasured>(weights, gradient, state, rates),
            (false, true) => Update<TOperator, Measured>(weights, gradient, state, rates),
            (true, false) => Update<ScaledOperator<TOperator>, Unmeasured>(weights, gradient, state, rates),
            (true, true) => Update<ScaledOperator<TOperator>, Measured>(weights, gradient, state, rates),
        };
    }

    private UpdateMeasure Update<TOperator, TMeasuring>(Storage weights, Storage gradient, in UpdateState state, int length,
        in UpdateRates rates)
        where TOperator : struct, IUpdateOperator
        where TMeasuring : struct, IMeasuring
    {
        int parts = Parts(length);
        UpdateMeasure* measures = stackalloc UpdateMeasure[parts];
        Team.Run(new UpdateJob<TOperator, TMeasuring>(weights.Pointer, gradient.Pointer, new StatePointers(state), length, rates, measures,
            parts), parts);
        return Total(measures, parts);
    }

    private UpdateMeasure Update<TOperator, TMeasuring>(Storage weights, PendingProduct gradient, in UpdateState state,
        in UpdateRates rates)
        where TOperator : struct, IUpdateOperator
        where TMeasuring : struct, IMeasuring
    {
        // The product weighs more than the move, so a smaller matrix is worth a second thread.
        long work = (long)gradient.Inputs * gradient.Outputs
            * Math.Max(1, gradient.Samples / MatrixProduct<TSimd, TVector>.MultiplicationsPerEntry);
        int parts = Math.Min(Parts(work), Math.Max(1, gradient.Inputs / 8));
        UpdateMeasure* measures = stackalloc UpdateMeasure[parts];
        Team.Run(new PendingUpdateJob<TOperator, TMeasuring>(Team, weights.Pointer, new StatePointers(state), gradient, rates, measures,
            parts), parts);
        GradientBlocks.SetFilled(gradient.Watches, true);
        return Total(measures, parts);
    }

    private SignalMeasure Measure<TPass>(Storage x, int rows, int columns, float low, float high, float magnification, Span<float> unitMax)
        where TPass : struct, IMeasurePass
    {
        fixed (float* units = unitMax)
        {
            int parts = columns >= Threads * Storage.Line ? Parts((long)rows * columns) : 1;
            SignalMeasure* signals = stackalloc SignalMeasure[parts];
            Team.Run(new MeasureJob<TPass>(Team, x.Pointer, rows, columns, low, high, magnification, units, signals, parts), parts);
            SignalMeasure total = signals[0];
            for (int part = 1; part < parts; part++)
            {
                SignalMeasure other = signals[part];
                total = new SignalMeasure(
                    total.Count + other.Count, total.Sum + other.Sum, total.Squares + other.Squares, total.Variance + other.Variance,
                    MathF.Max(total.Max, other.Max), total.Zeros + other.Zeros, total.Outside + other.Outside);
            }

            return total with { Variance = total.Variance / columns };
        }
    }

    private static UpdateMeasure Total(UpdateMeasure* measures, int parts)
    {
        UpdateMeasure total = default;
        for (int part = 0; part < parts; part++)
            total.Add(measures[part]);
        return total;
    }

    private readonly struct MeasureJob<TPass>(WorkerTeam team, float* x, int rows, int columns, float low, float high, float magnification,
        float* units, SignalMeasure* results, int parts) : IJob
        where TPass : struct, IMeasurePass
    {
        public void Execute(int part)
        {
            int first = (int)Start(part, parts, columns), end = (int)Start(part + 1, parts, columns);
            if (!MeasureLoops<TSimd, TVector>.IsTall(rows, columns))
            {
                results[part] = MeasureLoops<TSimd, TVector>.Columns<TPass>(x, rows, columns, first, end, low, high, magnification, units);
                return;
            }

            using Scratch.Frame frame = team.ScratchOf(part).Open();
            float* state = frame.Take(MeasureLoops<TSimd, TVector>.StateOf(rows, end - first));
            results[part] = MeasureLoops<TSimd, TVector>.Tall<TPass>(x, rows, columns, first, end, low, high, magnification, units, state);
        }
    }

    private readonly struct UpdateJob<TOperator, TMeasuring>(float* w, float* g, StatePointers states, nint length, UpdateRates rates,
        UpdateMeasure* results, int parts) : IJob
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

    /// <summary>
    /// Works out xᵀ·δ and moves the weights by it: tile by tile as it leaves the registers, or with many samples by large blocks.
    /// </summary>
    private readonly struct PendingUpdateJob<TOperator, TMeasuring>(WorkerTeam team, float* w, StatePointers states,
        PendingProduct gradient, UpdateRates rates, UpdateMeasure* results, int parts) : IJob
        where TOperator : struct, IUpdateOperator
        where TMeasuring : struct, IMeasuring
    {
        public void Execute(int part)
        {
            int inputs = gradient.Inputs, outputs = gradient.Outputs, samples = gradient.Samples;
            // Whole groups of eight rows, the height of the product's tile.
            int groups = (inputs + 7) / 8;
            int first8 = (int)((long)groups * part / parts) * 8, end = Math.Min(inputs, (int)((long)groups * (part + 1) / parts) * 8);
            Scratch scratch = team.ScratchOf(part);
            MatrixView left = new(gradient.Left.Pointer + first8, 1, inputs), right = new(gradient.Right.Pointer, outputs, 1);
            if (samples <= PanelProduct<TSimd, TVector>.WholeDepth)
            {
                TileUpdate<TSimd, TVector> update =
                    new() { Weights = w, Row = outputs, States = states, Rates = rates, Watches = gradient.Watches };
                update.FindNextWatched(first8);
                ProductEpilogue epilogue = new()
                {
                    Consume = &TileUpdateLoops<TSimd, TVector>.Run<TOperator, TMeasuring>,
                    Consumer = Unsafe.AsPointer(ref update)
                };
                TailProduct<TSimd, TVector>.Run(scratch, end - first8, outputs, samples, left, right, w + ((nint)first8 * outputs), outputs,
                    epilogue);
                results[part] = update.Finish<TMeasuring>();
                return;
            }

            // With many samples the product is all that counts, and it is the faster the larger the blocks.
            UpdateMeasure measure = default;
            int width = Math.Min(outputs, BlockColumns);
            int height = Math.Max(8, BlockEntries / Math.Max(1, width) / 8 * 8);
            using (Scratch.Frame frame = scratch.Open())
            {
                float* block = frame.Take((nint)height * width);
                for (int column = 0; column < outputs; column += width)
                {
                    int columns = Math.Min(width, outputs - column);
                    for (int row = first8; row < end; row += height)
                    {
                        int rows = Math.Min(height, end - row);
                        MatrixProduct<TSimd, TVector>.RunOnThread(
                            scratch, rows, columns, samples, left.From(row - first8, 0), right.From(0, column),
                            block, columns, new ProductEpilogue { Upcoming = w + ((nint)row * outputs) + column, UpcomingRow = outputs });
                        GradientBlocks.See(gradient.Watches, new ReadOnlySpan<float>(block, rows * columns), columns,
                            new MatrixBlock(row, rows, column, columns));
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
