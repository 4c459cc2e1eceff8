using Weir.Diagnosis;
using Weir.Training;

namespace Weir.Repair;

/// <summary>
/// The files of a branch that it is judged by. <c>trial.json</c> says which there were at the last look, so that a branch that has lost one
/// is known, and made anew.
/// </summary>
internal static class BranchFiles
{
    private static readonly string[] s_judged =
        [RunDirectory.RecipeName, RunDirectory.RecordName, RunDirectory.MetricsName, RunDirectory.FlowName, FactsFile.Name];

    /// <summary>Those that there are, with the bytes of those that grow; 0 for the others.</summary>
    /// <param name="directory">The run directory.</param>
    public static IReadOnlyDictionary<string, long> Of(string directory) => s_judged
        .Where(name => File.Exists(Path.Combine(directory, name))).ToDictionary(name => name, name => LengthOf(directory, name));

    /// <summary>Whether one is gone, or has lost lines.</summary>
    /// <param name="directory">The run directory.</param>
    /// <param name="before">Those that there were.</param>
    public static bool AreLost(string directory, IReadOnlyDictionary<string, long> before) => before.Any(each =>
        !File.Exists(Path.Combine(directory, each.Key)) || LengthOf(directory, each.Key) < each.Value);

    private static long LengthOf(string directory, string name) => name is RunDirectory.MetricsName or RunDirectory.FlowName
        ? new FileInfo(Path.Combine(directory, name)).Length : 0;
}
