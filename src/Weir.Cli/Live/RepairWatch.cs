using Weir.Repair;

namespace Weir.Cli.Live;

/// <summary>Keeps where a repair is, for a picture that is drawn on another thread.</summary>
internal sealed class RepairWatch : IRepairObserver
{
    private RepairProgress? _latest;

    /// <summary>Where it is; null before it has begun.</summary>
    public RepairProgress? Latest => Volatile.Read(ref _latest);

    /// <inheritdoc/>
    public void OnPhase(string what)
    {
    }

    /// <inheritdoc/>
    public void OnTrial(Trial trial, double spent)
    {
    }

    /// <inheritdoc/>
    public void OnProgress(RepairProgress progress) => Volatile.Write(ref _latest, progress);
}
