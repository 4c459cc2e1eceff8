using System.Security.Cryptography;

namespace Weir.Data.Tests.Download;

public sealed class DownloaderTests : IDisposable
{
    private static readonly byte[] Content = MakeContent();
    private static readonly string Hash = Convert.ToHexString(SHA256.HashData(Content));

    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _client = new();

    public void Dispose()
    {
        _folder.Dispose();
        _client.Dispose();
    }

    [Fact]
    public async Task A_file_is_fetched_checked_and_reported()
    {
        using var server = new LocalServer(Content);
        var progress = new Reports();
        (string path, bool fetched) = await Make().FetchAsync(FileAt(server), _folder.File("new"), progress);
        fetched.ShouldBeTrue();
        File.ReadAllBytes(path).ShouldBe(Content);
        Directory.GetFiles(_folder.File("new")).ShouldHaveSingleItem();
        progress.All[0].Received.ShouldBe(0);
        progress.All[^1].ShouldBe(new DownloadProgress("file.bin", server.Address, Content.Length, Content.Length));
        progress.All.Select(report => report.Received).ShouldBeInOrder();
    }

    [Fact]
    public async Task A_file_that_is_there_is_not_fetched_again_and_a_wrong_one_is_replaced()
    {
        using var server = new LocalServer(Content);
        File.WriteAllBytes(_folder.File("file.bin"), [1, 2, 3]);
        (await Make().FetchAsync(FileAt(server), _folder.Path)).Fetched.ShouldBeTrue();
        File.ReadAllBytes(_folder.File("file.bin")).ShouldBe(Content);
        (await Make().FetchAsync(FileAt(server), _folder.Path)).Fetched.ShouldBeFalse();
        server.Ranges.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_broken_download_goes_on_where_it_stopped()
    {
        using var server = new LocalServer(Content);
        server.BreakAfter.Enqueue(120_000);
        server.BreakAfter.Enqueue(50_000);
        (string path, _) = await Make().FetchAsync(FileAt(server), _folder.Path);
        File.ReadAllBytes(path).ShouldBe(Content);
        server.Ranges.ShouldBe(["", "bytes=120000-", "bytes=170000-"]);
    }

    [Fact]
    public async Task What_an_earlier_program_left_is_used()
    {
        using var server = new LocalServer(Content);
        File.WriteAllBytes(_folder.File("file.bin.part"), Content[..77_777]);
        var progress = new Reports();
        (string path, _) = await Make().FetchAsync(FileAt(server), _folder.Path, progress);
        File.ReadAllBytes(path).ShouldBe(Content);
        server.Ranges.ShouldBe(["bytes=77777-"]);
        progress.All[0].Received.ShouldBe(77_777);
        progress.All[0].Total.ShouldBe(Content.Length);
        File.Exists(_folder.File("file.bin.part")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_server_without_ranges_sends_all_again()
    {
        using var server = new LocalServer(Content) { SupportsRange = false };
        server.BreakAfter.Enqueue(120_000);
        (string path, _) = await Make().FetchAsync(FileAt(server), _folder.Path);
        File.ReadAllBytes(path).ShouldBe(Content);
        server.Ranges.ShouldBe(["", "bytes=120000-"]);
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(400_000)]
    public async Task A_bad_part_is_thrown_away_and_all_is_fetched_anew(int length)
    {
        using var server = new LocalServer(Content);
        File.WriteAllBytes(_folder.File("file.bin.part"), new byte[length]);
        (string path, _) = await Make().FetchAsync(FileAt(server), _folder.Path);
        File.ReadAllBytes(path).ShouldBe(Content);
        server.Ranges.ShouldBe([$"bytes={length}-", ""]);
    }

    [Fact]
    public async Task A_whole_part_only_needs_its_name()
    {
        using var server = new LocalServer(Content);
        File.WriteAllBytes(_folder.File("file.bin.part"), Content);
        (string path, _) = await Make().FetchAsync(FileAt(server), _folder.Path);
        File.ReadAllBytes(path).ShouldBe(Content);
    }

    [Fact]
    public async Task Wrong_content_is_refused_and_the_next_server_asked()
    {
        byte[] wrong = [.. Content];
        wrong[5] ^= 1;
        using var bad = new LocalServer(wrong);
        using var good = new LocalServer(Content);
        (string path, _) = await Make().FetchAsync(FileAt(bad, good), _folder.Path);
        File.ReadAllBytes(path).ShouldBe(Content);
        bad.Ranges.Count.ShouldBe(1);

        File.Delete(path);
        var error = await Should.ThrowAsync<DataException>(() => Make().FetchAsync(FileAt(bad), _folder.Path));
        error.Message.ShouldContain("SHA-256");
        Directory.GetFiles(_folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task When_nothing_works_the_error_says_what_each_server_did()
    {
        using var missing = new LocalServer(Content) { Status = 404 };
        using var broken = new LocalServer(Content) { Status = 503 };
        using var breaking = new LocalServer(Content);
        for (int i = 0; i < 3; i++)
            breaking.BreakAfter.Enqueue(10);
        var error = await Should.ThrowAsync<DataException>(() => Make().FetchAsync(FileAt(missing, broken, breaking), _folder.Path));
        error.Message.ShouldContain($"{missing.Address}: ");
        error.Message.ShouldContain("404");
        error.Message.ShouldContain("503");
        error.Message.ShouldContain("the connection broke");
        error.Message.ShouldContain("by hand");
        missing.Ranges.Count.ShouldBe(1);
        broken.Ranges.Count.ShouldBe(3);
        breaking.Ranges.Count.ShouldBe(3);
        new FileInfo(_folder.File("file.bin.part")).Length.ShouldBe(30);
        File.Exists(_folder.File("file.bin")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_silent_server_is_given_up()
    {
        using var server = new LocalServer(Content) { Silent = true };
        server.BreakAfter.Enqueue(10);
        var options = new DownloadOptions { Tries = 1, Patience = TimeSpan.FromMilliseconds(300) };
        var error = await Should.ThrowAsync<DataException>(() => new Downloader(_client, options).FetchAsync(FileAt(server), _folder.Path));
        error.Message.ShouldContain("sent nothing for 0.3 s");
    }

    [Fact]
    public async Task A_server_that_sends_more_than_the_file_has_is_not_heard_out()
    {
        using var server = new LocalServer(Content);
        DownloadFile small = FileAt(server) with { Size = 1000 };
        DataException error = await Should.ThrowAsync<DataException>(() => Make().FetchAsync(small, _folder.Path));
        error.Message.ShouldContain("offers 300000 bytes; the file has 1000");
        File.Exists(_folder.File("file.bin.part")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_server_that_dribbles_without_end_is_given_up_in_time()
    {
        using var dribbling = new HttpClient(new Answers(_ => new HttpResponseMessage { Content = new StreamContent(new Dribble()) }));
        DownloadOptions options = new() { Tries = 1, Limit = TimeSpan.FromMilliseconds(300) };
        DownloadFile file = new("file.bin", Hash, [new Uri("http://127.0.0.1/")]);
        DataException error = await Should.ThrowAsync<DataException>(() => new Downloader(dribbling, options)
            .FetchAsync(file, _folder.Path));
        error.Message.ShouldContain("was not done after");
    }

    [Fact]
    public async Task An_answer_that_cannot_be_followed_leads_to_the_next_mirror()
    {
        using var odd = new HttpClient(new Answers(address => address.Port == 1
            ? throw new NotSupportedException("the scheme 'gopher' is not supported")
            : new HttpResponseMessage { Content = new ByteArrayContent(Content) }));
        DownloadFile file = new("file.bin", Hash, [new Uri("http://127.0.0.1:1/"), new Uri("http://127.0.0.1:2/")]);
        (await new Downloader(odd).FetchAsync(file, _folder.Path)).Fetched.ShouldBeTrue();
    }

    [Fact]
    public async Task A_part_that_is_a_link_is_not_followed()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var server = new LocalServer(Content);
        File.WriteAllText(_folder.File("precious"), "mine");
        File.CreateSymbolicLink(_folder.File("file.bin.part"), _folder.File("precious"));
        (await Make().FetchAsync(FileAt(server), _folder.Path)).Fetched.ShouldBeTrue();
        File.ReadAllText(_folder.File("precious")).ShouldBe("mine");
        new FileInfo(_folder.File("file.bin")).LinkTarget.ShouldBeNull();
    }

    [Fact]
    public async Task Cancelling_stops_it_and_keeps_what_arrived()
    {
        using var server = new LocalServer(Content) { Silent = true };
        server.BreakAfter.Enqueue(90_000);
        using var cancellation = new CancellationTokenSource();
        var progress = new Reports(report =>
        {
            if (report.Received == 90_000)
                cancellation.Cancel();
        });
        await Should.ThrowAsync<OperationCanceledException>(() => Make()
            .FetchAsync(FileAt(server), _folder.Path, progress, cancellation.Token));
        new FileInfo(_folder.File("file.bin.part")).Length.ShouldBe(90_000);
    }

    [Fact]
    public void Mnist_is_four_files_on_two_mirrors()
    {
        MnistMirrors.Files.Count.ShouldBe(4);
        MnistMirrors.Files.ShouldAllBe(file => file.Addresses.Count == 2 && file.Sha256.Length == 64);
        MnistMirrors.Files[0].Addresses[0].AbsoluteUri.ShouldEndWith("/mnist/train-images-idx3-ubyte.gz");
    }

    [MnistFact]
    public async Task Published_hashes_are_those_of_real_files_which_are_not_fetched_again()
    {
        // Copies of the training images are packed in more than one way, with the same content; these three are not.
        using var nowhere = new HttpClient(new NoNetwork());
        foreach (DownloadFile file in MnistMirrors.Files.Where(file => !file.Name.StartsWith("train-images", StringComparison.Ordinal)))
        {
            File.Copy(Path.Combine(MnistFactAttribute.Find()!, file.Name), _folder.File(file.Name));
            (await new Downloader(nowhere).FetchAsync(file, _folder.Path)).Fetched.ShouldBeFalse();
        }
    }

    private static byte[] MakeContent()
    {
        byte[] content = new byte[300_000];
        new Random(3).NextBytes(content);
        return content;
    }

    private static DownloadFile FileAt(params LocalServer[] servers) =>
        new("file.bin", Hash, [.. servers.Select(server => server.Address)]);

    private Downloader Make() => new(_client, new DownloadOptions { Pause = TimeSpan.Zero });

    private sealed class Reports(Action<DownloadProgress>? also = null) : IProgress<DownloadProgress>
    {
        public List<DownloadProgress> All { get; } = [];

        public void Report(DownloadProgress value)
        {
            All.Add(value);
            also?.Invoke(value);
        }
    }

    private sealed class Answers(Func<Uri, HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(answer(request.RequestUri!));
    }

    /// <summary>A byte every few milliseconds, for ever.</summary>
    private sealed class Dribble : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => 0; set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Delay(5, cancellationToken);
            return 1;
        }

        public override int Read(byte[] buffer, int offset, int count) => 1;

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }

    private sealed class NoNetwork : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new InvalidOperationException($"{request.RequestUri} was asked");
    }
}
