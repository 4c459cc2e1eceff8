using System.Globalization;
using Weir.Data;

namespace Weir.Diagnosis;

/// <summary>
/// Rows of a table with a value very far from the middle of its column: by the quartiles, which such values do not move as they move mean
/// and deviation. The spread of the middle half over that of a normal distribution's, 1.349, counts as a deviation.
/// </summary>
internal sealed class FarValues
{
    /// <summary>
    /// Deviations from the middle from which on rows are gathered, and said unless a recipe asks for more: a normal distribution never
    /// comes so far, and hardly any other with so few values.
    /// </summary>
    public const double Far = 30;

    /// <summary>The share of the rows beyond which such values are no exceptions.</summary>
    private const double Few = 0.01;
    private const double MiddleHalf = 1.349;
    private const int Sampled = 1000, MostFeatures = 256, Named = 3;

    private readonly List<(double Deviations, string Name)> _rows = [];

    /// <summary>Rows that have one, of all parts but the test part; 0 where they are no exceptions.</summary>
    public int Count { get; private set; }

    /// <summary>How far the furthest is, in deviations; 0 without any.</summary>
    public double Furthest { get; private set; }

    /// <summary>The furthest rows as messages call them, as in <c>prices.csv, line 12 ('area', 812 deviations)</c>.</summary>
    public string? Names { get; private set; }

    /// <summary>Looks for them in a table; none in other data.</summary>
    public static FarValues Of(DataSplit data)
    {
        FarValues far = new();
        Dataset training = data.Training;
        if (training.InputShape.Rank != 1 || training.SampleSize > MostFeatures || training.Tokens is not null || training.Count < 2)
            return far;
        (double Middle, double Spread)[] inputs = Columns(training.Count, training.SampleSize, i => training.Sample(i));
        ValueTargets? values = training.Targets as ValueTargets;
        (double Middle, double Spread)[] targets = values is null ? []
            : Columns(values.Count, values.Width, i => values.Values.AsSpan(i * values.Width, values.Width));
        int rows = 0;
        Dataset?[] parts = [training, ReferenceEquals(data.Validation, training) ? null : data.Validation];
        foreach (Dataset part in parts.OfType<Dataset>())
        {
            rows += part.Count;
            far.Look(part, inputs, targets, ReferenceEquals(part, training) ? "training" : "validation");
        }

        far.Close(rows);
        return far;
    }

    private void Look(Dataset part, (double Middle, double Spread)[] inputs, (double Middle, double Spread)[] targets, string name)
    {
        for (int i = 0; i < part.Count; i++)
        {
            (double most, string column) = FurthestOf(part.Sample(i), inputs,
                feature => DataReader.NameOf(part, feature) is { } name ? $"'{name}'" : $"feature {feature}");
            if (targets.Length > 0 && part.Targets is ValueTargets values
                && FurthestOf(values.Values.AsSpan(i * values.Width, values.Width), targets, _ => "the target") is var ofTarget
                && ofTarget.Deviations > most)
                (most, column) = ofTarget;
            if (most <= Far)
                continue;
            Count++;
            string row = part.Origins is { } origins ? origins[i].ToString() : $"sample {i} of the {name} part";
            _rows.Add((most, string.Create(CultureInfo.InvariantCulture, $"{row} ({column}, {most:g3} deviations)")));
        }
    }

    private void Close(int rows)
    {
        if (Count == 0 || Count > Math.Max(1, Few * rows))
        {
            Count = 0;
            return;
        }

        _rows.Sort((a, b) => b.Deviations.CompareTo(a.Deviations));
        Furthest = _rows[0].Deviations;
        Names = string.Join(", ", _rows.Take(Named).Select(row => row.Name)) + (Count > Named ? ", …" : "");
    }

    private static (double Deviations, string Column) FurthestOf(ReadOnlySpan<float> row, (double Middle, double Spread)[] columns,
        Func<int, string> name)
    {
        double most = 0;
        int at = -1;
        for (int i = 0; i < columns.Length && i < row.Length; i++)
        {
            // A column that is nearly always the same, as of a rare kind, has no middle half to go by.
            double deviations = columns[i].Spread > 0 ? Math.Abs(row[i] - columns[i].Middle) / columns[i].Spread : 0;
            if (deviations > most && double.IsFinite(deviations))
                (most, at) = (deviations, i);
        }

        return (most, at < 0 ? "" : name(at));
    }

    private delegate ReadOnlySpan<float> RowOf(int row);

    /// <summary>The middle of each column and its deviation, by the quartiles of a part of the rows.</summary>
    private static (double Middle, double Spread)[] Columns(int rows, int width, RowOf row)
    {
        int stride = Math.Max(1, rows / Sampled), count = ((rows - 1) / stride) + 1;
        float[] column = new float[count];
        var columns = new (double, double)[width];
        for (int feature = 0; feature < width; feature++)
        {
            int finite = 0;
            for (int i = 0; i < count; i++)
            {
                if (row(i * stride)[feature] is var value && float.IsFinite(value))
                    column[finite++] = value;
            }

            if (finite == 0)
                continue;
            Array.Sort(column, 0, finite);
            columns[feature] = (column[finite / 2], (column[3 * finite / 4] - (double)column[finite / 4]) / MiddleHalf);
        }

        return columns;
    }
}
