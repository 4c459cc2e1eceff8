using Weir.Tensors;

namespace Weir.Nn;

/// <summary>
/// A layer that can apply the function behind it in its own pass, to the same bits as one after the other. Containers use it where nobody
/// watches either of the two: what is measured is never hidden.
/// </summary>
internal interface IFusesActivation : IOverwrites
{
    /// <summary>The layer and the function in one pass.</summary>
    Tensor ForwardWith(Tensor x, Activation activation);
}
