using System.Globalization;
using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>
/// The learning-rate range test (Smith, 2017): the rate rises exponentially, a step each, until the loss runs away; a good rate lies where
/// the smoothed loss falls fastest, well below where it is least. Network (running statistics too) and optimizer are put back afterwards,
/// bit for bit.
/// </summary>
/// <param name="options">Which rates are tried. Default: <see cref="RateRangeOptions"/>.</param>
public sealed class RateRangeTest(RateRangeOptions? options = null)
{
    /// <summary>Steps in a row above the limit that count as running away: one bad batch does not.</summary>
    private const int Steady = 3;

    /// <summary>The share of the first loss that the smoothed one must have fallen by, for its slope to mean anything.</summary>
    private const double LeastFall = 0.02;

    private readonly RateRangeOptions _options = Checked(options ?? new RateRangeOptions());

    /// <summary>Makes the test.</summary>
    /// <param name="optimizer">Whose rate is tried; with its parameters and memory it is put back afterwards.</param>
    /// <param name="step">Makes a step with the optimizer as it is, and returns the loss before it; a loss that is not finite makes
    /// none.</param>
    /// <param name="model">The network that the step runs: its buffers, as the running statistics of batch norm, are put back too. Null
    /// where it has none.</param>
    /// <param name="progress">Is told of each step, or null.</param>
    /// <param name="cancel">Ends the test after the current step.</param>
    public RateRangeResult Run(Optimizer optimizer, Func<double> step, Module? model = null, Action<RatePoint>? progress = null,
        CancellationToken cancel = default)
    {
        float[][] weights = [.. optimizer.Parameters.Select(parameter => parameter.Value.ToArray())];
        (Tensor Value, float[] Numbers)[] memory =
        [
            .. optimizer.State.Select(entry => (entry.Value, entry.Value.ToArray())),
            .. model?.Buffers.Select(buffer => (buffer.Value, buffer.Value.ToArray())) ?? [],
        ];
        double rate = optimizer.Rate;
        try
        {
            return Judge(Points(optimizer, step, progress, cancel, out double? diverged), diverged);
        }
        finally
        {
            for (int i = 0; i < weights.Length; i++)
            {
                optimizer.Parameters[i].Value.ClearGradient();
                optimizer.Parameters[i].Set(weights[i]);
            }

            foreach ((Tensor value, float[] numbers) in memory)
                value.CopyFrom(numbers);
            optimizer.Rate = rate;
        }
    }

    private static RateRangeOptions Checked(RateRangeOptions options)
    {
        options.Check();
        return options;
    }

    private List<RatePoint> Points(Optimizer optimizer, Func<double> step, Action<RatePoint>? progress, CancellationToken cancel,
        out double? diverged)
    {
        List<RatePoint> points = [];
        double sum = 0, weight = 0, least = double.PositiveInfinity;
        int above = 0;
        diverged = null;
        for (int i = 0; i < _options.Steps && !cancel.IsCancellationRequested; i++)
        {
            double rate = _options.Low * Math.Pow(_options.High / _options.Low, (double)i / (_options.Steps - 1));
            optimizer.Rate = rate;
            double loss = step();
            if (!double.IsFinite(loss))
            {
                diverged ??= rate;
                break;
            }

            sum = (_options.Smoothing * sum) + ((1 - _options.Smoothing) * loss);
            weight = (_options.Smoothing * weight) + (1 - _options.Smoothing);
            RatePoint point = new(rate, loss, sum / weight);
            points.Add(point);
            progress?.Invoke(point);
            least = Math.Min(least, point.Smoothed);
            // Both must be high, and stay so: the smoothed loss remembers a spike long after it is over.
            double limit = least > 0 ? _options.Divergence * least : least + Math.Abs(least) + 1;
            above = point.Smoothed > limit && loss > limit ? above + 1 : 0;
            if (above < Steady)
                continue;
            diverged = points[^Steady].Rate;
            break;
        }

        return points;
    }

    private RateRangeResult Judge(List<RatePoint> points, double? diverged)
    {
        RateRangeResult result = new() { Points = points, Diverged = diverged, Reason = "" };
        if (points.Count < 10)
            return result with
            {
                Reason = $"no rate can be suggested: the test made only {points.Count} "
                + $"steps{(diverged is null ? "" : $"; the loss runs away at {Text(diverged.Value)} already, so begin lower")}"
            };
        double[] curve = Smooth(points);
        int least = Array.IndexOf(curve, curve.Min());
        // What falls after a spike is only its end: the fall is measured from the losses before the least one that are usual, not highest.
        double[] before = [.. curve[..(least + 1)].Order()];
        double start = before[before.Length / 2];
        double level = Math.Max(Math.Abs(start), double.Epsilon);
        if (least < 3 || (start - curve[least]) / level < LeastFall)
        {
            double[] all = [.. curve.Order()];
            return result with
            {
                Reason = $"no rate can be suggested: the loss never fell by more than {LeastFall:p0} from "
                + $"{Text(all[all.Length / 2])}; the network does not learn at any of these rates"
            };
        }

        int steepest = -1;
        double slope = 0;
        for (int i = 1; i < least; i++)
        {
            // From the usual level downwards: the way down from a spike is above it.
            if (curve[i] > start + (0.02 * level))
                continue;
            double here = (curve[i + 1] - curve[i - 1]) / 2;
            if (here < slope)
                (slope, steepest) = (here, i);
        }

        double lowest = points[least].Rate, limit = Math.Min(lowest / 3, (diverged ?? double.PositiveInfinity) / 10);
        double fastest = steepest < 0 ? limit : points[steepest].Rate, suggested = Math.Min(fastest, limit);
        string reason = suggested == fastest && steepest >= 0
            ? $"the smoothed loss falls fastest at {Text(fastest)}; it is least at {Text(lowest)}"
            : $"a third of {Text(lowest)}, where the smoothed loss is least, or a tenth of where it runs away: falling fastest at "
                + $"{Text(fastest)} is too near";
        return result with
        {
            Suggested = suggested,
            Interval = Interval(points, curve, steepest, suggested, limit),
            Steepest = steepest < 0 ? null : fastest,
            Least = lowest,
            Reason = reason + (diverged is { } end ? $", and runs away at {Text(end)}" : ""),
        };
    }

    /// <summary>From where the loss falls half as fast as at its fastest to where it does so again, or to the limit.</summary>
    private static (double Low, double High) Interval(List<RatePoint> points, double[] curve, int steepest, double suggested, double limit)
    {
        int low = steepest, high = steepest;
        while (low > 1 && Slope(low - 1) <= Slope(steepest) / 2)
            low--;
        while (steepest > 0 && high < curve.Length - 2 && Slope(high + 1) <= Slope(steepest) / 2)
            high++;
        // Neighbouring rates are all that the test can tell apart, so that an interval is never narrower than they lie apart.
        return steepest < 0 ? (suggested / 3, suggested)
            : (Math.Min(points[low].Rate, suggested * points[0].Rate / points[1].Rate),
                Math.Clamp(points[high].Rate, suggested, Math.Max(suggested, limit)));

        double Slope(int i) => (curve[i + 1] - curve[i - 1]) / 2;
    }

    /// <summary>
    /// The losses without lag: each is the median of five neighbours, which drops single spikes, and then a mean over both sides.
    /// </summary>
    private double[] Smooth(List<RatePoint> points)
    {
        double[] medians = new double[points.Count];
        for (int i = 0; i < medians.Length; i++)
        {
            double[] near = [.. points.Skip(Math.Max(0, i - 2)).Take(Math.Min(points.Count, i + 3) - Math.Max(0, i - 2))
                .Select(point => point.Loss).Order()];
            medians[i] = near[near.Length / 2];
        }

        int reach = Math.Max(1, (int)Math.Round(1 / (1 - _options.Smoothing) / 2));
        double[] curve = new double[medians.Length];
        for (int i = 0; i < curve.Length; i++)
        {
            int wide = Math.Min(reach, Math.Min(i, curve.Length - 1 - i));
            curve[i] = medians[(i - wide)..(i + wide + 1)].Average();
        }

        return curve;
    }

    private static string Text(double value) => value.ToString("g3", CultureInfo.InvariantCulture);
}
