using System.Globalization;
using System.Text;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Studies;

/// <summary>
/// The right to make a run of a study, as a file that only one process can create. Its owner writes the time into it every few seconds; a
/// claim whose owner is gone, or has been silent for long, is taken over by creating the next of its numbers: <c>RUN.1</c>, <c>RUN.2</c>…
/// The highest number holds.
/// </summary>
internal sealed class Claim
{
    /// <summary>How often an owner says that it is alive.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(2);

    /// <summary>After this silence a claim is free.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly long s_earliest = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();

    private readonly string _folder;
    private readonly string _run;
    private readonly int _number;

    private Claim(string folder, string run, int number) => (_folder, _run, _number) = (folder, run, number);

    /// <summary>Takes a run.</summary>
    /// <returns>Null where another holds it.</returns>
    public static Claim? Take(string folder, string run, TimeProvider time)
    {
        int highest = Numbers(folder, run).DefaultIfEmpty(0).Max();
        if (highest > 0 && IsAlive(PathOf(folder, run, highest), time))
            return null;
        Claim claim = new(folder, run, highest + 1);
        try
        {
            FileException.Guard(claim.Path, "it cannot be written", () =>
            {
                using FileStream file = new(claim.Path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
                file.Write(Encoding.UTF8.GetBytes(Owner(time)));
            });
            return claim;
        }
        catch (FileException) when (File.Exists(claim.Path))
        {
            return null;
        }
    }

    /// <summary>Says that the owner is alive.</summary>
    public void Renew(TimeProvider time)
    {
        try
        {
            File.WriteAllText(Path, Owner(time));
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            // The next beat may come through; if none does, another goes on with the run from its last checkpoint.
        }
    }

    /// <summary>Gives the run back.</summary>
    public void Release()
    {
        foreach (int number in Numbers(_folder, _run).Where(number => number <= _number).Order())
            FileException.Guard(PathOf(_folder, _run, number), "it cannot be removed", () => File.Delete(PathOf(_folder, _run, number)));
    }

    private string Path => PathOf(_folder, _run, _number);

    private static string PathOf(string folder, string run, int number) =>
        System.IO.Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{run}.{number}"));

    private static IEnumerable<int> Numbers(string folder, string run)
    {
        // Almost always there is none or one: asking for names is quicker than reading a folder of thousands.
        for (int number = 1; ; number++)
        {
            if (File.Exists(PathOf(folder, run, number)))
                yield return number;
            else if (!File.Exists(PathOf(folder, run, number + 1)))
                yield break;
        }
    }

    private static string Owner(TimeProvider time) => string.Create(CultureInfo.InvariantCulture,
        $"{Environment.ProcessId} {Environment.MachineName} {time.GetUtcNow().ToUnixTimeMilliseconds()}\n");

    private static bool IsAlive(string path, TimeProvider time)
    {
        string[] words;
        DateTimeOffset written;
        try
        {
            words = Encoding.UTF8.GetString(WholeFile.Read(DiskFiles.Instance, path)).Split(' ', StringSplitOptions.TrimEntries);
            written = new DateTimeOffset(File.GetLastWriteTimeUtc(path));
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            // It is being written, or was given back just now.
            return File.Exists(path);
        }

        DateTimeOffset now = time.GetUtcNow();
        // Of a clock that is far from this one, or a time that is none, the file's own tells more.
        if (words.Length < 3 || !long.TryParse(words[2], CultureInfo.InvariantCulture, out long beat)
            || beat < s_earliest || beat > (now + Patience).ToUnixTimeMilliseconds())
            return (now - written).Duration() < Patience;
        if (now - DateTimeOffset.FromUnixTimeMilliseconds(beat) >= Patience)
            return false;
        return words[1] != Environment.MachineName || !int.TryParse(words[0], CultureInfo.InvariantCulture, out int process)
            || RunningProcess.Is(process);
    }
}
