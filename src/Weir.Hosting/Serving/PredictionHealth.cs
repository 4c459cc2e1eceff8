using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Weir.Tensors;

namespace Weir.Hosting;

/// <summary>
/// Whether predictions are to be had: unhealthy where the network cannot be loaded or the queue has ended, degraded where the queue is
/// nearly full, the last batch failed, or who listens to the meter threw at it. Its data hold the queue's length and how the last batch
/// went.
/// </summary>
/// <param name="services">Where the queue is.</param>
internal sealed class PredictionHealth(IServiceProvider services) : IHealthCheck
{
    /// <summary>The share of the queue's places from which on it is nearly full.</summary>
    private const double NearlyFull = 0.8;

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            return Task.FromResult(Of(services.GetRequiredService<PredictionQueue>()));
        }
        catch (WeirException error)
        {
            return Task.FromResult(HealthCheckResult.Unhealthy($"the network cannot be loaded: {error.Message}", error));
        }
    }

    private static HealthCheckResult Of(PredictionQueue queue)
    {
        int waiting = queue.Waiting, most = queue.Options.MostWaiting;
        Dictionary<string, object> data = new() { ["waiting"] = waiting, ["mostWaiting"] = most };
        BatchReport? last = queue.Last;
        if (last is not null)
        {
            data["lastBatch.requests"] = last.Requests;
            data["lastBatch.failed"] = last.Failed;
            data["lastBatch.milliseconds"] = last.Took.TotalMilliseconds;
            data["lastBatch.ended"] = last.Ended;
        }

        return queue.Error is { } error ? HealthCheckResult.Unhealthy($"an error has ended the queue: {error.Message}", error, data)
            : queue.IsEnding ? HealthCheckResult.Unhealthy("the queue has ended", data: data)
            : waiting >= NearlyFull * most ? HealthCheckResult.Degraded($"{waiting} of {most} places of the queue are taken", data: data)
            : last is { Failed: > 0 } ? HealthCheckResult.Degraded($"{last.Failed} of {last.Requests} requests of the last batch failed",
                data: data)
            : queue.Untold is { } thrown ? HealthCheckResult.Degraded(
                $"the last batch was answered, but who listens to the meter threw: {thrown.Message}", thrown, data)
            : HealthCheckResult.Healthy("the network is loaded", data);
    }
}
