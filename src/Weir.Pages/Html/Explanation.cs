using Markdig;
using Weir.Diagnosis;

namespace Weir.Pages;

/// <summary>The manual's page on a diagnostic as HTML. Nothing of a run is in it, and markup in it is shown as text.</summary>
internal static class Explanation
{
    private static readonly MarkdownPipeline s_pipeline = new MarkdownPipelineBuilder().UsePipeTables().DisableHtml().Build();

    /// <summary>The page; null where there is none.</summary>
    public static string? Of(Diagnostic diagnostic) =>
        DiagnosticPage.Of(diagnostic) is { } page ? Reachable(Markdown.ToHtml(page, s_pipeline)) : null;

    /// <summary>What may be wider than the page scrolls, and the keyboard has to come to it.</summary>
    private static string Reachable(string html) =>
        html.Replace("<pre>", "<pre tabindex=\"0\" role=\"group\" aria-label=\"Example\">", StringComparison.Ordinal);
}
