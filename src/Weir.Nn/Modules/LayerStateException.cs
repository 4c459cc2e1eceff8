namespace Weir.Nn;

/// <summary>A layer, or one of its parameters, is not ready for what it is asked for.</summary>
#pragma warning disable CA1032 // Only layers make it.
internal sealed class LayerStateException(Module layer, string what, Parameter? parameter = null) : InvalidOperationException(what),
    ILayerError
#pragma warning restore CA1032
{
    public LayerPlace Place { get; } = new(layer);

    public override string Message => parameter is null ? $"{Place.Title}: {base.Message}"
        : $"parameter {Place.NameOf(parameter)} {base.Message}";
}
