namespace Weir.Nn;

/// <summary>A layer, or one of its parameters, is not ready for what it is asked for: an error of the program that uses it.</summary>
#pragma warning disable CA1032 // Only layers make it.
internal sealed class LayerStateException(Module layer, string what, Parameter? parameter = null) : InvalidOperationException(what),
    ILayerError
#pragma warning restore CA1032
{
    public LayerPlace Layer { get; } = new(layer);

    public override string Message => parameter is null ? $"{Layer.Title}: {base.Message}"
        : $"parameter {Layer.NameOf(parameter)} {base.Message}";
}
