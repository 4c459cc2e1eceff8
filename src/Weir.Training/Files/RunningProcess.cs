using System.Diagnostics;

namespace Weir.Training;

/// <summary>Whether a process of this machine runs.</summary>
internal static class RunningProcess
{
    /// <summary>Whether there is one of a number, and it has not ended.</summary>
    /// <param name="number">Its number.</param>
    public static bool Is(int number)
    {
        if (number == Environment.ProcessId)
            return true;
        try
        {
            using Process found = Process.GetProcessById(number);
            return !found.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
