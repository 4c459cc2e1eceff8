using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Weir.Tensors;

namespace Weir.Pages;

/// <summary>
/// Serves the reports of a folder of runs on 127.0.0.1, each following its run while it is written. It reads and never writes, knows no
/// file outside of the folder, and answers only who knows the secret in its address. The runs do not know of it: they are followed by their
/// files.
/// </summary>
public sealed class WatchServer : IAsyncDisposable
{
    private const string NoRun = "there is no such run: it may have been deleted";

    private readonly WebApplication _application;
    private readonly AccessToken _token;
    private readonly WatchedFolder _folder;
    private readonly WatchOptions _options;

    private WatchServer(WebApplication application, AccessToken token, WatchOptions options)
    {
        (_application, _token, _options) = (application, token, options);
        _folder = new WatchedFolder(options.RunsDirectory);
    }

    /// <summary>The address to open: it holds the secret.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    /// <summary>Starts a server.</summary>
    /// <param name="options">What it shows, and where.</param>
    /// <param name="cancel">Gives up starting.</param>
    /// <exception cref="ArgumentException">The options hold a value that cannot be.</exception>
    /// <exception cref="Weir.Training.RunException">The port is taken, or not to be had by this user.</exception>
    public static async Task<WatchServer> StartAsync(WatchOptions options, CancellationToken cancel = default)
    {
        options.Check();
        // Empty: no settings of the folder or the environment may open it to others.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, options.Port);
            kestrel.AddServerHeader = false;
        });
        WebApplication application = builder.Build();
        WatchServer server = new(application, new AccessToken(options.Token), options);
        application.Run(server.AnswerAsync);
        try
        {
            await application.StartAsync(cancel).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            await application.DisposeAsync().ConfigureAwait(false);
            throw new Training.RunException($"port {options.Port}: the runs cannot be shown there: {error.Message.TrimEnd('.')}. Give "
                + "another port, or none for any that is free", error);
        }

        string bound = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        server.Address = new Uri($"{bound.TrimEnd('/')}/{server._token.Text}/");
        return server;
    }

    /// <summary>Waits until it is asked to stop.</summary>
    /// <param name="cancel">Asks to stop.</param>
    public async Task WaitAsync(CancellationToken cancel)
    {
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, _options.Time, cancel).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // That is what was waited for.
        }
    }

    /// <summary>Stops it.</summary>
    public async ValueTask DisposeAsync()
    {
        using CancellationTokenSource soon = new(TimeSpan.FromSeconds(1), _options.Time);
        try
        {
            await _application.StopAsync(soon.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // A page that listens still is left alone.
        }

        await _application.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Where the address leads: to what was asked for, which may only be about to begin, or to what is newest.</summary>
    private string? First => _options.Run is { } run ? _folder.Find(run)?.Address ?? WatchedPage.AddressOf(WatchedKind.Run, run)
        : _folder.Pages is [var newest, ..] ? newest.Address : null;

    private async Task AnswerAsync(HttpContext context)
    {
        HttpRequest request = context.Request;
        HttpResponse response = context.Response;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.XFrameOptions = "DENY";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        string[] path = (request.Path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (!IsOurs(request))
            await RefuseAsync(response, StatusCodes.Status403Forbidden, "this page is for programs of this machine alone")
                .ConfigureAwait(false);
        else if (!HttpMethods.IsGet(request.Method))
            await RefuseAsync(response, StatusCodes.Status405MethodNotAllowed, "nothing can be changed here").ConfigureAwait(false);
        else if (path.Length == 0 || !_token.IsKnownBy(path[0]))
            await RefuseAsync(response, StatusCodes.Status404NotFound, "open the address that 'weir watch' has printed")
                .ConfigureAwait(false);
        else
        {
            try
            {
                await AnswerAsync(context, path).ConfigureAwait(false);
            }
            catch (FileException) when (!response.HasStarted)
            {
                // A folder that is just being deleted.
                await RefuseAsync(response, StatusCodes.Status404NotFound, NoRun).ConfigureAwait(false);
            }
        }
    }

    private async Task AnswerAsync(HttpContext context, string[] path)
    {
        HttpResponse response = context.Response;
        switch (path)
        {
            case [_]:
                if (First is { } first)
                    response.Redirect($"/{_token.Text}/{first}");
                else
                {
                    response.ContentType = "text/html; charset=utf-8";
                    await response.WriteAsync(PlainPage.Waiting, context.RequestAborted).ConfigureAwait(false);
                }

                break;
            case [_, "runs"]:
                response.ContentType = "application/json";
                string? several = context.Request.Query["within"];
                JsonArray list = new([.. _folder.Pages.Concat(several is null ? [] : _folder.Within(several)).Select(page => page.Node())]);
                await response.WriteAsync(list.ToJsonString(), context.RequestAborted).ConfigureAwait(false);
                break;
            case [_, "run", { } name] when _folder.FindRun(name) is { } directory:
                await PageAsync(context, () => LiveDocument.Page(directory, name, null, _options.Time), WatchedKind.Run, name)
                    .ConfigureAwait(false);
                break;
            case [_, "run", { } within, { } name] when _folder.FindRun(name, within) is { } directory:
                await PageAsync(context, () => LiveDocument.Page(directory, name, within, _options.Time), WatchedKind.Run, name, within)
                    .ConfigureAwait(false);
                break;
            case [_, "study", { } name] when _folder.FindSeveral(WatchedKind.Study, name) is { } directory:
                await PageAsync(context, () => LiveDocument.StudyPage(directory, name, _options.Time), WatchedKind.Study, name)
                    .ConfigureAwait(false);
                break;
            case [_, "repair", { } name] when _folder.FindSeveral(WatchedKind.Repair, name) is { } directory:
                await PageAsync(context, () => LiveDocument.RepairPage(directory, name, _options.Time), WatchedKind.Repair, name)
                    .ConfigureAwait(false);
                break;
            case [_, "events", { } name]:
                await FollowAsync(context, _folder.FindRun(name)).ConfigureAwait(false);
                break;
            case [_, "events", { } within, { } name]:
                await FollowAsync(context, _folder.FindRun(name, within)).ConfigureAwait(false);
                break;
            default:
                await RefuseAsync(response, StatusCodes.Status404NotFound, NoRun).ConfigureAwait(false);
                break;
        }
    }

    private async Task FollowAsync(HttpContext context, string? directory)
    {
        string? from = context.Request.Headers["Last-Event-ID"].FirstOrDefault() ?? context.Request.Query["cursor"];
        if (directory is null)
        {
            // A page that has followed it asks no more when it is told.
            await (from is null ? RefuseAsync(context.Response, StatusCodes.Status404NotFound, NoRun)
                : EventStream.WriteGoneAsync(context.Response, context.RequestAborted)).ConfigureAwait(false);
            return;
        }

        try
        {
            await new EventStream(directory, _options).WriteAsync(context.Response, EventStream.Cursor.Parse(from), context.RequestAborted)
                .ConfigureAwait(false);
        }
        catch (Exception error) when (error is OperationCanceledException or FileException)
        {
            // The page went away; or a file is just being replaced, and the page asks again.
        }
    }

    /// <summary>Answers with a page; where its files are damaged, with one that says so and leads to the others.</summary>
    private async Task PageAsync(HttpContext context, Func<string> make, WatchedKind kind, string name, string? within = null)
    {
        string page;
        try
        {
            page = make();
        }
        catch (WeirException error)
        {
            WatchedPage damaged = new(kind, name, within, "damaged");
            IReadOnlyList<WatchedPage> others = [.. (within is null ? [] : _folder.Within(within)).Concat(_folder.Pages)
                .Where(other => other.Address != damaged.Address)];
            page = PlainPage.Damaged(damaged, error.Message, within is null ? "../" : "../../", others);
        }

        context.Response.ContentType = "text/html; charset=utf-8";
        await context.Response.WriteAsync(page, context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>
    /// Whether a request was meant for this address and comes from it: a page of another site that finds the port is turned away, whatever
    /// name it gives it.
    /// </summary>
    private static bool IsOurs(HttpRequest request)
    {
        string host = $"127.0.0.1:{request.HttpContext.Connection.LocalPort}",
            name = $"localhost:{request.HttpContext.Connection.LocalPort}";
        if (request.Host.Value != host && request.Host.Value != name)
            return false;
        if (request.Headers.Origin.FirstOrDefault() is { } origin && origin != $"http://{host}" && origin != $"http://{name}")
            return false;
        return request.Headers["Sec-Fetch-Site"].FirstOrDefault() is null or "same-origin" or "none";
    }

    private static async Task RefuseAsync(HttpResponse response, int status, string reason)
    {
        response.StatusCode = status;
        response.ContentType = "text/plain; charset=utf-8";
        await response.WriteAsync(reason + "\n", response.HttpContext.RequestAborted).ConfigureAwait(false);
    }
}
