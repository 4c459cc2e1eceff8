using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Weir.Pages;

/// <summary>
/// A document as one self-contained HTML file. What a run says stands in it as data alone, and a policy lets nothing run but the page's own
/// script and lets it ask nothing of any network.
/// </summary>
internal static class PageHtml
{
    private const string EndName = "weir-end";

    private static readonly Lazy<string> s_script = new(() => Resource("page.js")), s_style = new(() => Resource("page.css"));

    /// <summary>The end of a run that a page tells of; null where it tells of none, as pages of earlier versions.</summary>
    /// <param name="page">The page.</param>
    public static string? EndOf(string page)
    {
        const string start = $"<meta name=\"{EndName}\" content=\"";
        int at = page.IndexOf(start, StringComparison.Ordinal) + start.Length;
        return at < start.Length ? null : WebUtility.HtmlDecode(page[at..Math.Max(at, page.IndexOf('"', at))]);
    }

    /// <summary>The file.</summary>
    /// <param name="document">What it shows.</param>
    /// <param name="title">Its title.</param>
    /// <param name="connect">Where the script may ask for more: <c>'none'</c> for a file, <c>'self'</c> for the live page.</param>
    /// <param name="end">The end of the run that it tells of, by which one from before is known; null for another page.</param>
    public static string Of(JsonObject document, string title, string connect = "'none'", string? end = null)
    {
        string script = s_script.Value, hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)));
        string policy = $"default-src 'none'; script-src 'sha256-{hash}'; style-src 'unsafe-inline'; img-src data: blob:; connect-src "
            + $"{connect}; base-uri 'none'; form-action 'none'";
        StringBuilder page = new();
        page.Append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        page.Append($"<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n");
        if (end is not null)
            page.Append($"<meta name=\"{EndName}\" content=\"{WebUtility.HtmlEncode(end)}\">\n");
        page.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        page.Append($"<title>{WebUtility.HtmlEncode(title)} · Weir</title>\n<style>{s_style.Value}</style>\n</head>\n<body>\n");
        page.Append("<noscript><p>This page draws its pictures with a script, which is switched off here. <code>weir report "
            + "--brief</code> says the same in words.</p></noscript>\n");
        // The encoder writes <, > and & as escapes: the data cannot end its element.
        page.Append($"<script type=\"application/json\" id=\"weir-document\">{document.ToJsonString()}</script>\n");
        page.Append($"<script>{script}</script>\n</body>\n</html>\n");
        return page.ToString();
    }

    private static string Resource(string name)
    {
        using Stream stream = typeof(PageHtml).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"the assembly holds no {name}");
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
