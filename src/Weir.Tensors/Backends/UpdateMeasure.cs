namespace Weir.Tensors.Backends;

/// <summary>What an update saw on its way, gathered in the pass that moves the weights.</summary>
public struct UpdateMeasure : IEquatable<UpdateMeasure>
{
    /// <summary>Σ w² before the update.</summary>
    public double WeightSquares { get; set; }

    /// <summary>Σ g² of the gradient that the rule was given.</summary>
    public double GradientSquares { get; set; }

    /// <summary>Σ (Δw)².</summary>
    public double UpdateSquares { get; set; }

    /// <summary>Number of entries of the gradient that are exactly 0.</summary>
    public double GradientZeros { get; set; }

    /// <inheritdoc/>
    public readonly bool Equals(UpdateMeasure other) =>
        WeightSquares.Equals(other.WeightSquares) && GradientSquares.Equals(other.GradientSquares)
        && UpdateSquares.Equals(other.UpdateSquares) && GradientZeros.Equals(other.GradientZeros);

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is UpdateMeasure other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => HashCode.Combine(WeightSquares, GradientSquares, UpdateSquares, GradientZeros);

    /// <summary>Whether both saw the same.</summary>
    public static bool operator ==(UpdateMeasure left, UpdateMeasure right) => left.Equals(right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(UpdateMeasure left, UpdateMeasure right) => !left.Equals(right);

    /// <summary>Adds one entry.</summary>
    internal void Add(double weight, double gradient, double moved)
    {
        WeightSquares += weight * weight;
        GradientSquares += gradient * gradient;
        UpdateSquares += (moved - weight) * (moved - weight);
        GradientZeros += gradient == 0 ? 1 : 0;
    }

    internal void Add(in UpdateMeasure other)
    {
        WeightSquares += other.WeightSquares;
        GradientSquares += other.GradientSquares;
        UpdateSquares += other.UpdateSquares;
        GradientZeros += other.GradientZeros;
    }
}
