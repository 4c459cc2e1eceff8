namespace Weir.Repair;

/// <summary>Is told of a repair as it goes. Calls may come on the threads of the workers, one at a time.</summary>
public interface IRepairObserver
{
    /// <summary>A part of the repair begins.</summary>
    /// <param name="what">What, in a line.</param>
    void OnPhase(string what);

    /// <summary>A branch was looked at.</summary>
    /// <param name="trial">How far it had come.</param>
    /// <param name="spent">What the repair has cost so far, in trainings.</param>
    void OnTrial(Trial trial, double spent);

    /// <summary>Anything has changed; called about 20 times a second for each branch that is trained. Default: nothing is done.</summary>
    /// <param name="progress">Where the repair is.</param>
    void OnProgress(RepairProgress progress)
    {
    }
}
