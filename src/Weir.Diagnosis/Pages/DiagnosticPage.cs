using System.Text;

namespace Weir.Diagnosis;

/// <summary>The manual's pages on diagnostics, which travel inside the library.</summary>
public static class DiagnosticPage
{
    /// <summary>The page of a diagnostic as Markdown, as in <c>docs/diagnostics/</c>; null where there is none.</summary>
    /// <param name="diagnostic">The diagnostic.</param>
    public static string? Of(Diagnostic diagnostic)
    {
        using Stream? stream = typeof(DiagnosticPage).Assembly.GetManifestResourceStream($"diagnostics/{diagnostic.Name}.md");
        if (stream is null)
            return null;
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
