namespace Weir.Skia.Tests;

/// <summary>A test that needs SkiaSharp's native file; without it the test is shown as skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SkiaFactAttribute : FactAttribute
{
    public SkiaFactAttribute()
    {
        if (SkiaFormats.Fault is { } fault)
            Skip = $"SkiaSharp's native file cannot be loaded here: {fault}";
    }
}
