using Weir.Nn;

namespace Weir.Onnx;

/// <summary>Makes modules of steps: one behind the other, and residual blocks where two signals are added,
/// and blocks that concatenate or branches where they are put side by side.</summary>
internal sealed class ChainOfSteps
{
    private readonly IReadOnlyList<ImportStep> _steps;
    // Of each step the last one before it that every way from the input meets, and how many such there are.
    private readonly int[] _gate;
    private readonly int[] _depth;
    private readonly bool[] _isUsed;

    public ChainOfSteps(IReadOnlyList<ImportStep> steps)
    {
        _steps = steps;
        (_gate, _depth, _isUsed) = (new int[steps.Count], new int[steps.Count], new bool[steps.Count]);
        for (int i = 1; i < steps.Count; i++)
        {
            _gate[i] = steps[i].IsJoin ? Common(steps[i].Inputs[0], steps[i].Inputs[1]) : steps[i].Inputs[0];
            _depth[i] = _depth[_gate[i]] + 1;
        }
    }

    /// <summary>The modules from behind one step up to another.</summary>
    /// <exception cref="OnnxException">The signal goes other ways than such blocks have.</exception>
    public List<Module> Between(int from, int to)
    {
        List<Module> parts = [];
        for (int at = to; at != from;)
        {
            if (at == 0 || _depth[at] <= _depth[from])
                throw Tangled(_steps[to]);
            ImportStep step = _steps[at];
            if (_isUsed[at])
                throw Tangled(step);
            _isUsed[at] = true;
            parts.Add(!step.IsJoin ? step.Make() : step.IsConcat ? Concatenated(step, _gate[at]) : Block(step, _gate[at]));
            at = _gate[at];
        }

        parts.Reverse();
        return parts;
    }

    private Residual Block(ImportStep sum, int fork)
    {
        List<Module> left = Between(fork, sum.Inputs[0]), right = Between(fork, sum.Inputs[1]);
        // What is shorter is the shortcut.
        (List<Module> branch, List<Module> shortcut) = left.Count >= right.Count ? (left, right) : (right, left);
        if (branch.Count == 0)
            throw new OnnxException($"node '{sum.Node}': a signal is added to itself, which is not read");
        return new Residual(One(branch), shortcut.Count == 0 ? null : One(shortcut), sum.Activation);
    }

    private Module Concatenated(ImportStep step, int fork)
    {
        List<Module> left = Between(fork, step.Inputs[0]), right = Between(fork, step.Inputs[1]);
        if (left.Count == 0 && right.Count == 0)
            throw new OnnxException($"node '{step.Node}': a signal is put beside itself, which is not read");
        if (left.Count == 0 || right.Count == 0)
            return new Concat(One(left.Count == 0 ? right : left), branchFirst: right.Count == 0);
        // Of more than two branches, what the first ones make stands side by side already.
        return left is [Branches first] ? new Branches([.. first.Parts, One(right)]) : new Branches([One(left), One(right)]);
    }

    private static Module One(List<Module> parts) => parts is [var only] ? only : new Sequential([.. parts]);

    private int Common(int left, int right)
    {
        while (left != right)
        {
            if (_depth[left] >= _depth[right])
                left = _gate[left];
            else
                right = _gate[right];
        }

        return left;
    }

    private static OnnxException Tangled(ImportStep step) => new(
        $"node '{step.Node}': its signal goes ways that are not read; layers one behind the other, sums of two branches that begin at "
            + "the same signal, and branches beside one another or beside that signal, are");
}
