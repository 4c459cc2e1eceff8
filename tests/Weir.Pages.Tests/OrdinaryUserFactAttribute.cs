namespace Weir.Pages.Tests;

/// <summary>A test of what an ordinary user may not; it is skipped where every port is to be had.</summary>
internal sealed class OrdinaryUserFactAttribute : FactAttribute
{
    private const string FirstFreePort = "/proc/sys/net/ipv4/ip_unprivileged_port_start";

    public OrdinaryUserFactAttribute()
    {
        if (!OperatingSystem.IsLinux() || Environment.IsPrivilegedProcess || File.ReadAllText(FirstFreePort).Trim() == "0")
            Skip = "every port is to be had here";
    }
}
