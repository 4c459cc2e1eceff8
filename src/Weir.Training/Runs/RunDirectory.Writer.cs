using System.ComponentModel;
using System.Diagnostics;
using Weir.Tensors;

namespace Weir.Training;

/// <content>Who is writing a run.</content>
public sealed partial class RunDirectory
{
    private static RunException BeingWritten(IFileLayer files, string path) =>
        new($"{path}: the run is being written{Writer(files, path)}; wait until it ends, or stop it first");

    private static string Writer(IFileLayer files, string path)
    {
        try
        {
            // Who holds the lock may not have written its record yet: what is there tells of one that has ended.
            return RunLock.IsHeld(files, path) && ReadRecord(path, files) is { Status: "running" } record && IsThere(record)
                ? $" by process {record.Process}" : "";
        }
        catch (WeirException)
        {
            return "";
        }
    }

    /// <summary>Whether the process that a record names is there still: one of its number may have begun since.</summary>
    private static bool IsThere(RunRecord record)
    {
        try
        {
            using Process process = Process.GetProcessById(record.Process);
            return process.StartTime.ToUniversalTime() <= record.Started.UtcDateTime;
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or Win32Exception or NotSupportedException)
        {
            return false;
        }
    }
}
