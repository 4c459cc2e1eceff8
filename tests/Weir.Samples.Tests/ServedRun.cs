using System.Diagnostics;
using System.Text;
using Weir.Training;

namespace Weir.Samples.Tests;

/// <summary>A small trained run, and the service of samples/PredictionService as a process that serves it.</summary>
public sealed class ServedRun : IAsyncLifetime, IDisposable
{
    public const int MostWaiting = 200;

    private readonly string _folder = Directory.CreateTempSubdirectory("weir-served-").FullName;
    private Process? _service;

    public string Run { get; private set; } = "";

    public HttpClient Client { get; } = new();

    public async Task InitializeAsync()
    {
        Run = Train();
        _service = Start("--run", Run, "--urls", "http://127.0.0.1:0", "--waiting", $"{MostWaiting}", "--batch", "16");
        Client.BaseAddress = new Uri(await AddressOf(_service) + "/");
    }

    public Task<HttpResponseMessage> Post(string path, string body) =>
        Client.PostAsync(new Uri(path, UriKind.Relative), new StringContent(body, Encoding.UTF8, "application/json"));

    /// <summary>Runs the program until it ends by itself.</summary>
    public static async Task<(int Code, string Errors)> RunToItsEnd(params string[] arguments)
    {
        using Process process = Start(arguments);
        string errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, errors);
    }

    /// <summary>The service ends when it is asked to, whatever the tests have sent to it.</summary>
    public async Task DisposeAsync()
    {
        if (_service is null || OperatingSystem.IsWindows())
            return;
        using Process asking = Process.Start("kill", ["-TERM", $"{_service.Id}"]);
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(60));
        await _service.WaitForExitAsync(patience.Token);
        _service.ExitCode.ShouldBe(0, "the service ends gracefully");
    }

    public void Dispose()
    {
        Client.Dispose();
        if (_service is { HasExited: false })
            _service.Kill();
        _service?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private string Train()
    {
        string table = Path.Combine(_folder, "churn.csv");
        File.WriteAllLines(table, Enumerable.Range(0, 60)
            .Select(i => $"{(i % 3 == 0 ? "premium" : "basic")},{i % 7},{(i % 7 > 3 && i % 3 != 0 ? "left" : "stayed")}")
            .Prepend("plan,calls,left"));
        using Trainer trainer = Trainer.Start(RecipeReader.Parse($$$"""
            name: churn
            data: {source: csv, file: "{{{table}}}", target: left, standardize: per-feature}
            model: [{linear: 8, activation: tanh}, linear: outputs]
            optimizer: {adam: {rate: 0.02}}
            batch: 16
            epochs: 8
            """), new TrainerOptions { RunsDirectory = Path.Combine(_folder, "runs"), Threads = 1, Measuring = false });
        trainer.Run().Status.ShouldBe(TrainingStatus.Finished);
        return trainer.Info.Directory!;
    }

    private static Process Start(params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "Samples.PredictionService.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        return Process.Start(start)!;
    }

    private static async Task<string> AddressOf(Process service)
    {
        const string Mark = "Now listening on: ";
        StringBuilder said = new();
        while (await service.StandardOutput.ReadLineAsync() is { } line)
        {
            said.AppendLine(line);
            int at = line.IndexOf(Mark, StringComparison.Ordinal);
            if (at < 0)
                continue;
            // What it says later must not fill the pipe.
            _ = service.StandardOutput.ReadToEndAsync();
            return line[(at + Mark.Length)..].Trim().TrimEnd('/');
        }

        throw new InvalidOperationException($"the service did not start:\n{said}{await service.StandardError.ReadToEndAsync()}");
    }
}
