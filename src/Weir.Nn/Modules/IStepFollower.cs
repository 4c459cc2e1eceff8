namespace Weir.Nn;

/// <summary>A module that is told of each step by <see cref="Module.BeginStep"/>.</summary>
public interface IStepFollower
{
    /// <summary>A step begins.</summary>
    /// <param name="path">Where the module stands in the network whose step it is.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="step">The step, from 1.</param>
    void Follow(string path, long seed, long step);
}
