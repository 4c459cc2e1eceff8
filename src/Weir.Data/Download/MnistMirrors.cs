namespace Weir.Data;

/// <summary>The four MNIST files: where the public holds them and what they contain.</summary>
public static class MnistMirrors
{
    private static readonly Uri[] Mirrors =
    [
        new("https://ossci-datasets.s3.amazonaws.com/mnist/"),
        new("https://storage.googleapis.com/cvdf-datasets/mnist/"),
    ];

    /// <summary>The folder within the data folder that the files are put into: <c>mnist</c>.</summary>
    public const string Folder = "mnist";

    /// <summary>The files, 11.6 MB together.</summary>
    public static IReadOnlyList<DownloadFile> Files { get; } =
    [
        File("train-images-idx3-ubyte.gz", "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609", 9_912_422),
        File("train-labels-idx1-ubyte.gz", "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c", 28_881),
        File("t10k-images-idx3-ubyte.gz", "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6", 1_648_877),
        File("t10k-labels-idx1-ubyte.gz", "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6", 4_542),
    ];

    /// <summary>Fetches what is missing of the files.</summary>
    /// <param name="downloader">What fetches.</param>
    /// <param name="dataDirectory">The data folder, as <see cref="DataDirectory.Resolve"/> gives it.</param>
    /// <param name="progress">Is told how far each file is, or null.</param>
    /// <param name="cancellation">Stops it; what has arrived stays for the next time.</param>
    /// <returns>The paths of the four files, and whether each was fetched now.</returns>
    /// <exception cref="DataException">A file could not be fetched from any mirror.</exception>
    public static async Task<IReadOnlyList<(string Path, bool Fetched)>> FetchAsync(
        Downloader downloader, string dataDirectory, IProgress<DownloadProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(downloader);
        string directory = Path.Combine(dataDirectory, Folder);
        var fetched = new List<(string Path, bool Fetched)>();
        foreach (DownloadFile file in Files)
            fetched.Add(await downloader.FetchAsync(file, directory, progress, cancellation).ConfigureAwait(false));
        return fetched;
    }

    private static DownloadFile File(string name, string sha256, long size) =>
        new(name, sha256, [.. Mirrors.Select(mirror => new Uri(mirror, name))], size);
}
