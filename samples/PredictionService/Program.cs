// Serves a trained network over HTTP: single requests are gathered into batches, and how many may wait is bounded.
//     dotnet run -c Release --project samples/PredictionService -- --run runs/churn --urls http://127.0.0.1:5000
//     curl http://127.0.0.1:5000/predict -H 'Content-Type: application/json' -d '{"plan": "premium", "age": null, "calls": 0}'
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Samples.Serving;
using Weir.Data;
using Weir.Hosting;
using Weir.Inference;
using Weir.Tensors;
using Weir.Training;

WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
if (builder.Configuration["run"] is not { } run)
{
    Console.Error.WriteLine("usage: PredictionService --run RUN [--urls http://127.0.0.1:5000] [--waiting N] [--batch N]");
    return 2;
}

builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
builder.Services.AddWeirPredictor(run, queue: new PredictionQueueOptions
{
    MostWaiting = builder.Configuration.GetValue("waiting", 1024),
    MostInBatch = builder.Configuration.GetValue("batch", 64),
});
builder.Services.AddHealthChecks().AddWeirPredictor();
WebApplication app = builder.Build();
try
{
    if (app.Services.GetRequiredService<Predictor>().Signature.Input.Kind != InputKind.Table)
        throw new BadRowException($"{run}: the network takes no rows of a table; this service serves those that do");
}
catch (Exception error) when (error is WeirException or BadRowException)
{
    // No run there, or a damaged one: the message says what to do.
    Console.Error.WriteLine($"error: {error.Message}");
    return 1;
}

app.MapPost("/predict", async (HttpRequest request, PredictionQueue queue, Predictor predictor, CancellationToken cancel) =>
    await Answers.Of(predictor, async () =>
    {
        IReadOnlyDictionary<string, object?> row = await Rows.ReadOneAsync(request.Body, cancel);
        return Answers.Of(await queue.PredictAsync(row, cancel));
    }));

app.MapPost("/predict/batch", async (HttpRequest request, PredictionQueue queue, Predictor predictor, CancellationToken cancel) =>
    await Answers.Of(predictor, async () =>
    {
        IReadOnlyList<IReadOnlyDictionary<string, object?>> rows = await Rows.ReadManyAsync(request.Body, queue.Options, cancel);
        // Where one of them fails the others are not worth their places in the queue.
        using CancellationTokenSource all = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        return await Task.WhenAll(rows.Select(async (row, number) =>
        {
            try
            {
                return Answers.Of(await queue.PredictAsync(row, all.Token));
            }
            catch (DataException error)
            {
                await all.CancelAsync();
                throw new BadRowException($"row {number + 1}: {error.Message}", error);
            }
            catch
            {
                await all.CancelAsync();
                throw;
            }
        }));
    }));

app.MapGet("/signature", (Predictor predictor) => Results.Text(predictor.Signature.ToJson(), "application/json"));

app.MapHealthChecks("/health", new HealthCheckOptions
{
    ResponseWriter = (context, report) => context.Response.WriteAsJsonAsync(new
    {
        status = report.Status.ToString(),
        checks = report.Entries.ToDictionary(entry => entry.Key, entry => new { entry.Value.Description, entry.Value.Data }),
    }),
});

await app.RunAsync();
return 0;
