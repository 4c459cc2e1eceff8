using System.Text.Json;
using Weir.Data;
using Weir.Diagnosis;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Repair;

/// <summary>
/// Repairs recipes that do not train: looks at a training of the recipe, ranks hypotheses by what is found, tests each by a branch beside
/// the recipe as it is, and hands back the smallest change that it can prove on fresh seeds.
/// </summary>
public static class RepairRunner
{
    private static readonly string[] s_noFault = ["data-quality"];

    /// <summary>Repairs a recipe. The runs that there are in the repair's folder are kept and gone on with.</summary>
    /// <param name="request">The recipe.</param>
    /// <param name="options">How. Default <see cref="RepairOptions"/>.</param>
    /// <param name="observer">Is told of it as it goes, or null.</param>
    /// <param name="cancel">Stops it; everything is kept.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    /// <exception cref="RecipeException">The recipe does not fit itself or its data.</exception>
    /// <exception cref="ShapeException">Its layers do not fit each other or the samples.</exception>
    /// <exception cref="AllocationException">There is no memory for the recipe as it is.</exception>
    /// <exception cref="DataException">The data cannot be read, or leaves no samples to judge by.</exception>
    /// <exception cref="RunException">
    /// The name cannot be used; the folder holds a repair of another recipe, of other data, by another strategy or with another seed; or a
    /// file in it is damaged.
    /// </exception>
    /// <exception cref="FileException">A file cannot be read or written.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static RepairResult Run(RepairRequest request, RepairOptions? options = null, IRepairObserver? observer = null,
        CancellationToken cancel = default)
    {
        options ??= new RepairOptions();
        options.Check();
        return new Repairing(request, options, observer, cancel).Run();
    }

    /// <summary>What would be tried, in order, by what is found before the first step. Nothing is trained or written.</summary>
    /// <param name="request">The recipe.</param>
    /// <param name="options">How. Default <see cref="RepairOptions"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    /// <exception cref="RecipeException">The recipe does not fit itself or its data.</exception>
    /// <exception cref="ShapeException">Its layers do not fit each other or the samples.</exception>
    /// <exception cref="AllocationException">There is no memory for the recipe as it is.</exception>
    /// <exception cref="DataException">The data cannot be read, or leaves no samples to judge by.</exception>
    public static IReadOnlyList<Hypothesis> Plan(RepairRequest request, RepairOptions? options = null)
    {
        options ??= new RepairOptions();
        options.Check();
        return new Repairing(request, options, null, default).Plan();
    }

    /// <summary>What would be tried, as JSON: a list of hypotheses, as a certificate has them.</summary>
    /// <param name="plan">What would be tried.</param>
    public static string ToJson(IReadOnlyList<Hypothesis> plan) =>
        JsonSerializer.Serialize(plan, RepairJson.Default.IReadOnlyListHypothesis) + "\n";

    /// <summary>Whether something that was found asks for a repair, and how much better one must be.</summary>
    /// <param name="findings">What was found.</param>
    /// <param name="skill">What the recipe comes to as it is.</param>
    /// <returns>The gain that a repair of some skill must reach; null where nothing is to be repaired.</returns>
    internal static Func<double, double>? LeastGain(IReadOnlyList<Finding> findings, double skill)
    {
        const double Sure = 0.03, Share = 0.15, Nothing = 0.1;
        Finding[] raised = [.. findings.Where(finding => finding.Severity >= Severity.Warning
            && !s_noFault.Contains(finding.Diagnostic.Name))];
        if (skill < Nothing || raised.Any(finding => finding.Severity == Severity.Error || finding.Strength == Strength.Proof))
            return _ => Sure;
        // A warning may be wrong: only who loses a good part of what could be had is said to suffer.
        return raised.Length > 0 ? after => Math.Max(Sure, Share * after) : null;
    }
}
