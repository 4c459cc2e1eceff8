namespace Weir.Tensors.Tests;

/// <summary>A test of what Linux alone has, as a device that keeps nothing; it is skipped elsewhere.</summary>
internal sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute()
    {
        if (!OperatingSystem.IsLinux())
            Skip = "this is no Linux";
    }
}
