using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Weir.Bench;

/// <summary>A child that trains or infers on command and answers with JSON lines.</summary>
internal sealed class PeerProcess : IDisposable
{
    private readonly Process _process;

    private PeerProcess(string name, Process process)
    {
        Name = name;
        _process = process;
    }

    public string Name { get; }

    /// <summary>Starts it; it greets with one line, which <see cref="Read"/> returns.</summary>
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

    /// <summary>The median time of the training steps or passes of so many seconds, in milliseconds.</summary>
    public double Median(string command, double seconds) => Ask($"{command} {seconds.ToString(CultureInfo.InvariantCulture)}")
        .GetProperty("median_ms").GetDouble();

    /// <summary>The most memory that the process has held, in megabytes.</summary>
    public long PeakMegabytes() => Ask("train 0").GetProperty("peak_mb").GetInt64();

    public JsonElement Read()
    {
        string line = _process.StandardOutput.ReadLine()
            ?? throw new InvalidOperationException($"{Name} ended without an answer; what it printed above says why");
        using JsonDocument document = JsonDocument.Parse(line);
        return document.RootElement.Clone();
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(5000))
            _process.Kill();
        _process.Dispose();
    }
}
