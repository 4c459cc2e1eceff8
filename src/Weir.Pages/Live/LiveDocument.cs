using System.Text.Json.Nodes;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Pages;

/// <summary>What a live page is sent: the page itself with all that there is so far, and later what is said of the run.</summary>
internal static class LiveDocument
{
    private static readonly string[] s_numbers = ["steps", "series", "flow", "histograms", "layers", "epochs", "recipe", "sampled"];

    /// <summary>The page of a run, with the places in its files from which events go on.</summary>
    /// <param name="directory">The run.</param>
    /// <param name="name">Its name.</param>
    /// <param name="within">The study or the repair that it belongs to; null for none.</param>
    /// <param name="time">The clock.</param>
    public static string Page(string directory, string name, string? within, TimeProvider time)
    {
        // Before the files are read: what is written meanwhile comes twice rather than never, and the page knows its steps.
        EventStream.Cursor cursor = new(WholeLines(Path.Combine(directory, RunFiles.FlowName)),
            WholeLines(Path.Combine(directory, "metrics.jsonl")));
        JsonObject document = PageDocument.Of([RunFiles.Read(directory)], time.GetLocalNow());
        string root = within is null ? "../" : "../../", address = WatchedPage.AddressOf(WatchedKind.Run, name, within);
        JsonObject live = Live(root, address, within);
        live["events"] = $"{root}events/{address[(address.IndexOf('/', StringComparison.Ordinal) + 1)..]}";
        live["cursor"] = cursor.ToString();
        document["live"] = live;
        return PageHtml.Of(document, name, "'self'");
    }

    /// <summary>The page of a study, whose runs lead to pages of their own.</summary>
    /// <param name="directory">The study's folder.</param>
    /// <param name="name">Its name.</param>
    /// <param name="time">The clock.</param>
    public static string StudyPage(string directory, string name, TimeProvider time)
    {
        JsonObject document = PageDocument.OfStudy(directory, time.GetLocalNow(),
            run => $"../{WatchedPage.AddressOf(WatchedKind.Run, run, name)}");
        document["live"] = Live("../", WatchedPage.AddressOf(WatchedKind.Study, name), name);
        return PageHtml.Of(document, name, "'self'");
    }

    /// <summary>The page of a repair that has ended.</summary>
    /// <param name="directory">The repair's folder.</param>
    /// <param name="name">Its name.</param>
    /// <param name="time">The clock.</param>
    public static string RepairPage(string directory, string name, TimeProvider time)
    {
        JsonObject document = PageDocument.OfRepair(directory, time.GetLocalNow());
        document["live"] = Live("../", WatchedPage.AddressOf(WatchedKind.Repair, name), name);
        return PageHtml.Of(document, name, "'self'");
    }

    private static JsonObject Live(string root, string address, string? within) => new()
    {
        ["root"] = root,
        ["page"] = address,
        ["runs"] = $"{root}runs{(within is null ? "" : $"?within={Uri.EscapeDataString(within)}")}",
    };

    /// <summary>What is said of a run apart from its numbers, as one line of JSON; null while it cannot be read.</summary>
    public static string? About(string directory)
    {
        try
        {
            JsonObject page = PageDocument.Of([RunFiles.Read(directory)], default);
            JsonObject run = (JsonObject)page["runs"]![0]!.DeepClone();
            foreach (string name in s_numbers)
                run.Remove(name);
            run["explanations"] = page["explanations"]!.DeepClone();
            return run.ToJsonString();
        }
        catch (WeirException)
        {
            // A file that is just being replaced: the next change tells.
            return null;
        }
    }

    /// <summary>The end of the last whole line of a file; 0 where there is none.</summary>
    private static long WholeLines(string path) =>
        File.Exists(path) ? FileException.Guard(path, "it cannot be read", () => LastLineEnd(path)) : 0;

    private static long LastLineEnd(string path)
    {
        using Stream stream = WholeFile.OpenLines(DiskFiles.Instance, path);
        byte[] piece = new byte[1 << 16];
        for (long end = stream.Length; end > 0;)
        {
            int length = (int)Math.Min(piece.Length, end);
            stream.Position = end - length;
            stream.ReadExactly(piece, 0, length);
            int at = Array.LastIndexOf(piece, (byte)'\n', length - 1, length);
            if (at >= 0)
                return end - length + at + 1;
            end -= length;
        }

        return 0;
    }
}
