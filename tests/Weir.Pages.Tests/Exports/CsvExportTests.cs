using Weir.Flow;

namespace Weir.Pages.Tests.Exports;

public sealed class CsvExportTests
{
    [Fact]
    public void Each_table_has_a_row_for_each_step_and_thing_and_numbers_as_they_are()
    {
        using Folder folder = new();
        Trace trace = Make.Trace(3, 12);
        Make.Write(trace, folder["flow.jsonl"]);
        string[] files = [.. CsvExport.Write(folder["flow.jsonl"], folder["numbers"]).Select(file => Path.GetFileName(file))];
        files.ShouldBe(["steps.csv", "layers.csv", "parameters.csv"]);
        string[] layers = File.ReadAllLines(folder["numbers/layers.csv"]);
        layers.Length.ShouldBe(1 + (3 * 12));
        layers[0].ShouldBe(
            "step,layer,path,kind,activation.rms,activation.mean,activation.std,activation.max,activation.zero,activation.saturated,"
            + "units.dead,delta.rms");
        string[] row = layers[1 + (3 * 6) + 2].Split(',');
        row[..4].ShouldBe(["7", "3", "3", "linear+relu"]);
        double.Parse(row[^1]).ShouldBe(trace.Samples[6].Layers[2].DeltaRms!.Value, 1e-8);
        row[10].ShouldBe("", "dead units were not measured yet");
    }

    [Fact]
    public void A_name_that_a_spreadsheet_would_run_is_text()
    {
        using Folder folder = new();
        Trace trace = Make.Trace(1, 2);
        Make.Write(trace with { Header = trace.Header with { Layers = [trace.Header.Layers[0] with { Path = "=1+1", Kind = "a,\"b\"" }] } },
            folder["flow.jsonl"]);
        CsvExport.Write(folder["flow.jsonl"], folder["numbers"]);
        File.ReadAllLines(folder["numbers/layers.csv"])[1].ShouldStartWith("1,1,'=1+1,\"a,\"\"b\"\"\",");
    }
}
