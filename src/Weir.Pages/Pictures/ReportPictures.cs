using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Pages;

/// <summary>The pictures of a report as files, drawn by Chromium where it is installed: the page itself is what draws them.</summary>
public static class ReportPictures
{
    /// <summary>The variable that names Chromium, where it is not found by itself.</summary>
    public const string Variable = "WEIR_CHROMIUM";

    private static readonly string[] s_names =
        ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge"];

    /// <summary>Chromium's program; null where there is none.</summary>
    public static string? Chromium =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } told ? told
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => s_names.Select(name => Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name)))
            .FirstOrDefault(File.Exists);

    /// <summary>Saves the pictures of a run.</summary>
    /// <param name="run">A run directory, the file of a trace, or the folder of a study.</param>
    /// <param name="folder">Where to; it is made if there is none.</param>
    /// <param name="time">The clock. Default: the system's.</param>
    /// <returns>The files that were written.</returns>
    /// <exception cref="PictureException">There is no Chromium, or it did not draw the page.</exception>
    /// <exception cref="RunException">There is no run.</exception>
    /// <exception cref="FileException">The pictures cannot be written.</exception>
    public static IReadOnlyList<string> Write(string run, string folder, TimeProvider? time = null)
    {
        string program = Chromium ?? throw new PictureException(
            $"pictures are drawn by Chromium, and none was found; install it (apt-get install chromium) or name it in {Variable}");
        DirectoryInfo scratch = FileException.Guard(Path.GetTempPath(), "no folder can be made there",
            () => Directory.CreateTempSubdirectory("weir-pictures-"));
        try
        {
            string page = Report.Write(run, Path.Combine(scratch.FullName, Report.Name), time: time);
            string dump = Dump(program, new Uri(page).AbsoluteUri + "#pictures", scratch.FullName);
            if (Held(dump) is not { } found)
                throw new PictureException($"{program} did not draw the page; look at it with  weir report {run}");
            JsonObject pictures = JsonNode.Parse(found)!.AsObject();
            return FileException.Guard<string[]>(folder, "the pictures cannot be written there", () =>
            {
                Directory.CreateDirectory(folder);
                return [.. pictures.Select(picture => Save(folder, picture.Key, (string)picture.Value!))];
            });
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    /// <summary>Saves a picture, whole or not at all.</summary>
    internal static string Save(string folder, string name, string content)
    {
        string path = Path.Combine(folder, Path.GetFileName(name));
        byte[] bytes = content.StartsWith("data:", StringComparison.Ordinal)
            ? Convert.FromBase64String(content[(content.IndexOf(',', StringComparison.Ordinal) + 1)..]) : Encoding.UTF8.GetBytes(content);
        WholeFile.WriteShared(path, stream => stream.Write(bytes));
        return path;
    }

    private static string Dump(string program, string address, string scratch)
    {
        // Chromium refuses to build its sandbox for root; the page is our own and asks for nothing.
        string[] root = OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess ? ["--no-sandbox"] : [];
        ProcessStartInfo start = new(program,
        [
            "--headless", .. root, "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            $"--user-data-dir={Path.Combine(scratch, "profile")}", "--window-size=1440,1000", "--force-device-scale-factor=2",
                "--dump-dom", address,
        ])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start) ?? throw new PictureException($"{program} could not be started");
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromMinutes(2)))
        {
            process.Kill(entireProcessTree: true);
            throw new PictureException($"{program} did not come to an end within two minutes");
        }

        _ = errors.Result;
        return output.Result;
    }

    /// <summary>The content of the element that holds the pictures: the browser writes a script's content as it is.</summary>
    private static string? Held(string page)
    {
        const string Begin = "<script type=\"application/json\" id=\"weir-pictures\">", End = "</script>";
        int from = page.LastIndexOf(Begin, StringComparison.Ordinal);
        int to = from < 0 ? -1 : page.IndexOf(End, from, StringComparison.Ordinal);
        return to < 0 ? null : page[(from + Begin.Length)..to];
    }
}
