using Microsoft.Extensions.Hosting;

namespace Weir.Pages;

/// <summary>Leaves Ctrl-C to the program that holds the server.</summary>
internal sealed class QuietLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
