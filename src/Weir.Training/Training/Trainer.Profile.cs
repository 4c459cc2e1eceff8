using Weir.Data;

namespace Weir.Training;

public sealed partial class Trainer
{
    /// <summary>
    /// Takes the time of every layer and phase over training steps, every other one with its flow measured. The steps are real ones: the
    /// trainer cannot run afterwards.
    /// </summary>
    /// <param name="options">For how long. Default: <see cref="ProfileOptions"/>.</param>
    /// <param name="cancel">Ends it after the current step.</param>
    /// <exception cref="InvalidOperationException">The trainer has run already.</exception>
    public RunProfile Profile(ProfileOptions? options = null, CancellationToken cancel = default) => Work(
        "a trainer that has run cannot be profiled; start another",
        isLast: true,
        stop =>
        {
            using BatchLoader loader = new(_data.Training,
                new BatchOptions { BatchSize = Info.Batch, Seed = Info.Recipe.Seed, DropLast = Info.Recipe.DropLast });
            StepProfiling profiling = new(Info, _options.Time, loader, Loss, _data.Training, Model, _optimizer, _tape);
            return profiling.Run(options ?? new ProfileOptions(), stop);
        },
        cancel);
}
