using Weir.Cli.Rendering;
using Weir.Repair;

namespace Weir.Cli.Live;

/// <summary>A repair in plain lines: one for each part of it, and one for each look at a branch.</summary>
/// <param name="tell">Writes a line.</param>
/// <param name="brief">The parts alone.</param>
internal sealed class RepairLines(Action<string> tell, bool brief = false) : IRepairObserver
{
    /// <inheritdoc/>
    public void OnPhase(string what) => tell(what);

    /// <inheritdoc/>
    public void OnTrial(Trial trial, double spent)
    {
        if (brief)
            return;
        string how = trial.Finite ? $"skill {Numbers.Signed(trial.Skill)}"
            : trial.Reason is { } reason ? $"cannot be trained: {reason}" : "broke off";
        tell($"  {trial.Branch}  seed {trial.Seed}  {Numbers.Percent(trial.Share, 0)} of a training  {how}  {spent:f2} trainings so far");
    }
}
