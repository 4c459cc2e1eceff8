using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp;

namespace Weir.TorchSharp.Tests;

/// <summary>
/// The native library: in the folder that <c>WEIR_LIBTORCH</c> names, or where <c>bench/torchsharp/build</c> has put it.
/// </summary>
internal static class Libtorch
{
    private static readonly Lazy<string?> s_missing = new(Load);

    /// <summary>Why it cannot be used; null where it can.</summary>
    public static string? Missing => s_missing.Value;

    private static string? Load()
    {
        string folder = Environment.GetEnvironmentVariable("WEIR_LIBTORCH") ?? Built();
        try
        {
            // Those that others need first, so that the loader finds them by their names.
            string[] files = Directory.Exists(folder) ? Directory.GetFiles(folder) : [];
            foreach (string name in new[] { "libgomp", "libiomp", "libios_init_shim", "libc10", "c10", "libtorch_cpu", "torch_cpu",
                "libtorch.", "torch.", "libLibTorchSharp", "LibTorchSharp" })
            {
                if (Array.Find(files, file => Path.GetFileName(file).StartsWith(name, StringComparison.Ordinal)) is { } file)
                    NativeLibrary.TryLoad(file, out _);
            }

            torch.set_num_threads(1);
            torch.zeros(1).Dispose();
            return null;
        }
        catch (Exception error) when (error is TypeInitializationException or DllNotFoundException or NotSupportedException
            or EntryPointNotFoundException or BadImageFormatException)
        {
            return $"needs libtorch, which bench/torchsharp/build fetches, or whose folder WEIR_LIBTORCH names; {folder} has none that "
                + "loads";
        }
    }

    // Of the folders for several systems, that which holds libtorch.
    private static string Built([CallerFilePath] string here = "")
    {
        string systems = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!,
            "..", "..", "artifacts", "bin", "Weir.Libtorch", "release", "runtimes"));
        string[] folders = Directory.Exists(systems) ? Directory.GetDirectories(systems) : [];
        return folders.Select(folder => Path.Combine(folder, "native"))
            .FirstOrDefault(folder => Directory.Exists(folder) && Directory.GetFiles(folder, "*torch_cpu*").Length > 0) ?? systems;
    }
}
