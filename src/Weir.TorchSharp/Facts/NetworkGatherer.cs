using Weir.Diagnosis;
using Weir.Flow;
using static TorchSharp.torch;

namespace Weir.TorchSharp;

/// <summary>What is known of a network of TorchSharp besides its trace.</summary>
internal static class NetworkGatherer
{
    /// <summary>Reads it.</summary>
    /// <param name="model">The network.</param>
    /// <param name="header">Its layers.</param>
    /// <param name="weights">The kind and first weight of each layer; null for one without.</param>
    public static NetworkFacts Read(nn.Module model, TraceHeader header, IEnumerable<(string Kind, Tensor? Weight)> weights)
    {
        nn.Module[] modules = [.. ModuleTree.Of(model).Select(entry => entry.Module)];
        double?[] momenta = [.. modules.Where(module => LayerKinds.Of(module) == "batch-norm")
            .Select(module => Settings.Number(module, "momentum")).Where(momentum => momentum is not null)];
        (IReadOnlyList<int> symmetric, IReadOnlyList<int> equal) = UnitSymmetry.Of(weights);
        return NetworkReader.Read(header) with
        {
            Dropout = [.. modules.Where(module => LayerKinds.Of(module) is "dropout" or "spatial-dropout")
                .Select(module => Settings.Number(module, "p")).OfType<double>()],
            BatchNormMomentum = momenta.Min(),
            SymmetricLayers = symmetric,
            EqualUnits = equal,
        };
    }
}
