namespace Weir.Tensors;

/// <summary>
/// A kind of step on the tape. Its forward stands beside it in the same file; objects of this class hold no tensor and
/// serve every call. Operations from outside the library derive from <see cref="CustomOperation"/>.
/// </summary>
public abstract class Operation
{
    private protected Operation()
    {
    }

    /// <summary>The name that errors and profiles use, as in <c>relu</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Adds to the gradient of each input that needs one. The gradient of the node is complete.</summary>
    internal abstract void Backward(Node node, Tape tape);
}
