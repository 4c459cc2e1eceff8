using System.Numerics.Tensors;
using Weir.Tensors;
using Weir.Tensors.Backends;
using Tensor = Weir.Tensors.Tensor;

namespace Weir.Nn;

/// <summary>
/// An optimizer whose rule is plain code over the numbers of one parameter at a time, for rules that are written outside the library.
/// Links, weight decay, measures, counts of steps and the saving of its memory are done here. Slower than rules that go into the kernels.
/// </summary>
public abstract class SpanOptimizer : Optimizer
{
    private readonly Dictionary<string, Tensor?[]> _memories = new(StringComparer.Ordinal);

    /// <summary>Makes the optimizer of a model's parameters.</summary>
    /// <param name="model">Whose parameters are moved.</param>
    /// <param name="backend">What computes.</param>
    /// <param name="options">Its options.</param>
    /// <param name="memory">The names of what it remembers: a number for each entry of every parameter, 0 at first, which checkpoints
    /// hold.</param>
    /// <exception cref="ArgumentException">An option outside its range.</exception>
    protected SpanOptimizer(Module model, Backend backend, OptimizerOptions options, params string[] memory)
        : base(model, backend, options)
    {
        foreach (string name in memory)
            _memories.Add(name, Remember(name));
    }

    private protected sealed override bool CountsSteps => true;

    /// <summary>Moves one parameter: changes <see cref="ParameterStep.Weights"/>.</summary>
    /// <param name="step">Its numbers, its gradient behind links and weight decay, and the rate.</param>
    protected abstract void Update(in ParameterStep step);

    private protected sealed override UpdateMeasure Update(int index, Node node, in UpdateRates rates, bool measured)
    {
        Tape.WorkOut(node);
        Span<float> weights = node.Storage.Span(node.Size), gradient = node.Gradient!.Span(node.Size);
        float[] before = measured ? weights.ToArray() : [];
        if (rates.GradientScale != 1)
            TensorPrimitives.Multiply(gradient, rates.GradientScale, gradient);
        if (rates.Decay != 0)
            TensorPrimitives.MultiplyAdd(weights, rates.Decay, gradient, gradient);
        UpdateMeasure measure = measured
            ? new UpdateMeasure
            {
                WeightSquares = SumOfSquares(weights),
                GradientSquares = SumOfSquares(gradient),
                GradientZeros = gradient.Count(0f),
            }
            : default;
        if (rates.Shrink != 1)
            TensorPrimitives.Multiply(weights, rates.Shrink, weights);
        Update(new ParameterStep(Parameters[index], weights, gradient, rates.Rate, StepOf(index), this, index));
        for (int i = 0; i < before.Length; i++)
            before[i] = weights[i] - before[i];
        if (measured)
            measure.UpdateSquares = SumOfSquares(before);
        return measure;
    }

    internal Span<float> MemoryOf(string name, int index) => _memories.TryGetValue(name, out Tensor?[]? memory)
        ? MemoryOf(memory, index).Span(Parameters[index].Shape.Size)
        : throw new ArgumentException($"there is no memory '{name}'; the constructor names {string.Join(", ", _memories.Keys)}",
            nameof(name));

    private static double SumOfSquares(ReadOnlySpan<float> values)
    {
        double sum = 0;
        foreach (float value in values)
            sum += (double)value * value;
        return sum;
    }
}
