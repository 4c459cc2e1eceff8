using System.Diagnostics;
using System.Globalization;
using Weir.Flow;
using Weir.Studies;
using Weir.Training;
using Trace = Weir.Flow.Trace;

namespace Weir.Pages.Tests.Live;

/// <summary>A page in Debian's Chromium that follows a run while it is written.</summary>
public sealed class LivePageTests
{
    private const string Token = "0123456789abcdef";

    [BrowserTheory]
    [Trait("Category", "Quiet")]
    [InlineData(0.5)]
    public async Task A_page_follows_a_run_goes_on_after_the_server_was_away_and_takes_nothing_in_twice(double most)
    {
        using Folder folder = new();
        Directory.CreateDirectory(folder["runs/a"]);
        Trace whole = Make.Trace(4, 60);
        Make.Write(whole with { Samples = [.. whole.Samples.Take(20)] }, folder["runs/a/flow.jsonl"]);
        WatchServer server = await WatchServer.StartAsync(new WatchOptions { RunsDirectory = folder["runs"], Token = Token });
        int port = server.Address.Port;
        using LivePage page = new(server.Address);
        await page.Until("connection live");
        double[] late = new double[10];
        for (int i = 0; i < late.Length; i++)
        {
            long begin = Stopwatch.GetTimestamp();
            Append(folder["runs/a/flow.jsonl"], whole, 20 + i);
            await page.Until(string.Create(CultureInfo.InvariantCulture, $"samples {21 + i}"));
            late[i] = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        }

        late.Order().ElementAt(late.Length / 2).ShouldBeLessThan(most);

        await server.DisposeAsync();
        await page.Until("connection waiting for the server");
        for (int i = 30; i < 60; i++)
            Append(folder["runs/a/flow.jsonl"], whole, i);
        await using WatchServer again =
            await WatchServer.StartAsync(new WatchOptions { RunsDirectory = folder["runs"], Token = Token, Port = port });
        await page.Until("samples 60");
        await page.Until("cursor step 60");
        // What is said of the run in words goes along.
        await page.Until("status a trace of 60 samples");
        await page.Until("steps 60");
        (await page.End()).ShouldBeEmpty();
    }

    [BrowserTheory]
    [InlineData("b")]
    public async Task A_page_of_an_empty_folder_shows_the_first_run_and_tells_of_the_next(string next)
    {
        using Folder folder = new();
        Directory.CreateDirectory(folder["runs"]);
        await using WatchServer server = await WatchServer.StartAsync(new WatchOptions { RunsDirectory = folder["runs"], Token = Token });
        using HttpClient client = new();
        (await client.GetStringAsync(server.Address)).ShouldContain("There is no run yet");
        using LivePage page = new(server.Address);
        Write("a");
        await page.Until("connection live");
        await page.Until("status a trace of 20 samples");
        // Only what begins after the page has seen the folder is news.
        await page.Until("runs 1");
        Write(next);
        await page.Until($"newer ../run/{next}");
        (await page.End()).ShouldBeEmpty();

        void Write(string name)
        {
            Directory.CreateDirectory(folder[$"runs/{name}"]);
            Make.Write(Make.Trace(4, 20), folder[$"runs/{name}/flow.jsonl"]);
        }
    }

    [BrowserTheory]
    [InlineData("a")]
    public async Task A_page_of_another_programs_run_says_the_same_as_one_that_is_opened_anew(string name)
    {
        using Folder folder = new();
        Directory.CreateDirectory(folder[$"runs/{name}"]);
        Trace whole = Make.Trace(4, 60, sample => sample.Step <= 20 ? sample : sample with { Loss = double.NaN });
        Make.Write(whole with { Samples = [.. whole.Samples.Take(20)] }, folder[$"runs/{name}/flow.jsonl"]);
        await using WatchServer server = await WatchServer.StartAsync(new WatchOptions { RunsDirectory = folder["runs"], Token = Token });
        using LivePage page = new(server.Address);
        await page.Until("headline No check found anything wrong");
        await page.Until("connection live");
        await page.Until("open true");
        for (int i = 20; i < 60; i++)
            Append(folder[$"runs/{name}/flow.jsonl"], whole, i);
        RunFiles anew = RunFiles.Read(folder[$"runs/{name}"]);
        await page.Until($"headline {Verdict.Of(anew).Headline}");
        await page.Until($"findings {string.Join(' ', anew.Findings.Select(finding => finding.Diagnostic.Code))}");
        foreach (Tiles.Tile tile in Tiles.Of(anew))
            await page.Until($"tile {tile.Label}: {tile.Value} {tile.Note}");
        // What was unfolded stays so.
        page.Saw("open false").ShouldBeFalse();
        (await page.End()).ShouldBeEmpty();
    }

    [BrowserTheory]
    [InlineData("tiny")]
    public async Task Tiles_and_facts_go_along_with_the_epochs_of_a_run(string name)
    {
        using Folder folder = new();
        string run = Make.Train(folder["runs"], Make.Rectified, name), metrics = Path.Combine(run, "metrics.jsonl"),
            record = Path.Combine(run, "run.json");
        string[] lines = File.ReadAllLines(metrics);
        File.WriteAllLines(metrics, lines.Take(1));
        await using WatchServer server = await WatchServer.StartAsync(new WatchOptions { RunsDirectory = folder["runs"], Token = Token });
        using LivePage page = new(server.Address);
        await page.Until("connection live");
        File.AppendAllLines(metrics, lines.Skip(1));
        RunFiles anew = RunFiles.Read(run);
        foreach (Tiles.Tile tile in Tiles.Of(anew))
            await page.Until($"tile {tile.Label}: {tile.Value} {tile.Note}");
        File.WriteAllText(record, File.ReadAllText(record).Replace("\"finished\"", "\"interrupted\"", StringComparison.Ordinal));
        await page.Until($"fact status {RunDocument.Status(RunFiles.Read(run))}");
        (await page.End()).ShouldBeEmpty();
    }

    [BrowserTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_run_whose_folder_is_deleted_is_said_to_be_gone_and_stays_on_the_page(bool served)
    {
        using Folder folder = new();
        foreach (string name in new[] { "kept", "dropped" })
        {
            Directory.CreateDirectory(folder[$"runs/{name}"]);
            Make.Write(Make.Trace(4, 20), folder[$"runs/{name}/flow.jsonl"]);
        }

        WatchOptions options = new() { RunsDirectory = folder["runs"], Token = Token, Run = "dropped" };
        WatchServer server = await WatchServer.StartAsync(options);
        int port = server.Address.Port;
        using LivePage page = new(server.Address);
        await page.Until("connection live");
        if (served)
            Directory.Delete(folder["runs/dropped"], recursive: true);
        else
        {
            // Deleted while the server was away: the page is refused when it asks again.
            await server.DisposeAsync();
            await page.Until("connection waiting for the server");
            Directory.Delete(folder["runs/dropped"], recursive: true);
            server = await WatchServer.StartAsync(options with { Port = port });
        }

        await page.Until("connection the run has been deleted");
        await page.Until("said The folder of this run has been deleted. What was read of it stays on this page as long as that is open.");
        await page.Until("listed (deleted) at ");
        page.Saw("status a trace of 20 samples").ShouldBeTrue();
        using (HttpClient client = new())
            (await client.GetStringAsync(new Uri(server.Address, "run/kept"))).ShouldContain("\"page\":\"run/kept\"");
        await server.DisposeAsync();
        (await page.End()).ShouldBeEmpty();
    }

    [BrowserTheory]
    [InlineData("small")]
    public async Task A_study_has_a_page_that_leads_to_its_runs_and_tells_of_those_that_have_begun(string name)
    {
        using Folder folder = new();
        StudyRunner.Run(StudyReader.Parse(Make.Study), new StudyOptions { RunsDirectory = folder["runs"], Workers = 1 });
        string[] runs = [.. Directory.GetDirectories(folder[$"runs/{name}/runs"]).Select(run => Path.GetFileName(run))];
        await using WatchServer server = await WatchServer.StartAsync(new WatchOptions { RunsDirectory = folder["runs"], Token = Token });
        using LivePage page = new(server.Address);
        await page.Until($"listed study {name} · {runs.Length} runs ended at study/{name}");
        foreach (string run in runs)
        {
            string status = RunDirectory.ReadRecord(folder[$"runs/{name}/runs/{run}"])!.Status;
            await page.Until($"listed {run} · {status} at run/{name}/{run}");
            await page.Until($"leads to ../run/{name}/{run}");
        }

        Directory.CreateDirectory(folder[$"runs/{name}/runs/another"]);
        Make.Write(Make.Trace(4, 20), folder[$"runs/{name}/runs/another/flow.jsonl"]);
        await page.Until($"said {runs.Length} runs ended, 1 begun by now. Show them");
        (await page.End()).ShouldBeEmpty();
        using LivePage one = new(new Uri(server.Address, $"run/{name}/{runs[0]}"));
        await one.Until("connection live");
        await one.Until($"listed study {name} · {runs.Length} runs ended, 1 begun at study/{name}");
        (await one.End()).ShouldBeEmpty();
    }

    private static void Append(string file, Trace trace, int sample)
    {
        using FileStream stream = new(file, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        using TraceWriter writer = new(stream);
        writer.Write(trace.Samples[sample]);
    }

    /// <summary>A browser that tells what it sees, line by line (<c>web/tests/live.mjs</c>).</summary>
    private sealed class LivePage : IDisposable
    {
        private readonly Process _process;
        private readonly List<string> _seen = [];

        public LivePage(Uri address)
        {
            ProcessStartInfo start = new("node", ["tests/live.mjs", address.ToString()]);
            start.RedirectStandardOutput = start.RedirectStandardInput = true;
            start.WorkingDirectory = Path.Combine(Folder.Root, "web");
            _process = Process.Start(start)!;
        }

        /// <summary>Closes the page and returns what it complained of.</summary>
        public async Task<string[]> End()
        {
            _process.StandardInput.Close();
            string rest = await _process.StandardOutput.ReadToEndAsync();
            return [.. rest.Split('\n').Where(line => line.StartsWith("trouble", StringComparison.Ordinal))];
        }

        /// <summary>Whether the page has said a line.</summary>
        public bool Saw(string line) => _seen.Contains(line);

        /// <summary>Waits until the page says a line that it has not said before.</summary>
        public async Task Until(string line)
        {
            using CancellationTokenSource late = new(TimeSpan.FromSeconds(60));
            while (!_seen.Contains(line))
            {
                string? next = await _process.StandardOutput.ReadLineAsync(late.Token);
                _seen.Add(next ?? throw new InvalidOperationException(
                    $"the browser went away before '{line}':\n{string.Join('\n', _seen)}"));
            }
        }

        public void Dispose()
        {
            _process.StandardInput.Close();
            if (!_process.WaitForExit(10_000))
                _process.Kill(entireProcessTree: true);
            _process.Dispose();
        }
    }
}
