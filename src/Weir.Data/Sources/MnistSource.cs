namespace Weir.Data;

/// <summary>
/// The handwritten digits of LeCun, Bottou, Bengio and Haffner, "Gradient-based learning applied to document recognition",
/// 1998: 60,000 training and 10,000 test images of 28 × 28 grey levels, here pixel / 255 in 0 … 1. The validation part is the last of
/// the training images, 10,000 unless told. The four files lie, compressed or not, in the data folder or in <c>mnist</c> there.
/// </summary>
public sealed class MnistSource : IDataSource
{
    private static readonly IdxImages s_images = new("mnist", folder => [folder, Path.Combine(folder, "mnist")], folder =>
        $"not in {folder}, nor in a folder mnist there; fetch the files with 'weir data get mnist', or name their folder in "
        + DataDirectory.Variable);

    /// <inheritdoc/>
    public string Name => "mnist";

    /// <inheritdoc/>
    public string Description => "handwritten digits, 28 × 28 grey levels, from the four MNIST files (784 numbers, 10 classes)";

    /// <inheritdoc/>
    public IReadOnlyList<string> Options => IdxImages.Options;

    /// <inheritdoc/>
    public bool IsThere(DataRequest request) => s_images.IsThere(request);

    /// <inheritdoc/>
    public Dataset? Blank(DataRequest request) => s_images.Blank(request);

    /// <inheritdoc/>
    public DataSplit Load(DataRequest request) => s_images.Load(request);
}
