using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;

namespace Weir.Cli.Tests.Manual;

/// <summary>Blocks of C# of a page as one program: compiled against all of Weir, and run.</summary>
internal static class PageProgram
{
    // What a new console project has without being told.
    private const string Given = "global using System; global using System.Collections.Generic; global using System.IO; "
        + "global using System.Linq; global using System.Threading; global using System.Threading.Tasks;";

    private static readonly Lazy<MetadataReference[]> s_references = new(() =>
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(File.Exists).Select(file => MetadataReference.CreateFromFile(file))]);

    /// <summary>Compiles and runs.</summary>
    /// <param name="place">Where the blocks stand, for messages.</param>
    /// <param name="blocks">The blocks, in order. Their <c>using</c> lines go to the top, as a program has them.</param>
    /// <returns>What it wrote to the console.</returns>
    public static string Run(string place, IEnumerable<string> blocks)
    {
        string[] lines = [.. blocks.SelectMany(block => block.Split('\n'))];
        CSharpParseOptions language = new(LanguageVersion.Latest);
        string code = TypesLast(string.Join('\n', [.. lines.Where(IsUsing).Distinct(), .. lines.Where(line => !IsUsing(line))]), language);
        CSharpCompilation compilation = CSharpCompilation.Create($"page-{Guid.NewGuid():n}",
            [CSharpSyntaxTree.ParseText(Given, language), CSharpSyntaxTree.ParseText(code, language)], s_references.Value,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        using MemoryStream assembly = new();
        EmitResult result = compilation.Emit(assembly);
        result.Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
            .Select(diagnostic => diagnostic.ToString()).ShouldBeEmpty($"{place} does not compile:\n{code}");
        assembly.Position = 0;
        MethodInfo main = AssemblyLoadContext.Default.LoadFromStream(assembly).EntryPoint!;
        TextWriter console = Console.Out;
        using StringWriter said = new() { NewLine = "\n" };
        try
        {
            Console.SetOut(said);
            main.Invoke(null, main.GetParameters().Length == 0 ? [] : [Array.Empty<string>()]);
        }
        catch (TargetInvocationException error)
        {
            throw new InvalidOperationException($"{place}: {error.InnerException!.Message}", error.InnerException);
        }
        finally
        {
            Console.SetOut(console);
        }

        return said.ToString();
    }

    /// <summary>A page may show a class between statements; a program has its types behind them.</summary>
    private static string TypesLast(string code, CSharpParseOptions language)
    {
        CompilationUnitSyntax unit = (CompilationUnitSyntax)CSharpSyntaxTree.ParseText(code, language).GetRoot();
        return unit.WithMembers([.. unit.Members.OrderBy(member => member is GlobalStatementSyntax ? 0 : 1)]).ToFullString();
    }

    private static bool IsUsing(string line) => line.StartsWith("using Weir", StringComparison.Ordinal)
        || line.StartsWith("using System", StringComparison.Ordinal);
}
