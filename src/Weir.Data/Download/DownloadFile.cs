namespace Weir.Data;

/// <summary>A file to fetch, that several servers hold.</summary>
/// <param name="Name">Its name in the folder.</param>
/// <param name="Sha256">The SHA-256 of its content, in hexadecimal.</param>
/// <param name="Addresses">Where it is found, in the order of trying.</param>
/// <param name="Size">Its length in bytes: a server that sends more is not heard out. Default null: not known.</param>
public sealed record DownloadFile(string Name, string Sha256, IReadOnlyList<Uri> Addresses, long? Size = null);
