namespace Weir.Pages.Tests;

/// <summary>A test of what Linux alone has, as a device that is always full; it is skipped elsewhere.</summary>
internal sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute()
    {
        if (!OperatingSystem.IsLinux())
            Skip = "this is no Linux";
    }
}
