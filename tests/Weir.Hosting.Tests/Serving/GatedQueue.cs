using Weir.Inference;
using Weir.Nn;
using Weir.Training;

namespace Weir.Hosting.Tests.Serving;

/// <summary>A queue whose network waits before a gate, so that a test says what comes while it works.</summary>
internal sealed class GatedQueue : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public GatedQueue(PredictionQueueOptions? options = null, TimeProvider? time = null, PredictionTelemetry? telemetry = null)
    {
        Recipe recipe = new()
        {
            Name = "gated",
            Data = new DataRecipe { Source = "moons" },
            Model = [],
            Optimizer = new OptimizerRecipe(new SgdOptions { Rate = 0.1 }),
            Budget = new BudgetRecipe { Epochs = 1 },
        };
        using (Trainer trainer = Trainer.Start(recipe, new TrainerOptions
        {
            Model = new GatedModule(),
            RunsDirectory = _folder["runs"],
            Threads = 1,
            Measuring = false,
        }))
            trainer.Run();
        Module = new GatedModule();
        Predictor = Predictor.Load(_folder["runs/gated"], new PredictorOptions { Model = Module });
        Module.Gate = new SemaphoreSlim(0);
        Queue = new PredictionQueue(Predictor, options, time, telemetry);
    }

    public GatedModule Module { get; }

    public Predictor Predictor { get; }

    public PredictionQueue Queue { get; }

    /// <summary>Sends a sample that begins with a number.</summary>
    public Task<Prediction> Send(float number, CancellationToken cancel = default) =>
        Queue.PredictAsync(new float[] { number, 1 }, cancel).AsTask();

    /// <summary>Sends a sample and waits until the network is at it.</summary>
    public async Task<Task<Prediction>> Occupy(float number)
    {
        Task<Prediction> answer = Send(number);
        await Entered();
        return answer;
    }

    /// <summary>Waits until the network has come to another batch.</summary>
    public async Task Entered() => (await Module.Entered.WaitAsync(TimeSpan.FromSeconds(60))).ShouldBeTrue();

    /// <summary>Lets all batches through from here on.</summary>
    public void Open() => Module.Gate!.Release(1000);

    public void Dispose()
    {
        Open();
        Queue.Dispose();
        _folder.Dispose();
    }
}
