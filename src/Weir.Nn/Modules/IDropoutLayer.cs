using Weir.Tensors;

namespace Weir.Nn;

/// <summary>
/// A layer that sets part of its input to zero at random in training, and in evaluation hands it on as it is. Diagnosis takes what declares
/// itself so for the dropout that it is, whoever wrote it, and prediction passes over it.
/// </summary>
public interface IDropoutLayer
{
    /// <summary>Probability of being dropped.</summary>
    double Rate { get; }

    /// <summary>What is dropped as one. Default entries.</summary>
    DropoutUnit Unit => DropoutUnit.Entry;
}
