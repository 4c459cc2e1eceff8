namespace Weir.Nn;

/// <summary>An error that says where its layer stands.</summary>
internal interface ILayerError
{
    /// <summary>Where.</summary>
    LayerPlace Layer { get; }
}
