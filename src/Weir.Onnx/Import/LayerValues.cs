using Weir.Nn;
using Weir.Onnx.Protos;
using Weir.Tensors;

namespace Weir.Onnx;

/// <summary>
/// Gives layers the numbers of a file. What several of them take of one constant, as a layer that is used twice does, is one parameter,
/// so that training keeps it one.
/// </summary>
/// <param name="isExact">
/// Whether the file has a constant for each parameter. Other programs may have put constants of the same numbers together, as PyTorch does:
/// those of one number again and again are taken for tied only where the layers share other numbers too.
/// </param>
internal sealed class LayerValues(bool isExact)
{
    // By the constant itself: two that hold the same numbers are two.
    private readonly Dictionary<TensorProto, List<Holder>> _holders = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<(Module, Module)> _sharing = [];

    /// <summary>Gives a parameter its values, now and whenever it is initialized, or takes that of another layer in its place.</summary>
    /// <param name="layer">The layer that holds it.</param>
    /// <param name="parameter">The parameter.</param>
    /// <param name="numbers">Its values.</param>
    /// <param name="part">Which part of the constant it is, where layers take several parts of one. Default: all.</param>
    public void Give(Module layer, Parameter parameter, ImportedNumbers numbers, string part = "")
    {
        Holder? other = Find(layer, parameter.Shape, numbers, part, holder => holder.Held is Parameter held && held.Kind == parameter.Kind
            && (isExact || !numbers.IsOneNumber || _sharing.Contains((layer, holder.Layer))));
        if (other is not null)
        {
            layer.Replace(parameter, other.Held);
            _sharing.Add((layer, other.Layer));
            return;
        }

        parameter.Initializer = new ImportedValues(numbers.Values);
        parameter.Set(numbers.Values);
        Add(layer, parameter, parameter.Shape, numbers, part);
    }

    /// <summary>Gives a buffer its values, or takes that of a layer in its place whose parameters it has too.</summary>
    /// <param name="layer">The layer that holds it.</param>
    /// <param name="buffer">The buffer.</param>
    /// <param name="numbers">Its values.</param>
    public void Give(Module layer, ModuleBuffer buffer, ImportedNumbers numbers)
    {
        if (Find(layer, buffer.Shape, numbers, "", holder => holder.Held is ModuleBuffer && _sharing.Contains((layer, holder.Layer)))
            is { } other)
        {
            layer.Replace(buffer, other.Held);
            return;
        }

        buffer.Value.CopyFrom(numbers.Values);
        Add(layer, buffer, buffer.Shape, numbers, "");
    }

    private Holder? Find(Module layer, Shape shape, ImportedNumbers numbers, string part, Func<Holder, bool> fits) =>
        _holders.GetValueOrDefault(numbers.Source)?.Find(holder =>
            holder.Part == part && !ReferenceEquals(holder.Layer, layer) && holder.Shape == shape && fits(holder)
                && holder.Values.AsSpan().SequenceEqual(numbers.Values));

    private void Add(Module layer, object held, Shape shape, ImportedNumbers numbers, string part)
    {
        if (!_holders.TryGetValue(numbers.Source, out List<Holder>? holders))
            _holders[numbers.Source] = holders = [];
        holders.Add(new Holder(layer, held, part, shape, numbers.Values));
    }

    private sealed record Holder(Module Layer, object Held, string Part, Shape Shape, float[] Values);
}
