using System.Diagnostics;

namespace Weir.Bench;

/// <summary>
/// Today's libtorch through TorchSharp: what a .NET engineer would take instead. Its native part is 600 MB, so that it is built on demand
/// (<c>bench/torchsharp</c>) and compared where it is there.
/// </summary>
internal static class Libtorch
{
    private static readonly string[] s_settings = ["1 thread", "2 threads"];

    private static string Program => Path.Combine(Repository.Root(), "artifacts", "bin", "Weir.Libtorch", "release", "Weir.Libtorch.dll");

    /// <summary>All settings; null where it is not there.</summary>
    /// <param name="absent">Why it is not there, and what to do; null where it is.</param>
    public static Peer? Peer(out string? absent)
    {
        absent = Missing();
        return absent is not null ? null
            : new Peer("libtorch", [.. s_settings.Select(setting => new PeerSetting(setting, () => Start(setting)))]);
    }

    private static PeerProcess Start(string setting) => PeerProcess.Start(setting, "dotnet", $"\"{Program}\" --threads {setting[..1]}",
        ("OMP_NUM_THREADS", setting[..1]));

    private static string? Missing()
    {
        const string Build = "bench/torchsharp/build fetches 600 MB and makes it";
        if (!File.Exists(Program))
            return $"libtorch is not compared: it is not built; {Build}";
        using Process check = Process.Start(new ProcessStartInfo("dotnet", $"\"{Program}\" --version")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        string said = check.StandardError.ReadToEnd().Trim();
        check.WaitForExit();
        return check.ExitCode == 0 ? null : $"libtorch is not compared: it does not load ({said.Split('\n')[0]}); {Build}";
    }
}
