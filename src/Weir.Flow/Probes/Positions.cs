namespace Weir.Flow;

/// <summary>
/// Which places of a sequence are measured, counted back from the last: 0, 1, 2, 3, 4, 6, 8, 12, 16 and so on, so that few of them reach
/// far.
/// </summary>
internal static class Positions
{
    /// <summary>Whether a place is one of the first so many of these.</summary>
    /// <param name="back">How far it lies before the last.</param>
    /// <param name="most">How many are measured at most.</param>
    public static bool AreMeasured(int back, int most)
    {
        if (back < 4)
            return back < most;
        int octave = int.Log2(back), half = 1 << (octave - 1);
        // Two in each octave: 2ᵏ and 1.5·2ᵏ.
        return back % half == 0 && (2 * octave) + ((back / half) & 1) < most;
    }
}
