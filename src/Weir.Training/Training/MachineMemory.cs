namespace Weir.Training;

/// <summary>The memory that this program can have.</summary>
internal static class MachineMemory
{
    /// <summary>
    /// Bytes that a training can have: what it has taken already, and what can still be taken, which are those of the machine, or of the
    /// container or control group that it runs in, less what the program holds. What other programs hold is not counted: they may give it
    /// back.
    /// </summary>
    /// <param name="plan">What the training takes.</param>
    public static long For(MemoryPlan plan) => plan.Taken + Left(plan.Total - plan.Taken);

    /// <summary>Bytes that can still be taken. Where they seem too few, they are counted again without what nobody refers to.</summary>
    /// <param name="wanted">Bytes that are asked for.</param>
    internal static long Left(long wanted)
    {
        // The arrays of a run that is over count as held until a full collection, which takes too long to be made for every run.
        long left = LessHeld(forceFullCollection: false);
        return left >= wanted ? left : LessHeld(forceFullCollection: true);
    }

    private static long LessHeld(bool forceFullCollection) =>
        Math.Max(0, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes - GC.GetTotalMemory(forceFullCollection));
}
