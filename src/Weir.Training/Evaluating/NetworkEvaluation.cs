using Weir.Data;
using Weir.Nn;
using Weir.Tensors.Backends;

namespace Weir.Training;

/// <summary>Says in full how well a network does on a set.</summary>
public static class NetworkEvaluation
{
    /// <summary>Evaluates a trained network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="dataset">The set, as data has it: not scaled. Its classes are in the order of the network's.</param>
    /// <param name="loss">The loss. Default: that of the recipe, with the weights of classes that training had.</param>
    /// <param name="worst">How many of the worst samples are told. Default 10.</param>
    /// <param name="threads">Threads that compute. Default: as many as there are processors, at most 8.</param>
    /// <exception cref="DataException">The set does not fit the network.</exception>
    public static EvaluationReport Of(TrainedNetwork network, Dataset dataset, Loss? loss = null, int worst = OutputReport.Most,
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
        loss ??= network.Loss;
        using SimdBackend backend = SimdBackend.Create(threads is { } count ? new SimdOptions { Threads = count } : null);
        OutputReport report = new(network.Signature.Output, network.Targets, scaled, worst);
        return report.With(new Evaluation(backend, TargetUnit.ScaleOf(loss, network.Targets))
            .Of(network.Model, loss, scaled, report.Add));
    }
}
