using System.Globalization;
using System.Text.RegularExpressions;

namespace Weir.Architecture.Tests;

/// <summary>Habits of the house that the compiler does not enforce.</summary>
public sealed class SourceTests
{
    private const int MostLines = 300, MostCharacters = 140;

    /// <summary>Places that need numbers which nobody can foretell, each with its reason.</summary>
    private static readonly Dictionary<string, string> Secrets = new()
    {
        ["src/Weir.Pages/Live/AccessToken.cs"] = "the secret of a live page's address must not follow from a seed",
    };

    /// <summary>Places that read a stopwatch, each with its reason.</summary>
    private static readonly Dictionary<string, string> Stopwatches = [];

    [Fact]
    public void The_tests_see_the_sources() => House.Sources.Count.ShouldBeGreaterThan(150);

    [Fact]
    public void Files_are_short() => House.Code.Where(source => source.Lines > MostLines)
        .Select(source => $"{source.Path}: {source.Lines} lines").ShouldBeEmpty();

    [Fact]
    public void Lines_are_short()
    {
        House.Code.Count.ShouldBeGreaterThan(1000);
        House.Code.SelectMany(source => source.Text.ReplaceLineEndings("\n").Split('\n')
                .Select((line, i) => (Place: $"{source.Path}:{i + 1}", Length: new StringInfo(line).LengthInTextElements)))
            .Where(line => line.Length > MostCharacters).Select(line => $"{line.Place} has {line.Length} characters").ShouldBeEmpty();
    }

    [Fact]
    public void Lines_of_recipes_and_studies_are_short()
    {
        string[] lines =
        [
            .. new[] { "recipes", "studies" }
                .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(House.Root, folder), "*.yaml", SearchOption.AllDirectories))
                .SelectMany(File.ReadLines),
        ];
        lines.Length.ShouldBeGreaterThan(200);
        lines.Where(line => new StringInfo(line).LengthInTextElements > MostCharacters).ShouldBeEmpty();
    }

    [Fact]
    public void Pointers_stay_in_kernels() =>
        Using(@"\bunsafe\b").Where(path => !path.StartsWith("src/Weir.Tensors/Memory/", StringComparison.Ordinal)
            && !path.StartsWith("src/Weir.Tensors/Backends/", StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void Only_the_tensors_may_be_compiled_with_pointers() =>
        House.Projects.Where(project => File.ReadAllText(Path.Combine(House.Root, "src", project, $"{project}.csproj"))
            .Contains("AllowUnsafeBlocks", StringComparison.Ordinal)).ShouldBe(["Weir.Tensors"]);

    [Fact]
    public void The_clock_is_injected()
    {
        Using(@"\bDateTime(Offset)?\s*\.\s*(Now|UtcNow|Today)\b|\bEnvironment\s*\.\s*TickCount").ShouldBeEmpty("take a TimeProvider");
        Using(@"\bStopwatch\b").Where(path => !Stopwatches.ContainsKey(path)).ShouldBeEmpty("take a TimeProvider, or say here why not");
    }

    [Fact]
    public void Randomness_is_injected() =>
        Using(@"\bnew\s+(System\s*\.\s*)?Random\s*\(|\bRandom\s*\.\s*Shared\b|\bGuid\s*\.\s*NewGuid\b"
            + @"|\bRandom\s+\w+\s*=\s*new\s*\(|\bRandomNumberGenerator\b")
            .Where(path => !Secrets.ContainsKey(path)).ShouldBeEmpty("take a Weir.Tensors.RandomStream, or say here why not");

    [Fact]
    public void Nothing_is_folded_away_dynamic_or_left_to_do()
    {
        Using(@"^\s*#\s*region\b").ShouldBeEmpty();
        Using(@"\bdynamic\s+\w|<dynamic>").ShouldBeEmpty();
        Using(@"\bNotImplementedException\b").ShouldBeEmpty();
        House.Sources.Where(source => Regex.IsMatch(source.Text, @"\b(TODO|FIXME|HACK|XXX)\b")).Select(source => source.Path)
            .ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_calls_the_collector() => Using(@"\bGC\s*\.\s*(Collect|AddMemoryPressure)\b").ShouldBeEmpty();

    [Fact]
    public void Files_are_named_after_a_type_in_them()
    {
        string[] strangers =
        [
            .. House.Sources
                .Where(source => source.Types.Count > 0 && !Path.GetFileName(source.Path).Equals("Program.cs", StringComparison.Ordinal))
                .Where(source => !source.Types.Any(type => Names(Path.GetFileNameWithoutExtension(source.Path), type)))
                .Select(source => $"{source.Path} holds {string.Join(", ", source.Types)}"),
        ];
        strangers.ShouldBeEmpty();
        House.Sources.Count(source => source.Types.Count == 0).ShouldBeLessThan(10, "the tests must see the types");
    }

    /// <summary>
    /// File names: the type, its first part (<c>SimdBackend.Updates</c>), or the noun of its parts (<c>SgdOperators</c>, <c>Relu</c> with
    /// its operator).
    /// </summary>
    private static bool Names(string file, string type)
    {
        string noun = file.Split('.')[0];
        // SimdBackendOfWidth holds SimdBackend<TWidth>, beside the SimdBackend that is not generic.
        if (noun.IndexOf("Of", StringComparison.Ordinal) is > 0 and var at && type == noun[..at])
            return true;
        return type == noun || type == $"{noun}Operator" || type == $"{noun}Operation"
            || (noun.EndsWith('s') && type.EndsWith(noun[..^1], StringComparison.Ordinal));
    }

    private static IEnumerable<string> Using(string pattern) =>
        House.Sources.Where(source => Regex.IsMatch(source.Code, pattern, RegexOptions.Multiline)).Select(source => source.Path);
}
