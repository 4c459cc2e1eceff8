namespace Weir.Training;

/// <summary>How the pre-training of a layer went.</summary>
/// <param name="Path">The layer's path in the network.</param>
/// <param name="Number">Its number among those that are pre-trained, from 1.</param>
/// <param name="Count">How many those are.</param>
/// <param name="Errors">Mean square of what its input lacked when it was taken up to the units and down again, on up to 1000 training
/// samples: before the first epoch, and after each.</param>
public sealed record PretrainedLayer(string Path, int Number, int Count, IReadOnlyList<double> Errors);
