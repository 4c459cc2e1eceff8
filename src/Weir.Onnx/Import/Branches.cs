using Weir.Nn;
using Weir.Tensors;

namespace Weir.Onnx;

/// <summary>
/// What several branches make of one signal, side by side along the last axis, as in Inception blocks (Szegedy et al., 2015); what comes in
/// goes on through the branches alone.
/// </summary>
/// <param name="parts">The branches; what they make differs in the last axis at most.</param>
internal sealed class Branches(IReadOnlyList<Module> parts) : Module
{
    [NotAPart]
    private readonly Tensor[] _made = new Tensor[parts.Count];

    public IReadOnlyList<Module> Parts { get; } = parts;

    protected override Tensor Forward(Tensor x)
    {
        for (int i = 0; i < _made.Length; i++)
            _made[i] = Parts[i].Apply(x);
        return Shaping.Concatenate(^1, _made);
    }
}
