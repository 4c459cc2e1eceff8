using System.Globalization;
using System.Text;

namespace Weir.Diagnosis.Tests;

/// <summary>The table of all thresholds and the code say the same. <c>WEIR_WRITE_PAGES=1</c> writes it anew.</summary>
public class ThresholdPageTests
{
    private static string Page { get; } = Path.Combine(Runs.Root, "docs", "thresholds.md");

    [Fact]
    public void The_table_holds_every_threshold_with_where_it_comes_from()
    {
        string table = Table();
        if (Environment.GetEnvironmentVariable("WEIR_WRITE_PAGES") == "1")
        {
            string page = File.ReadAllText(Page).ReplaceLineEndings("\n");
            File.WriteAllText(Page, page[..page.IndexOf("| threshold |", StringComparison.Ordinal)] + table);
        }

        File.ReadAllText(Page).ReplaceLineEndings("\n").ShouldEndWith(table, customMessage: "run the tests once with WEIR_WRITE_PAGES=1");
    }

    [Fact]
    public void Each_can_be_set_by_a_recipe()
    {
        foreach ((string name, Threshold threshold) in DiagnosisOptions.AllThresholds)
            new DiagnosisOptions { Thresholds = new Dictionary<string, double> { [name] = threshold.Default } }.Check();
        DiagnosisOptions.AllThresholds.Select(entry => entry.Name).ShouldBeUnique();
        DiagnosisOptions.AllThresholds.Count.ShouldBeGreaterThan(60);
    }

    private static string Table()
    {
        StringBuilder table = new("| threshold | default | from | what is compared with it |\n|---|---|---|---|\n");
        foreach ((string name, Threshold threshold) in DiagnosisOptions.AllThresholds)
        {
            string value = threshold.Default.ToString("0.######", CultureInfo.InvariantCulture).Replace('-', '−');
            table.Append(CultureInfo.InvariantCulture, $"| `{name}` | {value} | {threshold.Origin.ToString().ToLowerInvariant()} | "
                + $"{threshold.Meaning.Replace("|", "\\|", StringComparison.Ordinal)} |\n");
        }

        return table.ToString();
    }
}
