using TorchSharp;
using static TorchSharp.torch;

namespace Weir.TorchSharp;

/// <summary>
/// Layers whose units all do the same: with equal weights coming in and going out, all get the same gradient and stay equal for ever.
/// </summary>
internal static class UnitSymmetry
{
    /// <summary>
    /// The numbers of layers whose units have equal weights in and out, and of those whose units have equal weights, not 0, coming in.
    /// </summary>
    /// <param name="layers">Kind and weight of the layers in the order of the signal; null for one without.</param>
    public static (IReadOnlyList<int> Symmetric, IReadOnlyList<int> Equal) Of(IEnumerable<(string Kind, Tensor? Weight)> layers)
    {
        using IDisposable quiet = no_grad();
        using DisposeScope scope = NewDisposeScope();
        (int Number, string Kind, Tensor Matrix)[] weights =
        [
            .. layers.Index().Where(entry => entry.Item.Kind is "linear" or "conv" && entry.Item.Weight is not null)
                .Select(entry => (entry.Index, entry.Item.Kind, ParameterForm.AsMatrix(entry.Item.Kind, entry.Item.Weight!.detach()))),
        ];
        List<int> symmetric = [], equal = [];
        for (int i = 0; i + 1 < weights.Length; i++)
        {
            Tensor into = weights[i].Matrix, outOf = weights[i + 1].Matrix;
            long units = into.shape[1];
            if (units < 2 || !AreSame(into.t()))
                continue;
            if (into.count_nonzero().ToInt64() > 0)
                equal.Add(weights[i].Number);
            if (outOf.shape[0] % units == 0 && AreSame(ByUnit(outOf, units, weights[i].Kind == "conv" && weights[i + 1].Kind == "linear")))
                symmetric.Add(weights[i].Number);
        }

        return (symmetric, equal);
    }

    // Pixels that are flattened come channel by channel in libtorch; kernels have their channels last in a trace.
    private static Tensor ByUnit(Tensor outOf, long units, bool byChannel) => byChannel ? outOf.reshape(units, -1)
        : outOf.reshape(-1, units, outOf.shape[1]).transpose(0, 1).reshape(units, -1);

    /// <summary>Whether all rows are alike to a thousandth.</summary>
    private static bool AreSame(Tensor rows)
    {
        Tensor first = rows.slice(0, 0, 1, 1);
        return (rows - first).abs().le(maximum(rows.abs(), first.abs()) * 1e-3).all().ToBoolean();
    }
}
