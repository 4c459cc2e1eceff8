using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Weir.Hosting;

/// <summary>Loads the network when the host starts, and ends the queue when it stops.</summary>
internal sealed class PredictionService(IServiceProvider services) : IHostedService
{
    private PredictionQueue? _queue;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _queue = services.GetRequiredService<PredictionQueue>();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => _queue?.StopAsync(cancellationToken) ?? Task.CompletedTask;
}
