using System.Text.RegularExpressions;

namespace Weir.Architecture.Tests;

/// <summary>What a disk says reaches nobody as it is: files that cannot be read or written are the user's to mend, and are named.</summary>
public sealed class DiskTests
{
    /// <summary>Places that call the disk unguarded, each with its reason.</summary>
    private static readonly Dictionary<string, string> s_apart = new()
    {
        ["src/Weir.Training/Files/DiskFiles.cs"] = "is the disk to those who write runs, and says what it says",
        ["src/Weir.Tensors/Files/DiskSync.cs"] = "tells those who write files what the disk says; they guard it",
        ["src/Weir.Tensors/Files/RegularFile.cs"] = "opens files for those who read and write them; they guard it",
        ["src/Weir.Cli/OpenFiles.cs"] = "tries how many files may be opened, which fails where it is asked for",
        ["src/Weir.Cli/Terminal.cs"] = "standard output is open already and has no path",
    };

    [Fact]
    public void Every_call_of_the_disk_is_guarded()
    {
        House.Sources.Sum(DiskCalls.Count).ShouldBeGreaterThan(60);
        House.Sources.Where(source => !s_apart.ContainsKey(source.Path)).SelectMany(DiskCalls.Unguarded).ShouldBeEmpty();
        s_apart.Keys.Where(path => DiskCalls.Unguarded(House.Sources.Single(source => source.Path == path)).Count == 0)
            .ShouldBeEmpty("these need no reason any more");
    }

    [Fact]
    public void Files_are_renamed_and_synced_in_one_place()
    {
        // A file that takes another's place unsynced may be empty after a loss of power; what .NET syncs with hears no error.
        Using(@"\b(?:File|Directory)\s*\.\s*(?:Move|Replace)\s*\(|\.\s*MoveTo\s*\(").ShouldBe(
            ["src/Weir.Tensors/Files/DiskSync.cs", "src/Weir.Training/Files/DiskFiles.cs"]);
        Using(@"\bflushToDisk\b|\bFlushToDisk\b|\bFlush\s*\(\s*true\b").ShouldBe(["src/Weir.Tensors/Files/DiskSync.cs"]);
    }

    [Fact]
    public void Files_are_opened_for_reading_and_made_anew_in_one_place()
    {
        // Elsewhere a pipe hangs, a device has no end, and a link that somebody has put there is written through.
        Using(@"\bFile\s*\.\s*(?:ReadAll\w+|ReadLines\w*|OpenRead|OpenText|OpenHandle|Open|Copy|Create\w*)\s*\("
            + @"|\bFileMode\.(?:Open|Create)\b|\bStreamReader\s*\(\s*(?:path|file)\b"
            + @"|\bStreamReader\s+\w+\s*=\s*new\s*\(\s*(?:path|file)\b").ShouldBe(
        [
            "src/Weir.Cli/OpenFiles.cs", // opens one file many times, to see how many it may
            "src/Weir.Data/Download/Downloader.cs", // looks at what it goes on with itself
            "src/Weir.Tensors/Files/DiskSync.cs", // syncs what was made just now
            "src/Weir.Tensors/Files/RegularFile.cs",
            "src/Weir.Training/Files/DiskFiles.cs", // asks for a lock, of what it has looked at
        ]);
    }

    [Fact]
    public void Files_are_written_whole_or_by_those_who_grow_them()
    {
        // The claim on a run is written anew every few seconds, and says nothing that is missed when it is cut.
        Using(@"\bFile\s*\.\s*(?:WriteAll|AppendAll)\w+\s*\(").ShouldBe(["src/Weir.Studies/Running/Claim.cs"]);
    }

    [Fact]
    public void One_place_says_what_is_an_error_of_the_disk()
    {
        Using(@"\bUnauthorizedAccessException\b").ShouldBe(
            ["src/Weir.Cli/OpenFiles.cs", "src/Weir.Tensors/Files/DiskError.cs"], "the first tells apart what it may not open");
    }

    [Theory]
    [InlineData("File.ReadAllText(path);", 1)]
    [InlineData("FileException.Guard(path, what, () => File.ReadAllText(path));", 0)]
    [InlineData("FileException.Guard<string>(path, what, () => { return File.ReadAllText(path); });", 0)]
    [InlineData("FileException.Guard(path, what, () => 1); File.ReadAllText(path);", 1)]
    [InlineData("try { File.Delete(path); } catch (Exception error) when (DiskError.Is(error)) { }", 0)]
    [InlineData("try { File.Delete(path); } catch (IOException) { }", 1)]
    [InlineData("try { } catch (Exception error) when (DiskError.Is(error)) { File.Delete(path); }", 1)]
    [InlineData("FileException.Guard(path, what, () => Part()); } private void Part() { File.Delete(path); ", 0)]
    [InlineData("FileException.Guard(path, what, () => Part()); Part(); } private void Part() { File.Delete(path); ", 1)]
    [InlineData("using FileStream stream = new(path, FileMode.Open);", 1)]
    [InlineData("if (File.Exists(path)) return;", 0)]
    public void A_call_counts_as_guarded_where_every_way_to_it_is(string body, int unguarded)
    {
        string members = body.Replace("private", "\n    private", StringComparison.Ordinal);
        SourceFile source = new("Place.cs", $"class Place\n{{\n    public void Whole()\n    {{ {members} }}\n}}\n");
        DiskCalls.Unguarded(source).Count.ShouldBe(unguarded);
    }

    private static IEnumerable<string> Using(string pattern) =>
        House.Sources.Where(source => Regex.IsMatch(source.Code, pattern)).Select(source => source.Path);
}
