using System.Net;
using Weir.Studies;

namespace Weir.Pages.Tests.Live;

/// <summary>Who is answered, and what is never given away.</summary>
public sealed class WatchServerTests : IAsyncLifetime, IDisposable
{
    private const string Token = "0123456789abcdef";
    private readonly Folder _folder = new();
    private readonly HttpClient _client = new(new HttpClientHandler { AllowAutoRedirect = false });
    private WatchServer _server = null!;

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(_folder["runs/older"]);
        Directory.CreateDirectory(_folder["runs/newer"]);
        Directory.CreateDirectory(_folder["runs/no-run"]);
        Make.Write(Make.Trace(3, 20), _folder["runs/older/flow.jsonl"]);
        Make.Write(Make.Trace(3, 30), _folder["runs/newer/flow.jsonl"]);
        File.SetLastWriteTimeUtc(_folder["runs/older/flow.jsonl"], new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        File.WriteAllText(_folder["secret.txt"], "a secret");
        _server = await WatchServer.StartAsync(new WatchOptions { RunsDirectory = _folder["runs"], Token = Token });
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose()
    {
        _client.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_address_leads_to_the_newest_run()
    {
        using HttpResponseMessage answer = await _client.GetAsync(_server.Address);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.ToString().ShouldBe($"/{Token}/run/newer");
        string page = await _client.GetStringAsync(new Uri(_server.Address, "run/newer"));
        page.ShouldContain("connect-src 'self'");
        page.ShouldContain("\"events\":\"../events/newer\"");
        (await _client.GetStringAsync(new Uri(_server.Address, "runs")))
            .ShouldBe("""
                [{"name":"newer","kind":"run","within":null,"state":"trace","page":"run/newer"},
                """ + """
                {"name":"older","kind":"run","within":null,"state":"trace","page":"run/older"}]
                """);
    }

    [Fact]
    public async Task A_study_is_listed_and_leads_to_the_pages_of_its_runs()
    {
        StudyRunner.Run(StudyReader.Parse(Make.Study), new StudyOptions { RunsDirectory = _folder["runs"], Workers = 1 });
        string run = Path.GetFileName(Directory.GetDirectories(_folder["runs/small/runs"]).Order(StringComparer.Ordinal).First());
        (await _client.GetStringAsync(new Uri(_server.Address, "runs"))).ShouldStartWith(
            """[{"name":"small","kind":"study","within":null,"state":"24 runs ended","page":"study/small"}""");
        string within = await _client.GetStringAsync(new Uri(_server.Address, "runs?within=small"));
        within.ShouldContain($$"""{"name":"{{run}}","kind":"run","within":"small","state":"finished","page":"run/small/{{run}}"}""");

        // The newest of all is where the address leads.
        using HttpResponseMessage answer = await _client.GetAsync(_server.Address);
        answer.Headers.Location!.ToString().ShouldBe($"/{Token}/study/small");
        (await _client.GetStringAsync(new Uri(_server.Address, "study/small"))).ShouldContain($"\"page\":\"../run/small/{run}\"");
        string page = await _client.GetStringAsync(new Uri(_server.Address, $"run/small/{run}"));
        page.ShouldContain($"\"events\":\"../../events/small/{run}\"");

        // A run of it that leads out of the folder is no part of what may be shown.
        Directory.CreateDirectory(_folder["elsewhere"]);
        Make.Write(Make.Trace(3, 5), _folder["elsewhere/flow.jsonl"]);
        Directory.CreateSymbolicLink(_folder["runs/small/runs/link"], _folder["elsewhere"]);
        (await _client.GetStringAsync(new Uri(_server.Address, "runs?within=small"))).ShouldNotContain("link");
        foreach (string path in new[] { "study/small", "run/small/link", "study/older", "repair/small" })
        {
            using HttpResponseMessage refused = await _client.GetAsync(new Uri(_server.Address, path));
            refused.StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        }

        (await _client.GetStringAsync(new Uri(_server.Address, "events/small/link?cursor=0-0"))).ShouldBe("event: gone\ndata:\n\n");
    }

    [Fact]
    public async Task A_repair_is_listed_by_its_newest_trial_until_it_has_ended()
    {
        Make.Repair(_folder["runs/tiny-repair"]);
        (await _client.GetStringAsync(new Uri(_server.Address, "runs"))).ShouldContain(
            """{"name":"tiny-repair","kind":"repair","within":null,"state":"ended","page":"repair/tiny-repair"}""");
        (await _client.GetStringAsync(new Uri(_server.Address, "repair/tiny-repair"))).ShouldContain("\"page\":\"repair/tiny-repair\"");
        await File.WriteAllTextAsync(_folder["runs/tiny-repair/original.yaml"], Make.Vanishing);
        File.Delete(_folder["runs/tiny-repair/repair.json"]);
        (await _client.GetStringAsync(new Uri(_server.Address, "runs"))).ShouldContain(
            """{"name":"tiny-repair","kind":"repair","within":null,"state":"going on","page":"run/tiny-repair/""");
    }

    [Theory]
    [InlineData("run.json", "garbage")]
    [InlineData("flow.jsonl", "{\"format\": \"weir-trace\", \"version\": 1")]
    [InlineData("recipe.yaml", "model: [")]
    public async Task The_page_of_a_damaged_run_says_which_and_why_and_leads_to_the_others(string file, string content)
    {
        Directory.CreateDirectory(_folder["runs/<b>broken"]);
        Make.Write(Make.Trace(3, 20), _folder["runs/<b>broken/flow.jsonl"]);
        await File.WriteAllTextAsync(_folder[$"runs/<b>broken/{file}"], content);
        using HttpResponseMessage first = await _client.GetAsync(_server.Address);
        first.Headers.Location!.ToString().ShouldBe($"/{Token}/run/%3Cb%3Ebroken");
        using HttpResponseMessage answer = await _client.GetAsync(new Uri(_server.Address, "run/%3Cb%3Ebroken"));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        string page = await answer.Content.ReadAsStringAsync();
        page.ShouldContain("<h1>The run <em>&lt;b&gt;broken</em> cannot be read</h1>");
        page.ShouldContain(file);
        page.ShouldContain("<a href=\"../run/newer\">newer</a>");
        page.ShouldContain("<a href=\"../run/older\">older</a>");
        page.ShouldNotContain("../run/%3Cb%3Ebroken");
    }

    [OrdinaryUserFact]
    public async Task A_port_that_is_not_for_everybody_is_refused_in_words()
    {
        WatchOptions options = new() { RunsDirectory = _folder["runs"], Token = Token, Port = 80 };
        (await Should.ThrowAsync<Training.RunException>(() => WatchServer.StartAsync(options)))
            .Message.ShouldStartWith("port 80: the runs cannot be shown there: ");
    }

    [Theory]
    [InlineData("/", 404)]
    [InlineData("/0123456789abcdee/", 404)]
    [InlineData("/0123456789abcdef/run/no-run", 404)]
    [InlineData("/0123456789abcdef/run/..%2f..%2fsecret.txt", 404)]
    [InlineData("/0123456789abcdef/run/%2e%2e/%2e%2e/secret.txt", 404)]
    [InlineData("/0123456789abcdef/events/..%2fsecret", 404)]
    [InlineData("/0123456789abcdef/run/..%2f/secret.txt", 404)]
    [InlineData("/0123456789abcdef/study/..%2f..%2fsecret.txt", 404)]
    [InlineData("/0123456789abcdef/repair/..%2frepair", 404)]
    [InlineData("/0123456789abcdef/events/newer/..%2fsecret", 404)]
    [InlineData("/0123456789abcdef/run/newer", 200)]
    public async Task Only_who_knows_the_secret_is_answered_and_only_with_runs_of_the_folder(string path, int status)
    {
        // Sent as it is: a client would tidy the path.
        string answer = await Raw($"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{_server.Address.Port}\r\nConnection: close\r\n\r\n");
        answer.ShouldStartWith($"HTTP/1.1 {status}");
        answer.ShouldNotContain("a secret");
    }

    [Theory]
    [InlineData("Host: example.org")]
    [InlineData("Host: 127.0.0.1:1")]
    [InlineData("Host: {host}\r\nOrigin: http://example.org")]
    [InlineData("Host: {host}\r\nOrigin: null")]
    [InlineData("Host: {host}\r\nSec-Fetch-Site: cross-site")]
    public async Task Pages_of_other_sites_are_turned_away(string headers)
    {
        string answer = await Raw($"GET /{Token}/runs "
            + $"HTTP/1.1\r\n{headers.Replace("{host}", $"127.0.0.1:{_server.Address.Port}", StringComparison.Ordinal)}\r\nConnection: "
            + "close\r\n\r\n");
        answer.ShouldStartWith("HTTP/1.1 403");
        answer.ShouldNotContain("newer");
    }

    [Fact]
    public async Task Nothing_can_be_changed()
    {
        using StringContent nothing = new("");
        foreach (HttpMethod method in new[] { HttpMethod.Post, HttpMethod.Put, HttpMethod.Delete })
        {
            using HttpRequestMessage request = new(method, new Uri(_server.Address, "run/newer"));
            using HttpResponseMessage answer = await _client.SendAsync(request);
            answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        }
    }

    [Fact]
    public async Task A_link_that_leads_out_of_the_folder_is_no_run()
    {
        Directory.CreateDirectory(_folder["elsewhere"]);
        Make.Write(Make.Trace(3, 5), _folder["elsewhere/flow.jsonl"]);
        Directory.CreateSymbolicLink(_folder["runs/link"], _folder["elsewhere"]);
        Directory.CreateDirectory(_folder["runs/inner"]);
        File.CreateSymbolicLink(_folder["runs/inner/flow.jsonl"], _folder["elsewhere/flow.jsonl"]);
        (await _client.GetStringAsync(new Uri(_server.Address, "runs"))).ShouldNotContain("link");
        foreach (string name in new[] { "link", "inner" })
        {
            using HttpResponseMessage answer = await _client.GetAsync(new Uri(_server.Address, $"run/{name}"));
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }
    }

    [Fact]
    public async Task Each_server_has_a_secret_of_its_own()
    {
        await using WatchServer one = await WatchServer.StartAsync(new WatchOptions { RunsDirectory = _folder["runs"] });
        await using WatchServer other = await WatchServer.StartAsync(new WatchOptions { RunsDirectory = _folder["runs"] });
        one.Address.AbsolutePath.Length.ShouldBe(34);
        one.Address.AbsolutePath.ShouldNotBe(other.Address.AbsolutePath);
        one.Address.Host.ShouldBe("127.0.0.1");
    }

    private async Task<string> Raw(string request)
    {
        using System.Net.Sockets.TcpClient client = new();
        await client.ConnectAsync(IPAddress.Loopback, _server.Address.Port);
        await using System.Net.Sockets.NetworkStream stream = client.GetStream();
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(request));
        using StreamReader reader = new(stream);
        using CancellationTokenSource late = new(TimeSpan.FromSeconds(20));
        return await reader.ReadToEndAsync(late.Token);
    }
}
