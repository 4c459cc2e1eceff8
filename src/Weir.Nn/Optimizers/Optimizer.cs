using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Nn;

/// <summary>
/// Moves parameters against their gradients. A step uses the gradients up: the next ones start from nothing. Parameters
/// without a gradient stay.
/// </summary>
public abstract class Optimizer
{
    private readonly UpdateMeasure[] _measures;

    private protected Optimizer(Module model, Backend backend, OptimizerOptions options)
    {
        options.Check();
        Parameters = model.Parameters;
        Backend = backend;
        Options = options;
        Rate = options.Rate;
        _measures = new UpdateMeasure[Parameters.Count];
    }

    /// <summary>What is moved, in the order of the model.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>What computes.</summary>
    public Backend Backend { get; }

    /// <summary>The learning rate of the next step; a schedule sets it.</summary>
    public double Rate { get; set; }

    /// <summary>What the last measured step saw, for each of <see cref="Parameters"/>.</summary>
    public ReadOnlySpan<UpdateMeasure> Measures => _measures;

    /// <summary>The norm of all gradients together before clipping, of the last step that clipped or measured.</summary>
    public double GradientNorm { get; private set; }

    /// <summary>The factor by which clipping made the gradients of the last step smaller: 1 where it did not.</summary>
    public double ClipFactor { get; private set; } = 1;

    /// <summary>The optimizer's memory (momentum…), named after the parameters, for checkpoints.</summary>
    public abstract IEnumerable<(string Name, Tensor Value)> State { get; }

    private protected OptimizerOptions Options { get; }

    /// <summary>Makes one step.</summary>
    /// <param name="measured">Whether <see cref="Measures"/> are gathered on the way. Default false.</param>
    public void Step(bool measured = false)
    {
        ClipFactor = 1;
        if (Options.ClipNorm is { } limit)
        {
            GradientNorm = Norm();
            // A norm that is not finite cannot be scaled away; it is left for the diagnosis to see.
            if (GradientNorm > limit && double.IsFinite(GradientNorm))
                ClipFactor = limit / GradientNorm;
        }

        double squares = 0;
        for (int i = 0; i < Parameters.Count; i++)
        {
            Node node = Parameters[i].Value.Node;
            if (node.Gradient is null && node.Pending is null)
            {
                // Without a gradient the weight stays; to a measure that is a gradient of zeros.
                _measures[i] = measured ? new UpdateMeasure { WeightSquares = Backend.SumOfSquares(node.Storage, node.Size), GradientZeros = node.Size } : default;
                continue;
            }

            float decay = Parameters[i].Kind == ParameterKind.Weight || Options.DecayAll ? (float)Options.WeightDecay : 0;
            _measures[i] = Update(i, node, decay, measured);
            squares += _measures[i].GradientSquares;
            node.DropGradient();
        }

        if (measured && Options.ClipNorm is null)
            GradientNorm = Math.Sqrt(squares);
    }

    /// <summary>Moves one parameter.</summary>
    private protected abstract UpdateMeasure Update(int index, Node node, float decay, bool measured);

    private protected UpdateMeasure Update<TOperator>(Node node, Storage? first, Storage? second, in UpdateRates rates, bool measured)
        where TOperator : struct, IUpdateOperator =>
        node.Pending is { } pending
            ? Backend.Update<TOperator>(node.Storage, pending, first, second, rates, measured)
            : Backend.Update<TOperator>(node.Storage, node.Gradient!, first, second, node.Size, rates, measured);

    private double Norm()
    {
        double squares = 0;
        foreach (Parameter parameter in Parameters)
        {
            Node node = parameter.Value.Node;
            Tape.WorkOut(node);
            if (node.Gradient is not null)
                squares += Backend.SumOfSquares(node.Gradient, node.Size);
        }

        return Math.Sqrt(squares);
    }
}
