namespace Weir.Data;

/// <summary>How stubborn a download is.</summary>
public sealed record DownloadOptions
{
    /// <summary>Tries per address, each going on where the last broke off; 3 unless told.</summary>
    public int Tries { get; init; } = 3;

    /// <summary>The pause between tries; one second unless told.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a server may send nothing; 30 seconds unless told.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one try may take in all, however steadily a server sends; one hour unless told.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The most bytes of a file whose length is not known; 4 GiB unless told.</summary>
    public long MostBytes { get; init; } = 1L << 32;

    /// <summary>Throws when a value is out of its range.</summary>
    internal void Check()
    {
        if (Tries < 1)
            throw new DataException($"download: {Tries} tries were given; 1 or more are needed");
        if (Pause < TimeSpan.Zero || Patience <= TimeSpan.Zero || Limit <= TimeSpan.Zero)
            throw new DataException("download: the pause is zero or more, and the patience and the limit more than zero");
        if (MostBytes < 1)
            throw new DataException($"download: at most {MostBytes} bytes were given; 1 or more are needed");
    }
}
