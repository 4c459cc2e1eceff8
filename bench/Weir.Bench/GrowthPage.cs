using System.Globalization;
using System.Text;

namespace Weir.Bench;

/// <summary>A table of growth for docs/benchmarks.md.</summary>
internal static class GrowthPage
{
    public static string Of(Growth growth)
    {
        StringBuilder page = new();
        page.AppendLine(CultureInfo.InvariantCulture, $"{char.ToUpperInvariant(growth.What[0])}{growth.What[1..]}: {growth.Network}.");
        page.AppendLine();
        page.AppendLine(CultureInfo.InvariantCulture, $"| {growth.What} | 1 thread ms | 2 threads ms | speed-up | MB |");
        page.AppendLine("|--:|--:|--:|--:|--:|");
        foreach (GrowthRow row in growth.Rows)
        {
            page.AppendLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {row.Size} | {BenchmarkPage.Short(row.OneThread * 1e3)} | {BenchmarkPage.Short(row.TwoThreads * 1e3)} | "
                    + $"{row.OneThread / row.TwoThreads:F2}× | {BenchmarkPage.Short(row.Bytes / 1e6)} |"));
        }

        page.AppendLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| *exponent* | *{growth.Exponent(row => row.OneThread):F2}* | *{growth.Exponent(row => row.TwoThreads):F2}* | | "
                + $"*{growth.Exponent(row => row.Bytes):F2}* |"));
        return page.ToString();
    }
}
