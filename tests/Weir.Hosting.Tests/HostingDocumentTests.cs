using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Weir.Diagnosis;
using Weir.Hosting.Tests.Logging;
using Weir.Inference;
using Weir.Training;

namespace Weir.Hosting.Tests;

/// <summary>
/// The blocks of docs/hosting.md are the code of this file, to the character but for the indentation and the folder of runs.
/// </summary>
public sealed partial class HostingDocumentTests
{
    [Fact]
    public void The_blocks_are_this_code()
    {
        string code = Bare(File.ReadAllText(Here()));
        MatchCollection blocks = Blocks().Matches(Page());
        blocks.Count.ShouldBe(3);
        foreach (Match block in blocks)
            code.ShouldContain(Bare(block.Groups["code"].Value.Replace("\"runs/churn\"", "run", StringComparison.Ordinal)
                .Replace("\"runs\"", "runs", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_instrument_of_the_code_stands_in_the_page()
    {
        string page = Page(), sources = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "../../src"));
        string code = string.Concat(new[] { "Weir.Training/Observing", "Weir.Hosting" }
            .SelectMany(folder => Directory.GetFiles(Path.Combine(sources, folder), "*.cs", SearchOption.AllDirectories))
            .Select(File.ReadAllText));
        string[] made = [.. Instruments().Matches(code).Select(match => match.Groups["name"].Value).Order(StringComparer.Ordinal)];
        string[] told = [.. Regex.Matches(page, @"^\| `(weir\.[\w.]+)`", RegexOptions.Multiline).Select(match => match.Groups[1].Value)
            .Order(StringComparer.Ordinal)];
        made.Length.ShouldBe(19);
        told.ShouldBe(made);
    }

    [Fact]
    public void And_a_run_is_told()
    {
        using TemporaryFolder folder = new();
        ListLogger logger = new();
        List<double> shares = [];
        Observe(Recipe(), folder["runs"], logger, new Shares(shares)).Status.ShouldBe(TrainingStatus.Finished);
        logger.Of(1).Count.ShouldBe(1);
        logger.Of(10).Count.ShouldBe(1);
        SpinWait.SpinUntil(() => shares.Contains(1), TimeSpan.FromSeconds(30)).ShouldBeTrue();
    }

    [Fact]
    public void And_a_host_trains()
    {
        using TemporaryFolder folder = new();
        TrainInHost(Recipe(), folder["runs"]);
        RunDirectory.ReadRecord(folder["runs/told"])!.Steps.ShouldBe(10);
    }

    [Fact]
    public async Task And_a_host_predicts()
    {
        using TemporaryFolder folder = new();
        (await Serve(folder.Churn())).Class.ShouldBe("left");
    }

    private static TrainingResult Observe(Recipe recipe, string runs, ILogger logger, IProgress<double> bar)
    {
        using Trainer trainer = Trainer.Start(recipe, new TrainerOptions { RunsDirectory = runs });
        TrainingLog log = new(logger);
        RunWatch watch = new(trainer, found: log.OnFinding);
        using TrainingTelemetry telemetry = new();
        ProgressObserver progress = new(new Progress<StepProgress>(now => bar.Report((double)now.Step / now.TotalSteps)));
        TrainingResult result = trainer.Run(new ObserverList(log, watch, telemetry, progress));
        return result;
    }

    private static void TrainInHost(Recipe recipe, string runs)
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Services.AddWeir();
        using IHost host = builder.Build();

        using IServiceScope scope = host.Services.CreateScope();
        ITrainingObserver observer = scope.ServiceProvider.GetRequiredService<ITrainingObserver>();
        using Trainer trainer = Trainer.Start(recipe, new TrainerOptions { RunsDirectory = runs });
        trainer.Run(observer);
    }

    private static async Task<Prediction> Serve(string run)
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Services.AddWeirPredictor(run, queue: new PredictionQueueOptions { MostWaiting = 1000, MostInBatch = 64 });
        builder.Services.AddHealthChecks().AddWeirPredictor();
        using IHost host = builder.Build();
        await host.StartAsync();

        PredictionQueue queue = host.Services.GetRequiredService<PredictionQueue>();
        Prediction customer = await queue.PredictAsync(new Dictionary<string, object?> { ["plan"] = "basic", ["calls"] = 6 });
        await host.StopAsync();
        return customer;
    }

    private static Recipe Recipe() => RecipeReader.Parse("""
        name: told
        data: {source: moons, training: 50, validation: 0, test: 0}
        model: [linear: outputs]
        optimizer: {sgd: {rate: 0.1}}
        batch: 10
        epochs: 2
        """);

    private static string Page() => File.ReadAllText(Path.Combine(Path.GetDirectoryName(Here())!, "../../docs/hosting.md"))
        .ReplaceLineEndings("\n");

    private static string Bare(string text) =>
        string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimStart()));

    private static string Here([CallerFilePath] string here = "") => here;

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Blocks();

    [GeneratedRegex(@"Create(Counter|Gauge|Histogram|ObservableUpDownCounter)(<\w+>)?\(\s*""(?<name>[\w.]+)""",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Instruments();

    private sealed class Shares(List<double> all) : IProgress<double>
    {
        public void Report(double value)
        {
            lock (all)
                all.Add(value);
        }
    }
}
