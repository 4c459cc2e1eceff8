using Weir.Nn;

namespace Weir.Training;

/// <summary>What tells the places of a sequence apart.</summary>
public enum Positions
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A learnt row for each place (<see cref="LearnedPositions"/>).</summary>
    Learned,

    /// <summary>Fixed waves (<see cref="PositionalEncoding"/>).</summary>
    Sinusoidal,
}

/// <summary>Makes the layers.</summary>
internal static class PositionLayers
{
    /// <summary>The layer of a kind that is not <see cref="Positions.None"/>.</summary>
    public static Module Layer(this Positions positions, int length, int width) =>
        positions == Positions.Learned ? new LearnedPositions(length, width) : new PositionalEncoding(length, width);
}
