namespace Weir.Tensors.Backends;

public sealed partial class ReferenceBackend
{
    internal override SignalMeasure Measure(Storage x, int rows, int columns, float low, float high, Span<float> unitMax)
    {
        Span<float> entries = x.Span(rows * columns);
        double sum = 0, squares = 0, variance = 0, zeros = 0, outside = 0;
        float max = 0;
        for (int j = 0; j < columns; j++)
        {
            double mean = 0, deviations = 0;
            for (int i = 0; i < rows; i++)
            {
                float value = entries[(i * columns) + j];
                mean += value / (double)rows;
                sum += value;
                squares += (double)value * value;
                zeros += value == 0 ? 1 : 0;
                outside += value > low && value < high ? 0 : 1;
                max = MathF.Max(max, MathF.Abs(value));
                if (!unitMax.IsEmpty)
                    unitMax[j] = MathF.Max(unitMax[j], MathF.Abs(value));
            }

            for (int i = 0; i < rows; i++)
                deviations += Math.Pow(entries[(i * columns) + j] - mean, 2);
            variance += rows == 0 ? 0 : deviations / rows / columns;
        }

        return new SignalMeasure((long)rows * columns, sum, squares, variance, max, zeros, outside);
    }

    internal override UpdateMeasure Update<TOperator>(Storage weights, Storage gradient, in UpdateState state, int length,
        in UpdateRates rates, bool measured)
    {
        UpdateMeasure measure = default;
        for (int i = 0; i < length; i++)
        {
            double start = weights.Span(length)[i], weight = start * (double)rates.Shrink,
                g = gradient.Span(length)[i] * (double)rates.GradientScale;
            double one = Entry(state.First, i), two = Entry(state.Second, i), three = Entry(state.Third, i);
            double moved = TOperator.Apply(weight, g, ref one, ref two, ref three, rates);
            weights.Span(length)[i] = (float)moved;
            SetEntry(state.First, i, one);
            SetEntry(state.Second, i, two);
            SetEntry(state.Third, i, three);
            if (measured)
                measure.Add(start, g, moved);
        }

        return measure;
    }

    internal override UpdateMeasure Update<TOperator>(Storage weights, PendingProduct gradient, in UpdateState state, in UpdateRates rates,
        bool measured)
    {
        Storage whole = new(gradient.Inputs * gradient.Outputs);
        Product(new ProductShape(gradient.Inputs, gradient.Outputs, gradient.Samples, true, false), gradient.Left, gradient.Right, whole,
            accumulate: false);
        GradientBlocks.SeeWhole(gradient.Watches, whole, gradient.Inputs, gradient.Outputs);
        return Update<TOperator>(weights, whole, state, gradient.Inputs * gradient.Outputs, rates, measured);
    }

    internal override double SumOfSquares(Storage x, int length)
    {
        double sum = 0;
        foreach (float value in x.Span(length))
            sum += (double)value * value;
        return sum;
    }

    private static double Entry(Storage? state, int i) => state is null ? 0 : state.Span(i + 1)[i];

    private static void SetEntry(Storage? state, int i, double value)
    {
        if (state is not null)
            state.Span(i + 1)[i] = (float)value;
    }
}
