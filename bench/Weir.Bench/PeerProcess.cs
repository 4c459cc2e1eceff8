using System.Diagnostics;
using System.Text.Json;

namespace Weir.Bench;

/// <summary>A child that makes steps on command and answers with JSON lines.</summary>
internal sealed class PeerProcess : IDisposable
{
    private readonly Process _process;

    private PeerProcess(string name, Process process)
    {
        Name = name;
        _process = process;
        Greeting = Read();
    }

    public string Name { get; }

    /// <summary>The first line that it prints.</summary>
    public JsonElement Greeting { get; }

    public static PeerProcess Start(string name, string program, string arguments, params (string Key, string Value)[] environment)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach ((string key, string value) in environment)
            start.Environment[key] = value;
        return new PeerProcess(name, Process.Start(start)!);
    }

    public JsonElement Ask(string command)
    {
        _process.StandardInput.WriteLine(command);
        _process.StandardInput.Flush();
        return Read();
    }

    public double Median(int steps) => Ask($"run {steps}").GetProperty("median_ms").GetDouble();

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(5000))
            _process.Kill();
        _process.Dispose();
    }

    private JsonElement Read()
    {
        string line = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"{Name} ended without an answer");
        using JsonDocument document = JsonDocument.Parse(line);
        return document.RootElement.Clone();
    }
}
