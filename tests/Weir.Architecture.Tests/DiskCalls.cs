using System.Text.RegularExpressions;

namespace Weir.Architecture.Tests;

/// <summary>
/// What a source file asks of the disk, and whether what the disk has against it is turned into an error of the house: by
/// <c>FileException.Guard</c> or <c>RunException.Guard</c>, or by a catch of all that is an error of the disk (<c>DiskError.Is</c>), around
/// the call or around every use of the member that it stands in.
/// </summary>
internal sealed partial class DiskCalls
{
    private readonly string _code;
    private readonly List<(int From, int To)> _guards = [];
    private readonly List<(int At, string Name)> _members;
    private readonly HashSet<string> _covered = new(StringComparer.Ordinal);

    private DiskCalls(SourceFile source)
    {
        _code = source.Code;
        FindGuards();
        _members = [.. Member().Matches(_code).Select(match => (match.Groups["name"].Index, match.Groups["name"].Value))];
        // A member whose every use is guarded guards those that it uses.
        string[] found;
        do
        {
            found = [.. _members.Select(member => member.Name).Where(name => !_covered.Contains(name) && IsCovered(name))];
            _covered.UnionWith(found);
        }
        while (found.Length > 0);
    }

    /// <summary>How many calls there are.</summary>
    public static int Count(SourceFile source) => Call().Count(source.Code);

    /// <summary>The calls without a guard, by their lines.</summary>
    public static IReadOnlyList<string> Unguarded(SourceFile source)
    {
        DiskCalls calls = new(source);
        return [.. Call().Matches(calls._code).Where(call => !calls.IsGuarded(call.Index))
            .Select(call => $"{source.Path}:{calls._code.AsSpan(0, call.Index).Count('\n') + 1}: {call.Value.TrimEnd('(', ' ')}")];
    }

    private bool IsGuarded(int at) => _guards.Any(guard => guard.From < at && at < guard.To) || _covered.Contains(Around(at));

    private string Around(int at) => _members.LastOrDefault(member => member.At < at).Name ?? "";

    private bool IsCovered(string name)
    {
        int[] uses = [.. Regex.Matches(_code, $@"\b{name}\b").Select(match => match.Index)
            .Where(at => !_members.Contains((at, name)) && Around(at) != name)];
        return uses.Length > 0 && uses.All(IsGuarded);
    }

    private void FindGuards()
    {
        Stack<int> open = new();
        for (int i = 0; i < _code.Length; i++)
        {
            if (_code[i] is '(' or '{')
                open.Push(i);
            if (_code[i] is not (')' or '}') || !open.TryPop(out int from))
                continue;
            string before = _code[Math.Max(0, from - 60)..from];
            if (_code[from] == '(' ? GuardBefore().IsMatch(before) : TryBefore().IsMatch(before) && CatchesAll().IsMatch(_code, i + 1))
                _guards.Add((from, i));
        }
    }

    [GeneratedRegex(@"\b(?:File|Directory|RegularFile)\s*\.\s*(?!Exists\b|IsPipeOrDevice\b|[GS]etLastWriteTimeUtc\b)[A-Z]\w*\s*\("
        + @"|\bnew\s+FileStream\s*\(|\bFileStream\s+\w+\s*=\s*new\s*\(")]
    private static partial Regex Call();

    [GeneratedRegex(@"^    (?:(?:public|private|internal|protected|static|override|async|sealed|unsafe|virtual)\s+)+[\w<>?\[\], .()]*?"
        + @"\b(?<name>\w+)\s*(?:<\w+>)?\(", RegexOptions.Multiline)]
    private static partial Regex Member();

    [GeneratedRegex(@"\bGuard(?:ed)?(?:<[^()]*>)?$")]
    private static partial Regex GuardBefore();

    [GeneratedRegex(@"\btry\s*$")]
    private static partial Regex TryBefore();

    // Perhaps behind catches of others.
    [GeneratedRegex(@"\G(?:\s*catch[^{]*\{[^}]*\})*?\s*catch\s*\([^{]*\bDiskError\.Is\(")]
    private static partial Regex CatchesAll();
}
