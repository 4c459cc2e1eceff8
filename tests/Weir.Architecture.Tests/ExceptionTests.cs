using System.Reflection;
using System.Text.RegularExpressions;
using Weir.Tensors;

namespace Weir.Architecture.Tests;

/// <summary>Errors that are the user's to mend have one base, which is all that a program on top has to know.</summary>
public sealed class ExceptionTests
{
    /// <summary>What may be documented besides: errors of the calling program, and cancellation.</summary>
    private static readonly string[] s_others =
    [
        "ArgumentException", "ArgumentOutOfRangeException", "InvalidOperationException", "KeyNotFoundException", "NotSupportedException",
        "ObjectDisposedException", "OperationCanceledException", "PlatformNotSupportedException",
    ];

    /// <summary>Places that document other exceptions, each with its reason.</summary>
    private static readonly Dictionary<string, string> s_apart = new()
    {
        ["src/Weir.Tensors/Files/DiskSync.cs"] = "says what the disk says; those who write files turn it into their own error",
        ["src/Weir.Training/Files/IFileLayer.cs"] = "what writes to a disk says so as disks do; runs turn it into their own error",
        ["src/Weir.Data/Tables/ParquetFooter.cs"] = "is caught by the reader, which knows the file",
        ["src/Weir.Data/Tables/ThriftWalk.cs"] = "is caught by the reader, which knows the file",
        ["src/Weir.Training/Recipes/YamlBounds.cs"] = "is caught by the reader, which knows the place",
    };

    /// <summary>What the command line catches besides, each with its reason.</summary>
    private static readonly Dictionary<(string Path, string Name), string> s_caught = new()
    {
        [("src/Weir.Cli/Application.cs", "Exception")] = "a fault of Weir ends in a sentence too, which says so",
        [("src/Weir.Cli/OutputStream.cs", "Exception")] = "an output that cannot be written is told where the command has ended",
        [("src/Weir.Cli/Terminal.cs", "Exception")] = "standard error cannot be written: nobody is left to tell",
        [("src/Weir.Cli/OpenFiles.cs", "Exception")] = "tries to open files and to say that too few could be, before there is a terminal",
        [("src/Weir.Cli/OpenFiles.cs", "IOException")] = "a file that cannot be opened is what it counts to",
    };

    [Fact]
    public void Every_exception_type_has_the_base()
    {
        Type[] exceptions = [.. Assemblies().SelectMany(assembly => assembly.GetTypes()).Where(type
            => type.IsSubclassOf(typeof(Exception)))];
        // What a program did wrong has a base of the runtime, by which it is documented.
        exceptions.Where(type => !type.IsAssignableTo(typeof(WeirException)) && (type.IsPublic || !s_others.Contains(type.BaseType!.Name)))
            .ShouldBeEmpty();
        exceptions.Count(type => type.IsPublic).ShouldBeGreaterThanOrEqualTo(12);
    }

    [Fact]
    public void Every_exception_that_is_documented_has_the_base_or_is_the_programs()
    {
        string[] own = [.. Assemblies().SelectMany(assembly => assembly.GetTypes()).Where(type => type.IsSubclassOf(typeof(Exception)))
            .Select(type => type.Name)];
        (string File, string Name)[] documented =
        [
            .. House.Sources.Where(source => !s_apart.ContainsKey(source.Path)).SelectMany(source =>
                Regex.Matches(source.Text, """<exception cref="(?:[\w.]+\.)?(\w+)">""")
                    .Select(match => (source.Path, match.Groups[1].Value))),
        ];
        documented.Length.ShouldBeGreaterThan(200);
        documented.Where(each => !own.Contains(each.Name) && !s_others.Contains(each.Name)).ShouldBeEmpty();
    }

    [Fact]
    public void The_command_line_catches_the_base_alone()
    {
        HashSet<string> own = [.. Assemblies().SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.IsAssignableTo(typeof(WeirException))).Select(type => type.Name)];
        (string Path, string Name)[] caught =
        [
            .. House.Sources.Where(source => source.Path.StartsWith("src/Weir.Cli/", StringComparison.Ordinal)).SelectMany(source =>
                Regex.Matches(source.Code, @"\bcatch\s*\((\w+)").Select(match => (source.Path, match.Groups[1].Value))),
        ];
        caught.ShouldContain(("src/Weir.Cli/Application.cs", "WeirException"));
        caught.Where(each => !own.Contains(each.Name) && each.Name != "OperationCanceledException").Distinct()
            .ShouldBe(s_caught.Keys, ignoreOrder: true);
    }

    private static IEnumerable<Assembly> Assemblies() => House.Projects.Select(project =>
        Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, project == "Weir.Cli" ? "weir.dll" : $"{project}.dll")));
}
