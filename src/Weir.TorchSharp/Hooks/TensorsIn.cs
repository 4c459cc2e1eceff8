using System.Collections;
using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace Weir.TorchSharp;

/// <summary>Finds tensors in what modules take and return.</summary>
internal static class TensorsIn
{
    /// <summary>
    /// The first tensor of real numbers: the value itself, or one within a tuple, list or dictionary; null where there is none.
    /// </summary>
    public static Tensor? First(object? value) => value switch
    {
        Tensor tensor => tensor.is_floating_point() ? tensor : null,
        ITuple tuple => Enumerable.Range(0, tuple.Length).Select(i => First(tuple[i])).FirstOrDefault(found => found is not null),
        string => null,
        IDictionary dictionary => First(dictionary.Values),
        IEnumerable items => items.Cast<object?>().Select(First).FirstOrDefault(found => found is not null),
        _ => null,
    };

    /// <summary>The first input that has samples, of any type of numbers; null where there is none.</summary>
    public static Tensor? Samples(object?[] inputs) => inputs.OfType<Tensor>().FirstOrDefault(tensor => tensor.dim() > 0);
}
