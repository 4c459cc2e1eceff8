using Weir.Data;
using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Training;

/// <summary>Says in full how well a network does on a set.</summary>
public static class NetworkEvaluation
{
    private const int Usual = 1000;
    private const int OfLargeSignals = 100;
    private const int Most = 10;

    /// <summary>Evaluates a trained network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="dataset">The set, as data has it: not scaled. Its classes are in the order of the network's.</param>
    /// <param name="loss">The loss. Default: that of the recipe.</param>
    /// <param name="worst">How many of the worst samples are told. Default 10.</param>
    /// <param name="threads">Threads that compute. Default: as many as there are processors, at most 8.</param>
    /// <exception cref="DataException">The set does not fit the network.</exception>
    public static EvaluationReport Of(TrainedNetwork network, Dataset dataset, Loss? loss = null, int worst = Most,
        int? threads = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(dataset);
        if (dataset.InputShape != network.Signature.Input.SampleShape)
            throw new DataException($"{dataset.Name}: its samples are {dataset.InputShape}; the network takes "
                + $"{network.Signature.Input.SampleShape}");
        if (dataset.Count == 0)
            throw new DataException($"{dataset.Name}: it holds no sample");
        Dataset scaled = network.Targets.ApplyToTargets(network.Inputs.Apply(dataset));
        loss ??= network.Recipe.Loss.Loss();
        using SimdBackend backend = SimdBackend.Create(threads is { } count ? new SimdOptions { Threads = count } : null);
        return Of(backend, network.Model, loss, network.Signature, network.Targets, scaled, worst);
    }

    /// <summary>Is told of a row of values: a prediction for each, and what is right, in their own unit.</summary>
    internal delegate void ValueRow(ReadOnlySpan<float> row, ReadOnlySpan<float> targets);

    /// <summary>Evaluates a network on a set that is scaled as it was in training.</summary>
    internal static EvaluationReport Of(Backend backend, Module model, Loss loss, ModelSignature signature, Standardizer targets,
        Dataset scaled, int worst = Most, ValueRow? each = null)
    {
        int batchSize = scaled.InputShape.Rank > 1 || scaled.Tokens is not null ? OfLargeSignals : Usual;
        Tape tape = new(backend);
        BatchLoss batchLoss = new(loss, scaled);
        OutputReading reading = new(signature.Output, targets);
        ClassCounts? classes = scaled.Targets is ClassTargets ? new ClassCounts(signature.Output, worst) : null;
        ValueCounts? values = classes is null ? new ValueCounts(signature.Output, targets.Scale, worst) : null;
        float[] outputs = [], results = [], rights = [];
        double lossSum = 0;
        long number = 0;
        using (model.Evaluating())
        {
            foreach (Batch batch in BatchLoader.Sequential(scaled, batchSize))
            {
                tape.Begin(recording: false);
                Tensor output = model.Apply(tape.Input(batch.InputShape, batch.Inputs));
                int rows = output.Shape.Size / output.Shape[^1], perSample = rows / batch.Count;
                Array.Resize(ref outputs, Math.Max(outputs.Length, output.Shape.Size));
                Array.Resize(ref results, Math.Max(results.Length, rows * reading.Width));
                output.CopyTo(outputs);
                lossSum += (double)batchLoss.Of(tape, output, batch).Item() * batch.Count;
                reading.Apply(outputs.AsSpan(0, rows * output.Shape[^1]), results);
                if (values is not null)
                {
                    rights = batch.Values.ToArray();
                    targets.UndoInPlace(rights);
                }

                for (int row = 0; row < rows; row++)
                {
                    ReadOnlySpan<float> result = results.AsSpan(row * reading.Width, reading.Width);
                    classes?.Add(number + (row / perSample) + 1, result, batch.Labels[row]);
                    if (values is null)
                        continue;
                    ReadOnlySpan<float> right = rights.AsSpan(row * result.Length, result.Length);
                    values.Add(number + row + 1, result, right);
                    each?.Invoke(result, right);
                }

                number += batch.Count;
            }
        }

        tape.Begin();
        double unit = loss.Degree is { } degree && targets.Scale.Length == 1 ? Math.Pow(targets.Scale[0], degree) : 1;
        return new EvaluationReport
        {
            Set = scaled.Name,
            Samples = scaled.Count,
            Loss = lossSum / scaled.Count * unit,
            Classes = classes?.Report(),
            Values = values?.Report(),
            Perplexity = classes is not null && signature.Output is { Positions: > 1, Link: OutputLink.Softmax }
                ? Math.Exp(classes.MeanLogarithm) : null,
            Worst = classes?.Worst ?? values!.Worst,
        };
    }
}
