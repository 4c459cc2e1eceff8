using TorchSharp;
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
        (IReadOnlyList<int> symmetric, IReadOnlyList<int> equal) = UnitSymmetry.Of(WeightsOf(weights));
        return NetworkReader.Read(header) with
        {
            Dropout = [.. modules.Where(module => LayerKinds.Of(module) is "dropout" or "spatial-dropout")
                .Select(module => Settings.Number(module, "p")).OfType<double>()],
            BatchNormMomentum = momenta.Min(),
            SymmetricLayers = symmetric,
            EqualUnits = equal,
        };
    }

    private static List<UnitWeights> WeightsOf(IEnumerable<(string Kind, Tensor? Weight)> layers)
    {
        using IDisposable quiet = no_grad();
        using DisposeScope scope = NewDisposeScope();
        List<UnitWeights> weights = [];
        string before = "";
        foreach ((int number, (string kind, Tensor? weight)) in layers.Index())
        {
            if (kind is not ("linear" or "conv") || weight is null)
                continue;
            Tensor matrix = ParameterForm.AsMatrix(kind, weight.detach());
            weights.Add(new UnitWeights(number, Entries.Floats(matrix), (int)matrix.shape[1])
            {
                // Pixels that are flattened come channel by channel in libtorch.
                HasRowsOfUnitTogether = before == "conv" && kind == "linear",
            });
            before = kind;
        }

        return weights;
    }
}
