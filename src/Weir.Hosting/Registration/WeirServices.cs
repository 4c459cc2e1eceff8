using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Weir.Inference;
using Weir.Training;

namespace Weir.Hosting;

/// <summary>Weir among the services of a host.</summary>
public static class WeirServices
{
    /// <summary>
    /// Adds what tells of runs. A run is a scope: its <see cref="ITrainingObserver"/> is a <see cref="TrainingLog"/> and a
    /// <see cref="TrainingTelemetry"/> together, both to be had by themselves too. The clock is <see cref="TimeProvider"/>, the system's
    /// where none is registered.
    /// </summary>
    /// <param name="services">The services.</param>
    public static IServiceCollection AddWeir(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddScoped(provider => new TrainingLog(provider.GetRequiredService<ILogger<TrainingLog>>()));
        services.TryAddScoped(provider => new TrainingTelemetry(provider.GetService<IMeterFactory>(),
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddScoped<ITrainingObserver>(provider => new ObserverList(provider.GetRequiredService<TrainingLog>(),
            provider.GetRequiredService<TrainingTelemetry>()));
        return services;
    }

    /// <summary>
    /// Adds a trained network as a <see cref="Predictor"/> and a <see cref="PredictionQueue"/>, one of each. The host loads it when it
    /// starts, and does not start where that fails; when it stops, requests that wait are finished, or refused when its time is up.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="path">A run directory or a checkpoint, as of <see cref="Predictor.Load"/>.</param>
    /// <param name="predictor">How it works.</param>
    /// <param name="queue">How requests are gathered.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option of the queue is outside its range.</exception>
    public static IServiceCollection AddWeirPredictor(this IServiceCollection services, string path, PredictorOptions? predictor = null,
        PredictionQueueOptions? queue = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        queue?.Check();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(_ => Predictor.Load(path, predictor));
        services.AddSingleton(provider => new PredictionTelemetry(provider.GetService<IMeterFactory>()));
        services.AddSingleton(provider => new PredictionQueue(provider.GetRequiredService<Predictor>(), queue,
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<PredictionTelemetry>()));
        services.AddSingleton<PredictionHealth>();
        services.AddSingleton<IHostedService, PredictionService>();
        return services;
    }

    /// <summary>Adds the check of what <see cref="AddWeirPredictor(IServiceCollection, string, PredictorOptions, PredictionQueueOptions)"/>
    /// has added.</summary>
    /// <param name="checks">The checks.</param>
    /// <param name="name">The check's name. Default <c>weir</c>.</param>
    /// <param name="tags">Its tags. Default: none.</param>
    public static IHealthChecksBuilder AddWeirPredictor(this IHealthChecksBuilder checks, string name = "weir",
        IEnumerable<string>? tags = null) =>
        checks.Add(new HealthCheckRegistration(name, provider => provider.GetRequiredService<PredictionHealth>(), null, tags));
}
