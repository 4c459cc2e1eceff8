using System.Diagnostics;

namespace Weir.Cli.Tests;

/// <summary>The whole program as a process of its own, started by another program, as a shell or <c>strace</c>.</summary>
internal sealed class WeirProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output, _errors;

    private WeirProcess(Process process)
    {
        _process = process;
        (_output, _errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
    }

    /// <summary>What the tests build.</summary>
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "weir.dll");

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>A recipe that trains within a moment for a few epochs.</summary>
    public static string SmallRecipe(int epochs) => $$$"""
        name: small
        data: {source: moons, training: 60, validation: 20, test: 20}
        model: [{linear: 6, activation: tanh}, linear: outputs]
        optimizer: {sgd: {rate: 0.1}}
        batch: 10
        epochs: {{{epochs}}}
        """;

    /// <summary>Starts it.</summary>
    /// <param name="line">The program and its arguments.</param>
    /// <param name="folder">Where it works; null for here.</param>
    /// <param name="environment">Variables that it has besides.</param>
    public static WeirProcess Start(string[] line, string? folder = null, params (string Name, string Value)[] environment)
    {
        ProcessStartInfo start = new(line[0], line[1..])
        {
            WorkingDirectory = folder ?? "",
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        return new WeirProcess(Process.Start(start)!);
    }

    /// <summary>Waits for its end, and ends it itself where it does not come.</summary>
    public (int Code, string Output, string Errors) End()
    {
        _process.WaitForExit(TimeSpan.FromMinutes(2)).ShouldBeTrue("it does not end");
        Task.WaitAll(_output, _errors);
        return (_process.ExitCode, _output.Result, _errors.Result);
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
