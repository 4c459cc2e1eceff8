namespace Weir.Pages;

/// <summary>What the live page is while its folder holds no run: it asks again until one has begun, and has no script.</summary>
internal static class WaitingPage
{
    public const string Text = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <meta http-equiv="refresh" content="1">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>No run yet · Weir</title>
        <style>
        :root { color-scheme: light dark; }
        body { font: 16px/1.6 system-ui, sans-serif; max-width: 34em; margin: 20vh auto 0; padding: 0 24px; }
        h1 { font-size: 22px; }
        </style>
        </head>
        <body>
        <h1>There is no run yet</h1>
        <p>This page shows the first one as soon as it has begun, as by <code>weir train RECIPE</code> in this folder.</p>
        </body>
        </html>

        """;
}
