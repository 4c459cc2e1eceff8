namespace Weir.Pages.Tests;

/// <summary>A test that needs Node, the packages of <c>web/</c> and Chromium; it is skipped where one is missing.</summary>
internal sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute()
    {
        if (new NodeFactAttribute().Skip is { } reason)
            Skip = reason;
        else if (!Directory.Exists(Path.Combine(Folder.Root, "web", "node_modules", "playwright-core")))
            Skip = "playwright-core is not installed (npm ci in web/)";
        else if (!File.Exists(Environment.GetEnvironmentVariable("WEIR_CHROMIUM") ?? "/usr/bin/chromium"))
            Skip = "there is no Chromium here (apt-get install chromium)";
    }
}
