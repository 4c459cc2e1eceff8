using System.Globalization;

namespace Weir.Repair;

/// <summary>Learning rates as people write them.</summary>
internal static class Rates
{
    /// <summary>The nearest of 1, 2, 3, 5 and 7 times a power of ten.</summary>
    public static double Round(double rate)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(rate)));
        double nearest = new[] { 1.0, 2, 3, 5, 7, 10 }.MinBy(digit => Math.Abs(Math.Log(digit * power / rate)));
        // Through its text, so that no last digits are left over.
        return double.Parse((nearest * power).ToString("g1", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    /// <summary>As it is written, as in <c>0.002</c>, <c>1e-05</c> or <c>2000</c>.</summary>
    public static string Text(double rate) => rate.ToString(rate >= 1000 ? "0" : "g3", CultureInfo.InvariantCulture);
}
