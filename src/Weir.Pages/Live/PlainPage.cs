using System.Net;
using System.Text;

namespace Weir.Pages;

/// <summary>Pages of the live server that have words alone and no script: they ask again until there is something to show.</summary>
internal static class PlainPage
{
    /// <summary>What is shown while the folder holds no run.</summary>
    public static string Waiting { get; } = Of("No run yet", 1, "<h1>There is no run yet</h1>\n<p>This page shows the first one as "
        + "soon as it has begun, as by <code>weir train RECIPE</code> in this folder.</p>\n");

    /// <summary>
    /// What is shown in place of a run, a study or a repair whose files cannot be read: which, why, and what else there is.
    /// </summary>
    /// <param name="page">What cannot be read.</param>
    /// <param name="reason">Why, with the file.</param>
    /// <param name="root">The way from its address to the server's.</param>
    /// <param name="others">What else the folder holds.</param>
    public static string Damaged(WatchedPage page, string reason, string root, IReadOnlyList<WatchedPage> others)
    {
        StringBuilder text = new();
        text.Append($"<h1>The {page.Word} <em>{Safe(page.Name)}</em> cannot be read</h1>\n<p class=\"reason\">{Safe(reason)}</p>\n");
        text.Append("<p>This page shows it as soon as that is mended; it asks every few seconds.</p>\n");
        text.Append(others.Count == 0 ? "<p>There is nothing else in the folder.</p>\n"
            : "<h2>What else there is, the newest first</h2>\n<ul>\n");
        foreach (WatchedPage other in others)
            text.Append($"<li><a href=\"{Safe(root + other.Address)}\">{(other.Word == "run" ? "" : $"{other.Word} ")}"
                + $"{Safe(other.Shown)}</a> <span>{Safe(other.State)}</span></li>\n");
        return Of($"{page.Name} cannot be read", 5, text.Append(others.Count == 0 ? "" : "</ul>\n").ToString());
    }

    private static string Of(string title, int seconds, string body) => $$"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <meta http-equiv="refresh" content="{{seconds}}">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{{Safe(title)}} · Weir</title>
        <style>
        :root { color-scheme: light dark; --ink: light-dark(#17212b, #e8edf2); --ink-2: light-dark(#55616d, #a3b0bd);
          --ground: light-dark(#f4f6f8, #0e1318); --card: light-dark(#ffffff, #161d24); --edge: light-dark(#dde3e9, #2a343f);
          --accent: light-dark(#0b6e99, #5cc3ea); --error: light-dark(#b3261e, #ff8a80); --soft: light-dark(#fdecea, #3b1a1a); }
        body { font: 16px/1.6 system-ui, sans-serif; max-width: 44em; margin: 14vh auto 8vh; padding: 0 24px; color: var(--ink);
          background: var(--ground); overflow-wrap: anywhere; }
        h1 { font-size: 23px; line-height: 1.3; } h2 { font-size: 16px; margin-top: 2em; } em { font-style: normal; color: var(--accent); }
        a { color: var(--accent); } span { color: var(--ink-2); font-size: 14px; margin-left: 8px; }
        .reason { background: var(--soft); color: var(--error); padding: 10px 14px; border-radius: 9px; }
        ul { list-style: none; padding: 0; margin: 0; background: var(--card); border: 1px solid var(--edge); border-radius: 12px; }
        li { padding: 8px 16px; } li + li { border-top: 1px solid var(--edge); }
        </style>
        </head>
        <body>
        <main>
        {{body}}</main>
        </body>
        </html>

        """;

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
