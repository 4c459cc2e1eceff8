using System.Text.RegularExpressions;
using Weir.Flow;
using Weir.Studies;
using Weir.Tensors;

namespace Weir.Pages.Tests.Reports;

public sealed class ReportTests
{
    /// <summary>Names stood in the page once for each finding as well, and as long as a trace has them.</summary>
    [Theory]
    [InlineData(4000, 40, 0)]
    [InlineData(1000, 6, 3000)]
    [InlineData(16_000, 2, 300)]
    public void A_report_stays_below_three_megabytes_however_many_layers_there_are_and_whatever_they_are_called(int layers, int samples,
        int letters)
    {
        using Folder folder = new();
        Trace vanishing = Make.Trace(layers, samples, sample => sample with
        {
            Layers = [.. sample.Layers.Select((layer, i) => layer with { DeltaRms = Math.Pow(10, -12.0 * (layers - i) / layers) })],
        });
        Make.Write(Make.Named(vanishing, layer => layer with { Path = $"{layer.Path}.{new string('<', letters)}" }), folder["flow.jsonl"]);
        string file = Report.Write(folder["flow.jsonl"]);
        new FileInfo(file).Length.ShouldBeLessThan(3 * 1024 * 1024);
    }

    [Fact]
    public void A_report_of_a_hundred_layers_and_five_thousand_samples_stays_below_three_megabytes()
    {
        using Folder folder = new();
        Make.Write(Make.Trace(100, 5000), folder["flow.jsonl"]);
        string file = Report.Write(folder["flow.jsonl"]);
        file.ShouldBe(folder["report.html"]);
        new FileInfo(file).Length.ShouldBeLessThan(3 * 1024 * 1024);
    }

    [Fact]
    public void A_report_names_no_place_on_any_network()
    {
        using Folder folder = new();
        string page = Report.Text(Make.Train(folder.Path, Make.Vanishing));
        // Names of XML's vocabularies are no addresses.
        Regex.Matches(page, @"https?://[^\s""'<)]+").Select(match => match.Value)
            .Where(address => !address.StartsWith("http://www.w3.org/", StringComparison.Ordinal)).ShouldBeEmpty();
        page.ShouldContain("connect-src 'none'");
    }

    [Fact]
    public void What_a_trace_says_cannot_end_its_element_or_become_markup()
    {
        using Folder folder = new();
        Trace trace = Make.Trace(3, 12);
        TraceLayer Name(TraceLayer layer) =>
            layer with { Path = "</script><script>alert(1)</script>", Kind = "<img src=x onerror=alert(1)>" };
        Make.Write(Make.Named(trace, Name), folder["bad.jsonl"]);
        string page = Report.Text(folder["bad.jsonl"]);
        Regex.Count(page, "</script").ShouldBe(2, "that of the document and that of the page");
        page.ShouldNotContain("<img src=x");
    }

    [Fact]
    public void A_run_that_has_not_begun_and_one_without_flow_have_reports()
    {
        using Folder folder = new();
        Make.Write(Make.Trace(3, 0), folder["flow.jsonl"]);
        Report.Text(folder["flow.jsonl"]).ShouldContain("Nothing has been measured yet");
        File.Delete(folder["flow.jsonl"]);
        File.WriteAllText(folder["recipe.yaml"], Make.Vanishing);
        Report.Text(folder.Path).ShouldContain("The flow of this run was not measured");
    }

    [Fact]
    public void A_repair_without_runs_has_a_page()
    {
        using Folder folder = new();
        string repair = Make.Repair(folder["tiny-repair"]);
        Digest.Of(repair).ShouldContain("\n## Changes\n");
        Directory.Delete(Path.Combine(repair, "runs"), recursive: true);
        Report.Text(repair).ShouldContain("\"repair\":{\"version\":2");
        // A list that is left out has nothing in it.
        File.WriteAllText(Path.Combine(repair, "repair.json"), Make.Certificate.Replace("\"changes\"", "\"others\"",
            StringComparison.Ordinal));
        Digest.Of(repair).ShouldNotContain("\n## Changes\n");
    }

    [Fact]
    public void A_branch_that_its_repair_left_is_not_called_interrupted_and_the_run_that_stood_for_one_is_named()
    {
        using Folder folder = new();
        string repair = Make.Repair(folder["tiny-repair"]), record = Path.Combine(repair, "runs", "activation-relu.s1", "run.json");
        File.WriteAllText(record, File.ReadAllText(record).Replace("\"finished\"", "\"interrupted\"", StringComparison.Ordinal));
        File.WriteAllText(Path.Combine(repair, "repair.json"), Make.Certificate.Replace("\"trivial\"", "\"run\": "
            + "{\"directory\": \"runs/tiny\"}, \"trivial\"", StringComparison.Ordinal));
        Directory.Move(Path.Combine(repair, "runs", "original.s1"), Path.Combine(repair, "run"));
        string page = Report.Text(repair);
        page.ShouldContain("\"status\":\"paused by the repair at step 40 of 40\"");
        page.ShouldContain("\"status\":\"finished at step 40 of 40\"");
        page.ShouldNotContain("interrupted");
        Digest.Of(repair).ShouldContain("- run runs/tiny stood for a training of the recipe as it is, which was not made again\n");
    }

    /// <summary>A branch has the repair's name, seed and checkpoints besides, which are no part of what is proposed.</summary>
    [Fact]
    public void The_recipes_of_a_repair_are_those_that_it_hands_back()
    {
        using Folder folder = new();
        string repair = Make.Repair(folder["tiny-repair"]);
        File.WriteAllText(Path.Combine(repair, "repaired.yaml"), "# repair: sigmoid became relu\n" + Make.Rectified);
        File.WriteAllText(Path.Combine(repair, "original.yaml"), "# as it was\n" + Make.Vanishing);
        string page = Report.Text(repair);
        page.ShouldContain("# repair: sigmoid became relu");
        page.ShouldContain("# as it was");
    }

    [Theory]
    [InlineData("\"recipe\": \"tiny\"", "\"recipe\": 5")]
    [InlineData("\"recipe\": \"tiny\"", "\"recipe\": null")]
    [InlineData("\"branch\": \"activation-relu\"", "\"branch\": {}")]
    [InlineData("\"flowBefore\": []", "\"flowBefore\": [null]")]
    [InlineData("\"version\"", "version")]
    public void A_damaged_certificate_is_named(string part, string damage)
    {
        using Folder folder = new();
        string repair = folder["tiny-repair"], file = Path.Combine(repair, "repair.json");
        Directory.CreateDirectory(repair);
        File.WriteAllText(file, Make.Certificate.Replace(part, damage, StringComparison.Ordinal));
        foreach (Action read in new Action[] { () => Report.Text(repair), () => Digest.Of(repair) })
            Should.Throw<Training.RunException>(read).Message.ShouldStartWith($"{file}: the certificate is damaged: ");
    }

    [LinuxFact]
    public void A_file_that_the_disk_does_not_give_is_named_and_the_page_of_a_study_shows_the_other_runs()
    {
        using Folder folder = new();
        Directory.CreateDirectory(folder["repair"]);
        // No process can read its own memory at the address 0.
        File.CreateSymbolicLink(folder["repair/repair.json"], "/proc/self/mem");
        Should.Throw<FileException>(() => Report.Text(folder["repair"])).Place.ShouldBe(folder["repair/repair.json"]);
        StudyRunner.Run(StudyReader.Parse(Make.Study), new StudyOptions { RunsDirectory = folder.Path, Workers = 1 });
        string flow = Path.Combine(Directory.GetDirectories(folder["small/runs"]).Order(StringComparer.Ordinal).First(), "flow.jsonl");
        string whole = Report.Text(folder["small"]);
        File.Delete(flow);
        File.CreateSymbolicLink(flow, "/proc/self/mem");
        Report.Text(folder["small"]).Length.ShouldBeInRange(whole.Length / 2, whole.Length - 500);
    }

    [Fact]
    public void A_study_has_a_page_with_its_table_and_its_digest_is_the_table()
    {
        using Folder folder = new();
        StudyRunner.Run(StudyReader.Parse(Make.Study), new StudyOptions { RunsDirectory = folder.Path, Workers = 1 });
        string file = Report.Write(folder["small"]);
        file.ShouldBe(folder["small/report.html"]);
        string page = File.ReadAllText(file);
        page.ShouldContain("\"study\":{\"name\":\"small\"");
        page.ShouldContain("connect-src 'none'");
        Digest.Of(folder["small"])
            .ShouldStartWith("# Batch norm on the moons\n\nExpected: It helps the sigmoids.\n\n| network | norm | rate |");
    }

    [Fact]
    public void A_folder_that_holds_no_run_is_an_error_that_names_it()
    {
        using Folder folder = new();
        Should.Throw<Training.RunException>(() => Report.Text(folder.Path))
            .Message.ShouldStartWith($"{folder.Path}: there is no run and no trace");
    }
}
