namespace Weir.Tensors;

/// <summary>Watches that somebody holds for the length of a step, over and over.</summary>
internal static class WatchLists
{
    /// <summary>Ends all of them and forgets them.</summary>
    public static void EndAll(this List<IDisposable> watches)
    {
        foreach (IDisposable watch in watches)
            watch.Dispose();
        watches.Clear();
    }
}
