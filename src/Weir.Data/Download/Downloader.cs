using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Weir.Tensors;

namespace Weir.Data;

/// <summary>
/// Fetches files whose content is known by its SHA-256. What has arrived lies beside the file under the name <c>.part</c>;
/// a broken download goes on there (by an HTTP range), also after the program was stopped. The file itself appears whole
/// and checked, or not at all.
/// </summary>
public sealed class Downloader
{
    private const int PieceSize = 1 << 16;

    private readonly HttpClient _client;
    private readonly DownloadOptions _options;
    private readonly TimeProvider _clock;

    /// <summary>Makes a downloader.</summary>
    /// <param name="client">The client to ask with; it stays the caller's.</param>
    /// <param name="options">Tries, pauses, patience.</param>
    /// <param name="clock">The clock of the pauses; null takes that of the system.</param>
    public Downloader(HttpClient client, DownloadOptions? options = null, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        _client = client;
        _options = options ?? new DownloadOptions();
        _options.Check();
        _clock = clock ?? TimeProvider.System;
    }

    /// <summary>Fetches a file unless it is there already with the right content; one with other content is replaced.</summary>
    /// <param name="file">What to fetch.</param>
    /// <param name="directory">The folder to put it into; made when it is not there.</param>
    /// <param name="progress">Is told how far it is, or null.</param>
    /// <param name="cancellation">Stops it; what has arrived stays for the next time.</param>
    /// <returns>The path of the file, and whether it was fetched now.</returns>
    /// <exception cref="DataException">No address gave the right content; the message says what each did.</exception>
    public async Task<(string Path, bool Fetched)> FetchAsync(
        DownloadFile file, string directory, IProgress<DownloadProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        string path = Path.Combine(directory, file.Name);
        string part = path + ".part";
        var failures = new List<string>();
        try
        {
            Directory.CreateDirectory(directory);
            if (File.Exists(path) && await HasContentAsync(path, file, cancellation).ConfigureAwait(false))
                return (path, false);
            foreach (Uri address in file.Addresses)
            {
                if (await TryAddressAsync(file, address, part, failures, progress, cancellation).ConfigureAwait(false))
                {
                    DiskSync.Replace(part, path);
                    return (path, true);
                }
            }
        }
        catch (Exception exception) when (DiskError.Is(exception))
        {
            throw new DataException($"{path}: cannot be written: {DiskError.Words(exception)}", exception);
        }

        throw new DataException($"{file.Name}: could not be fetched. {string.Join("; ", failures)}. Check the connection and try again "
            + $"(what has arrived is kept), or put the file into {Path.GetFullPath(directory)} by hand");
    }

    private async Task<bool> TryAddressAsync(
        DownloadFile file, Uri address, string part, List<string> failures, IProgress<DownloadProgress>? progress,
            CancellationToken cancellation)
    {
        string failure = "";
        for (int attempt = 1; attempt <= _options.Tries; attempt++)
        {
            if (attempt > 1)
                await Task.Delay(_options.Pause, _clock, cancellation).ConfigureAwait(false);
            try
            {
                bool resumed = await ReceiveAsync(file, address, part, progress, cancellation).ConfigureAwait(false);
                if (await HasContentAsync(part, file, cancellation).ConfigureAwait(false))
                    return true;
                File.Delete(part);
                failure = "sent other content (its SHA-256 is not the published one)";
                // What was there before may have been the bad half; else a second try would bring the same.
                if (!resumed)
                    break;
            }
            catch (TimeoutException exception)
            {
                failure = exception.Message;
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                failure = $"sent nothing for {_options.Patience.TotalSeconds:0.#} s";
            }
            catch (Exception exception) when (exception is InvalidOperationException or NotSupportedException or FormatException
                or ArgumentException)
            {
                // An address that a server sent the client on to, and that is none.
                failure = $"sent an answer that cannot be followed: {exception.Message}";
                break;
            }
            catch (HttpRequestException exception)
            {
                failure = exception.Message;
                if (exception.StatusCode is { } status && (int)status is >= 400 and < 500 and not 408 and not 429)
                    break;
            }
        }

        failures.Add($"{address}: {failure.TrimEnd('.')}");
        return false;
    }

    /// <summary>Receives the file, or the rest of it. Returns whether it went on from an earlier part.</summary>
    private async Task<bool> ReceiveAsync(
        DownloadFile file, Uri address, string part, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(_options.Limit, _clock);
        try
        {
            return await ReceiveAsync(file, address, part, progress, limit.Token, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (limit.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"was not done after {_options.Limit.TotalMinutes:0.#} minutes", exception);
        }
    }

    private async Task<bool> ReceiveAsync(
        DownloadFile file, Uri address, string part, IProgress<DownloadProgress>? progress, CancellationToken limit,
            CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(_options.Patience, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, limit, cancellation);
        long most = file.Size ?? _options.MostBytes;
        long there = LengthOf(part, most);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (there > 0)
            request.Headers.Range = new RangeHeaderValue(there, null);
        using HttpResponseMessage response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token)
            .ConfigureAwait(false);

        // The part is the whole file already, or longer than it: the caller's check tells which.
        if (there > 0 && response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
            return true;
        response.EnsureSuccessStatusCode();
        ContentRangeHeaderValue? range = response.Content.Headers.ContentRange;
        bool resumed = there > 0 && response.StatusCode == HttpStatusCode.PartialContent && range?.From == there;
        long received = resumed ? there : 0;
        if (!resumed && response.StatusCode == HttpStatusCode.PartialContent)
        {
            File.Delete(part);
            throw new HttpRequestException("sent another range than was asked for");
        }

        long? total = response.Content.Headers.ContentLength + received;
        if (total > most)
            throw new HttpRequestException($"offers {total} bytes; {(file.Size is null ? "at most" : "the file has")} {most}");
        Stream body = await response.Content.ReadAsStreamAsync(either.Token).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            var target = new FileStream(part, resumed ? FileMode.Append : FileMode.Create, FileAccess.Write, FileShare.Read);
            await using (target.ConfigureAwait(false))
            {
                byte[] piece = new byte[PieceSize];
                progress?.Report(new DownloadProgress(file.Name, address, received, total));
                while (true)
                {
                    patience.CancelAfter(_options.Patience);
                    int read = await ReadPieceAsync(body, piece, either.Token).ConfigureAwait(false);
                    if (read == 0)
                        return resumed;
                    await target.WriteAsync(piece.AsMemory(0, read), cancellation).ConfigureAwait(false);
                    received += read;
                    if (received > most)
                    {
                        target.SetLength(0);
                        throw new HttpRequestException(
                            $"sends more than the {most} bytes that {(file.Size is null ? "are allowed" : "the file has")}");
                    }

                    progress?.Report(new DownloadProgress(file.Name, address, received, total));
                }
            }
        }
    }

    /// <summary>
    /// The length of what has arrived. A link that somebody has put there is taken away, and not written through; so is what is too long.
    /// </summary>
    private static long LengthOf(string part, long most)
    {
        FileInfo there = new(part);
        if (there.LinkTarget is null && (!there.Exists || there.Length <= most))
            return there.Exists ? there.Length : 0;
        there.Delete();
        return 0;
    }

    private static async Task<int> ReadPieceAsync(Stream body, byte[] piece, CancellationToken cancellation)
    {
        try
        {
            return await body.ReadAsync(piece, cancellation).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            // Told apart here from an error of the disk, which no other server mends.
            throw new HttpRequestException($"the connection broke: {exception.Message}", exception);
        }
    }

    private static async Task<bool> HasContentAsync(string path, DownloadFile file, CancellationToken cancellation)
    {
        FileStream stream = RegularFile.OpenRead(path);
        await using (stream.ConfigureAwait(false))
        {
            // What has no end, as a device, has another length.
            if (file.Size is { } size && stream.Length != size)
                return false;
            byte[] hash = await SHA256.HashDataAsync(stream, cancellation).ConfigureAwait(false);
            return Convert.ToHexString(hash).Equals(file.Sha256, StringComparison.OrdinalIgnoreCase);
        }
    }
}
