using System.Runtime.InteropServices;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>What is written of a tensor. The numbers may stay where they are until then.</summary>
internal interface ITensorSource
{
    /// <summary>The type of its numbers.</summary>
    SavedType Type { get; }

    /// <summary>Lengths of its axes.</summary>
    IReadOnlyList<long> Shape { get; }

    /// <summary>The numbers, row-major and little-endian.</summary>
    ReadOnlySpan<byte> Numbers { get; }
}

/// <summary>A leaf whose numbers are read as they are written: a checkpoint needs no copy of the network.</summary>
/// <param name="tensor">The leaf; it does not change until the file is written.</param>
internal sealed class TensorSource(Tensor tensor) : ITensorSource
{
    public SavedType Type => SavedType.F32;

    public IReadOnlyList<long> Shape { get; } = [.. tensor.Shape.ToArray().Select(length => (long)length)];

    public ReadOnlySpan<byte> Numbers => MemoryMarshal.AsBytes(tensor.Node.Storage.Span(tensor.Shape.Size));
}
