namespace Weir.Data;

/// <summary>
/// The articles of clothing of Xiao, Rasul and Vollgraf, "Fashion-MNIST: a novel image dataset for benchmarking machine learning
/// algorithms", 2017, in number, size and files as MNIST: 28 × 28 grey levels, here pixel / 255 in 0 … 1. Its files have the names of
/// those of MNIST, and lie therefore in a folder of their own, <c>fashion-mnist</c> or <c>FashionMNIST/raw</c> in the data folder.
/// </summary>
public sealed class FashionMnistSource : IDataSource
{
    private static readonly IdxImages s_images = new("fashion-mnist", folder =>
        [Path.Combine(folder, "fashion-mnist"), Path.Combine(folder, "FashionMNIST", "raw")], folder =>
        $"in none of the folders fashion-mnist and FashionMNIST/raw of {folder}; put the four files there, or name the folder that holds "
        + $"such a folder in {DataDirectory.Variable}");

    /// <inheritdoc/>
    public string Name => "fashion-mnist";

    /// <inheritdoc/>
    public string Description => "articles of clothing, 28 × 28 grey levels, from Fashion-MNIST's four files (784 numbers, 10 classes)";

    /// <inheritdoc/>
    public IReadOnlyList<string> Options => IdxImages.Options;

    /// <inheritdoc/>
    public bool IsThere(DataRequest request) => s_images.IsThere(request);

    /// <inheritdoc/>
    public Dataset? Blank(DataRequest request) => s_images.Blank(request);

    /// <inheritdoc/>
    public DataSplit Load(DataRequest request) => s_images.Load(request);
}
