using Weir.Tensors;

namespace Weir.Onnx;

/// <summary>Options of <see cref="OnnxImport"/>.</summary>
public sealed record OnnxImportOptions
{
    /// <summary>
    /// Shape of one sample, channels last, for files that leave lengths open. Default null: the file says it.
    /// </summary>
    public Shape? Input { get; init; }

    /// <summary>
    /// Whether a softmax or sigmoid at the very end is left off, because the losses of this library take logits. Default true.
    /// </summary>
    public bool Logits { get; init; } = true;
}
