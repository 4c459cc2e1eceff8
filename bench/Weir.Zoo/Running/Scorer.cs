using System.Numerics.Tensors;
using Weir.Data;
using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;
using Tensor = Weir.Tensors.Tensor;

namespace Weir.Zoo;

/// <summary>
/// The score of a network on a set, as the zoo has it: accuracy, or R² floored at −1. A network that puts out a number that is not finite
/// has the score of one that guesses: 1 / classes, or −1.
/// </summary>
/// <param name="backend">What computes.</param>
internal sealed class Scorer(Backend backend)
{
    private const int BatchSize = 1000;

    private readonly Tape _tape = new(backend);

    /// <summary>The score of a run whose loss was not finite.</summary>
    public static double OfNonFinite(Dataset dataset) => dataset.Targets is ClassTargets classes ? 1.0 / classes.Classes : -1;

    /// <summary>The score of a network, in evaluation.</summary>
    public double Of(Module model, Dataset dataset) => Of(model, dataset, dataset, Standardizer.Identity);

    /// <summary>The score of a network that sees scaled inputs and targets.</summary>
    /// <param name="model">The network.</param>
    /// <param name="scaled">The set as the network sees it.</param>
    /// <param name="dataset">The set with targets in their own unit.</param>
    /// <param name="targets">What targets were scaled by.</param>
    public double Of(Module model, Dataset scaled, Dataset dataset, Standardizer targets)
    {
        float[] outputs = Outputs(model, scaled);
        targets.UndoInPlace(outputs);
        if (!TensorPrimitives.IsFiniteAll<float>(outputs))
            return OfNonFinite(dataset);
        return dataset.Targets switch
        {
            ClassTargets classes => Accuracy(outputs, classes),
            ValueTargets values => R2(outputs, values.Values),
            _ => throw new DataException($"{dataset.Name}: its targets have no score"),
        };
    }

    private static double Accuracy(ReadOnlySpan<float> outputs, ClassTargets classes)
    {
        int right = 0;
        for (int i = 0; i < classes.Count; i++)
            right += TensorPrimitives.IndexOfMax(outputs.Slice(i * classes.Classes, classes.Classes)) == classes.Labels[i] ? 1 : 0;
        return (double)right / classes.Count;
    }

    private static double R2(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets)
    {
        double mean = 0, error = 0, spread = 0;
        foreach (float target in targets)
            mean += target / (double)targets.Length;
        for (int i = 0; i < targets.Length; i++)
        {
            error += Math.Pow(outputs[i] - (double)targets[i], 2);
            spread += Math.Pow(targets[i] - mean, 2);
        }

        return Math.Max(-1, 1 - (error / spread));
    }

    private float[] Outputs(Module model, Dataset dataset)
    {
        float[]? outputs = null;
        int at = 0;
        using (model.Evaluating())
        {
            foreach (Batch batch in BatchLoader.Sequential(dataset, BatchSize))
            {
                _tape.Begin(recording: false);
                Tensor output = model.Apply(_tape.Input(batch.InputShape, batch.Inputs));
                outputs ??= new float[dataset.Count * output.Shape.SizeFrom(1)];
                output.CopyTo(outputs.AsSpan(at, output.Shape.Size));
                at += output.Shape.Size;
            }
        }

        _tape.Begin();
        return outputs ?? [];
    }
}
