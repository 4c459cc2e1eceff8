using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Weir.Data.Tests.Download;

/// <summary>A small web server on this machine that misbehaves as it is told, one connection per request.</summary>
internal sealed class LocalServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly byte[] _content;

    public LocalServer(byte[] content)
    {
        _content = content;
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/file.bin");
        _ = ServeAsync();
    }

    public Uri Address { get; }

    /// <summary>The range that each request asked for, "" for none.</summary>
    public ConcurrentQueue<string> Ranges { get; } = new();

    /// <summary>Whether ranges are served; otherwise the whole is sent.</summary>
    public bool SupportsRange { get; init; } = true;

    /// <summary>Status that is answered to all; 0 for none.</summary>
    public int Status { get; init; }

    /// <summary>Bytes of the body after which the connection breaks, for the first requests; then none.</summary>
    public ConcurrentQueue<int> BreakAfter { get; } = new();

    /// <summary>Whether it falls silent instead of breaking.</summary>
    public bool Silent { get; init; }

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync();
                await AnswerAsync(client);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        NetworkStream stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        string range = "";
        while (await reader.ReadLineAsync() is { Length: > 0 } line)
        {
            if (line.StartsWith("Range: ", StringComparison.OrdinalIgnoreCase))
                range = line[7..];
        }

        Ranges.Enqueue(range);
        int start = SupportsRange && range.Length > 0 ? int.Parse(range["bytes=".Length..].TrimEnd('-')) : 0;
        string head = Status != 0 ? $"{Status} Sorry\r\nContent-Length: 0"
            : start >= _content.Length ? $"416 Range Not Satisfiable\r\nContent-Range: bytes */{_content.Length}\r\nContent-Length: 0"
            : start > 0 ? "206 Partial Content\r\nContent-Range: bytes "
                + $"{start}-{_content.Length - 1}/{_content.Length}\r\nContent-Length: {_content.Length - start}"
            : $"200 OK\r\nContent-Length: {_content.Length}";
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {head}\r\nConnection: close\r\n\r\n"));
        if (Status != 0 || start >= _content.Length)
            return;
        int length = BreakAfter.TryDequeue(out int few) ? few : _content.Length - start;
        await stream.WriteAsync(_content.AsMemory(start, length));
        if (Silent && length < _content.Length - start)
            await Task.Delay(TimeSpan.FromSeconds(2));
    }
}
