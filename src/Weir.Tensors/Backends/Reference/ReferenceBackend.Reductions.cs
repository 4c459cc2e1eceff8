namespace Weir.Tensors.Backends;

public sealed partial class ReferenceBackend
{
    internal override void Sum(Storage x, Storage y, int outer, int count, int inner, float scale, bool accumulate)
    {
        Span<float> from = x.Span(outer * count * inner), to = y.Span(outer * inner);
        for (int o = 0; o < outer; o++)
        {
            for (int i = 0; i < inner; i++)
            {
                double sum = 0;
                for (int n = 0; n < count; n++)
                    sum += from[(((o * count) + n) * inner) + i];
                Put(to, (o * inner) + i, scale * sum, accumulate);
            }
        }
    }

    internal override void BroadcastAxis(Storage x, Storage y, int outer, int count, int inner, float scale, bool accumulate)
    {
        Span<float> from = x.Span(outer * inner), to = y.Span(outer * count * inner);
        for (int o = 0; o < outer; o++)
        {
            for (int n = 0; n < count; n++)
            {
                for (int i = 0; i < inner; i++)
                    Put(to, (((o * count) + n) * inner) + i, scale * (double)from[(o * inner) + i], accumulate);
            }
        }
    }

    internal override void Max(Storage x, Storage y, int outer, int count, int inner)
    {
        Span<float> from = x.Span(outer * count * inner), to = y.Span(outer * inner);
        for (int o = 0; o < outer; o++)
        {
            for (int i = 0; i < inner; i++)
            {
                float max = float.NegativeInfinity;
                for (int n = 0; n < count; n++)
                    max = Math.Max(max, from[(((o * count) + n) * inner) + i]);
                to[(o * inner) + i] = max;
            }
        }
    }

    internal override void MaxBackward(Storage x, Storage y, Storage gradient, Storage dx, int outer, int count, int inner, bool accumulate)
    {
        Span<float> from = x.Span(outer * count * inner), max = y.Span(outer * inner), g = gradient.Span(outer * inner),
            to = dx.Span(outer * count * inner);
        if (!accumulate)
            to.Clear();
        for (int o = 0; o < outer; o++)
        {
            for (int i = 0; i < inner; i++)
            {
                for (int n = 0; n < count; n++)
                {
                    int at = (((o * count) + n) * inner) + i;
                    if (from[at] != max[(o * inner) + i])
                        continue;
                    to[at] += g[(o * inner) + i];
                    break;
                }
            }
        }
    }

    internal override void Softmax(Storage x, Storage y, int rows, int columns, bool logarithm)
    {
        for (int row = 0; row < rows; row++)
        {
            Span<float> from = x.Span(rows * columns).Slice(row * columns, columns), to = y.Span(rows * columns)
                .Slice(row * columns, columns);
            (double max, double sum) = MaxAndSum(from);
            for (int i = 0; i < columns; i++)
                to[i] = (float)(logarithm ? from[i] - max - Math.Log(sum) : Math.Exp(from[i] - max) / sum);
        }
    }

    internal override void SoftmaxBackward(Storage y, Storage gradient, Storage dx, int rows, int columns, bool logarithm, bool accumulate)
    {
        for (int row = 0; row < rows; row++)
        {
            Span<float> p = y.Span(rows * columns).Slice(row * columns, columns), g = gradient.Span(rows * columns)
                .Slice(row * columns, columns);
            double sum = 0;
            for (int i = 0; i < columns; i++)
                sum += logarithm ? g[i] : (double)g[i] * p[i];
            for (int i = 0; i < columns; i++)
                Put(dx.Span(rows * columns), (row * columns) + i, logarithm ? g[i] - (Math.Exp(p[i]) * sum) : p[i] * (g[i] - sum),
                    accumulate);
        }
    }

    internal override void CrossEntropy(Storage logits, ReadOnlySpan<int> labels, Storage losses, Storage probabilities, int rows,
        int columns, float smoothing)
    {
        for (int row = 0; row < rows; row++)
        {
            Span<float> from = logits.Span(rows * columns).Slice(row * columns, columns), p = probabilities.Span(rows * columns)
                .Slice(row * columns, columns);
            (double max, double sum) = MaxAndSum(from);
            double loss = 0;
            for (int i = 0; i < columns; i++)
            {
                double log = from[i] - max - Math.Log(sum);
                p[i] = (float)Math.Exp(log);
                loss -= Target(i, labels[row], columns, smoothing) is var q and not 0 ? q * log : 0;
            }

            losses.Span(rows)[row] = (float)loss;
        }
    }

    internal override void CrossEntropyBackward(Storage probabilities, ReadOnlySpan<int> labels, Storage gradient, Storage dx, int rows,
        int columns, float smoothing, bool accumulate)
    {
        for (int row = 0; row < rows; row++)
        {
            for (int i = 0; i < columns; i++)
            {
                int at = (row * columns) + i;
                double difference = probabilities.Span(at + 1)[at] - Target(i, labels[row], columns, smoothing);
                Put(dx.Span(at + 1), at, gradient.Span(rows)[row] * difference, accumulate);
            }
        }
    }

    private static double Target(int at, int label, int columns, float smoothing) =>
        (at == label ? 1 - smoothing : 0) + ((double)smoothing / columns);

    private static (double Max, double Sum) MaxAndSum(ReadOnlySpan<float> row)
    {
        double max = double.NegativeInfinity, sum = 0;
        foreach (float value in row)
            max = Math.Max(max, value);
        foreach (float value in row)
            sum += Math.Exp(value - max);
        return (max, sum);
    }
}
