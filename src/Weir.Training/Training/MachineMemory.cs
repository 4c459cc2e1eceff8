namespace Weir.Training;

/// <summary>The memory that this program can have.</summary>
internal static class MachineMemory
{
    /// <summary>
    /// Bytes that can still be taken: those of the machine, or of the container or control group that it runs in, less what the program
    /// holds by now. What other programs hold is not counted: they may give it back.
    /// </summary>
    public static long Left => Math.Max(0, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes - GC.GetTotalMemory(forceFullCollection: false));
}
