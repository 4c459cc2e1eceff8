using System.Diagnostics;
using Weir.Flow;
using Weir.Studies;
using Trace = Weir.Flow.Trace;

namespace Weir.Pages.Tests.Browser;

/// <summary>Pages for the browser's tests, and what became of these: <c>web/tests/</c> is run once, by Node.</summary>
public sealed class BrowserPages : IDisposable
{
    private static readonly string[] s_files =
        ["tests/report.test.mjs", "tests/axis.test.mjs", "tests/numbers.test.mjs", "tests/layout.test.mjs", "tests/study.test.mjs",
        "tests/view.test.mjs", "tests/honesty.test.mjs", "tests/cost.test.mjs"];
    private readonly Folder _folder = new();
    private readonly Lazy<string> _report;

    public BrowserPages() => _report = new Lazy<string>(Run);

    /// <summary>Chains of tanh by depth and by their first weights; the depth scale of weights of 1 is finite.</summary>
    private const string Plane = """
        name: plane
        base:
          net:
            data: {source: moons, training: 100, validation: 50, test: 0}
            model: [{linear: 16, repeat: 3, activation: tanh, weight: lecun-normal, bias: {normal: 0.2}}, linear: outputs]
            optimizer: {sgd: {rate: 0.1}}
            epochs: 1
        factors:
          depth: {'3': {}, '6': {'model[hidden].repeat': 6}, '40': {'model[hidden].repeat': 40}}
          variance: {'0.5': {'model[linear].weight': {lecun-normal: 0.7071}}, '1': {}}
        seeds: 1
        measures: [accuracy]
        map: {across: variance, down: depth, curve: depth-scale, times: 6}
        """;

    private const string LongCells = """
        name: long
        base:
          a network of three narrow layers of eight units each:
            data: {source: moons, training: 60, validation: 40, test: 0}
            model: [{linear: 8, repeat: 3, activation: relu}, linear: outputs]
            optimizer: {sgd: {rate: 0.1}}
            epochs: 1
        factors:
          norm:
            without any normalisation of the layers at all: {}
            batch normalisation before each of the activations: {insert: {before-activation: 'model[hidden]', layers: [batch-norm]}}
          rate:
            as usual: {}
            so large that every one of its runs diverges at once: {optimizer.sgd.rate: 1.0e+30}
        seeds: 2
        measures: [accuracy, attenuation-start]
        """;

    /// <summary>The names of the tests, as their file has them.</summary>
    public static IEnumerable<object[]> Names
    {
        get
        {
            foreach (string line in s_files.SelectMany(file => File.ReadLines(Path.Combine(Folder.Root, "web", file))))
            {
                if (line.StartsWith("test(\"", StringComparison.Ordinal))
                    yield return [line.Split('"')[1]];
            }

            foreach (string scheme in new[] { "light", "dark" })
            {
                foreach (string page in new[] { "run", "large", "hostile", "compare", "study", "repair", "live" })
                    yield return [$"axe finds nothing serious: {page}, {scheme}"];
            }
        }
    }

    /// <summary>What Node says of all tests, in the form of the Test Anything Protocol.</summary>
    public string Report => _report.Value;

    public void Dispose() => _folder.Dispose();

    private string Run()
    {
        Write("large", Make.Trace(100, 5000));
        Write("hostile", Hostile());
        Write("vanished", Vanished());
        Write("unbegun", Make.Trace(3, 0));
        Write("gaps", Gaps());
        Write("uneven", Uneven());
        Write("short", Short(3));
        Write("single", Short(1));
        Write("huge", Huge());
        string exploded = Make.Train(_folder["exploded"], Make.Rectified.Replace("rate: 0.05", "rate: 1.0e+12", StringComparison.Ordinal));
        Pages.Report.Write(exploded, _folder["exploded.html"]);
        string run = Make.Train(_folder["runs"], Make.Vanishing), other = Make.Train(_folder["runs"], Make.Rectified, "other");
        Pages.Report.Write(run, _folder["run.html"]);
        Pages.Report.Write(other, _folder["compare.html"], beside: run);
        // Six epochs of twenty steps beside four of ten: the shorter run has come to an end where the other goes on.
        string longer = Make.Train(_folder["longer"], Longer, "longer");
        Pages.Report.Write(run, _folder["beside.html"], beside: longer);
        Pages.Report.Write(longer, _folder["ahead.html"], beside: run);
        // Epochs of ten steps, measured at every seventh step: the last epoch ends behind the last sample.
        string sparse = Make.Rectified.Replace("batch: 50", "batch: 50\nflow: {every: 7}", StringComparison.Ordinal);
        Pages.Report.Write(Make.Train(_folder["sparse"], sparse, "sparse"), _folder["sparse.html"]);
        StudyRunner.Run(StudyReader.Parse(Make.Study), new StudyOptions { RunsDirectory = _folder["studies"], Workers = 1 });
        Pages.Report.Write(Path.Combine(_folder["studies"], "small"), _folder["study.html"]);
        StudyRunner.Run(StudyReader.Parse(Plane), new StudyOptions { RunsDirectory = _folder["studies"], Workers = 1 });
        Pages.Report.Write(Path.Combine(_folder["studies"], "plane"), _folder["plane.html"]);
        StudyRunner.Run(StudyReader.Parse(LongCells), new StudyOptions { RunsDirectory = _folder["studies"], Workers = 1 });
        Pages.Report.Write(Path.Combine(_folder["studies"], "long"), _folder["long.html"]);
        Directory.CreateDirectory(_folder["bare"]);
        File.WriteAllText(Path.Combine(_folder["bare"], "recipe.yaml"), Make.Vanishing);
        Pages.Report.Write(_folder["bare"], _folder["unmeasured.html"]);
        Pages.Report.Write(Make.Repair(_folder["repairs/tiny-repair"]), _folder["repair.html"]);
        WatchServer server = WatchServer.StartAsync(new WatchOptions { RunsDirectory = _folder["runs"] }).GetAwaiter().GetResult();
        // One file after the other: what is measured must not share the machine with the rest.
        ProcessStartInfo start = new("node", ["--test", "--test-concurrency=1", "--test-reporter=tap", .. s_files])
        {
            WorkingDirectory = Path.Combine(Folder.Root, "web"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["WEIR_PAGES"] = _folder.Path;
        start.Environment["WEIR_LIVE"] = server.Address.ToString();
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        // A browser that hangs; a slow machine takes five minutes.
        if (!process.WaitForExit(900_000))
            process.Kill(entireProcessTree: true);
        server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return output.Result + error.Result;
    }

    private void Write(string name, Trace trace)
    {
        string file = _folder[$"{name}.jsonl"];
        Make.Write(trace, file);
        Pages.Report.Write(file, _folder[$"{name}.html"]);
    }

    /// <summary>Names that are markup, and numbers that are none or beyond float32.</summary>
    private static Trace Hostile()
    {
        const string Script = "</script><script>window.hacked=1</script><img src=x onerror=\"window.hacked=1\">";
        Trace trace = Make.Trace(4, 40, sample => sample.Step switch
        {
            5 => sample with { Loss = double.NaN, GradientNorm = double.PositiveInfinity, Attenuation = double.NegativeInfinity },
            9 => Each(sample with { Loss = 1e300 }, Enormous),
            12 => Each(sample, NoNumber),
            _ => sample,
        });
        return trace with
        {
            Header = trace.Header with
            {
                Layers = [.. trace.Header.Layers.Select((layer, i) =>
                    layer with { Path = i == 0 ? Script : $"=HYPERLINK(\"http://example.org\").{i}", Kind = "__proto__" })],
            },
        };
    }

    /// <summary>A network whose first layers get a little of the gradient, and which learns.</summary>
    private static Trace Uneven() => Make.Trace(20, 60, sample => sample with
    {
        Layers = [.. sample.Layers.Select((layer, i) => layer with { UnitsDead = 0, DeltaRms = layer.DeltaRms * (i < 5 ? 3e-4 : 1) })],
    });

    private static string Longer => Make.Rectified.Replace("batch: 50", "batch: 25", StringComparison.Ordinal)
        .Replace("epochs: 4", "epochs: 6", StringComparison.Ordinal);

    /// <summary>Values that are no numbers, and samples at which something was not measured: these are two things.</summary>
    private static Trace Gaps() => Make.Trace(3, 12, sample => sample.Step switch
    {
        4 => sample with { GradientNorm = double.NaN, NoiseScale = 20, Attenuation = double.NaN },
        6 => sample with { NoiseScale = double.NaN },
        8 => Each(sample with { Attenuation = null }, layer => layer with { ActivationRms = double.NaN }),
        _ => sample,
    });

    /// <summary>
    /// A few samples of a network with long names; its loss leaves all bounds at the second and is no number behind it, its rate is large.
    /// </summary>
    private static Trace Short(int samples) => Make.Named(
        Make.Trace(6, samples, sample => sample with
        {
            Loss = samples == 1 || sample.Step > 2 ? double.NaN : 2.4 * Math.Pow(10, 33 * (sample.Step - 1)),
            Rate = 1.05e12,
            GradientNorm = Math.Pow(10, 9 * sample.Step),
        }),
        layer => layer with { Path = $"model.transformer.encoder.layers.{LongNames[int.Parse(layer.Path) - 1]}.dense_projection" });

    private static string[] LongNames =>
        ["0.attention", "0.feed_forward", "1.attention", "1.feed_forward", "2.attention", "2.feed_forward"];

    /// <summary>Gradients of every size that a number has: each layer's fall by three decades, to those of the layer in front.</summary>
    private static Trace Vanished()
    {
        Trace trace = Make.Trace(20, 24, every: 40);
        return trace with
        {
            Samples = [.. trace.Samples.Select(sample => sample with
            {
                Loss = Math.Pow(10, -1.3 * sample.Step / 40),
                GradientNorm = Math.Max(double.Epsilon, Math.Pow(10, -14.0 * sample.Step / 40)),
                Layers = [.. sample.Layers.Select((layer, i) =>
                    layer with { DeltaRms = layer.DeltaRms * Math.Pow(10, (3 * (i - 19)) - (sample.Step / 320.0)) })],
                Parameters = [.. sample.Parameters.Select((parameter, i) =>
                    parameter with { GradientNorm = Math.Pow(10, 15 * (i - 19)), UpdateRatio = Math.Pow(10, i - 19) })],
            })],
        };
    }

    /// <summary>Outputs of a size that no network needs, three of four entries beyond what histograms tell apart.</summary>
    private static Trace Huge() => Make.Trace(6, 20, sample => Each(sample, layer => layer with { ActivationRms = 2e29 }) with
    {
        Histograms = new FlowHistograms(
            [.. sample.Layers.Select(_ => new LayerHistograms(new Histogram(0, -2, [16, .. new long[64], 48], new long[66]), null))],
            [.. sample.Parameters.Select(_ => new ParameterHistograms(new Histogram(0, -3, [4, 2], [2, 4]), null))]),
    });

    private static LayerFlow Enormous(LayerFlow layer) => layer with { ActivationRms = 1e300, ActivationMean = -1e300, DeltaRms = 1e-300 };

    private static LayerFlow NoNumber(LayerFlow layer) =>
        layer with { ActivationRms = double.NaN, ActivationMean = double.NaN, DeltaRms = double.PositiveInfinity };

    private static FlowSample Each(FlowSample sample, Func<LayerFlow, LayerFlow> change) =>
        sample with { Layers = [.. sample.Layers.Select(change)] };
}
