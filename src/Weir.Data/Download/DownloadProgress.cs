namespace Weir.Data;

/// <summary>How far a download is.</summary>
/// <param name="File">The name of the file.</param>
/// <param name="Address">The server's address of it.</param>
/// <param name="Received">Bytes that lie on this machine, those of an earlier try included.</param>
/// <param name="Total">Bytes of the whole file, or null when the server does not tell.</param>
public sealed record DownloadProgress(string File, Uri Address, long Received, long? Total);
