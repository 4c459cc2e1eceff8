using Weir.Data;
using Weir.Nn;
using Weir.Tensors.Backends;

namespace Weir.Training;

/// <summary>How a recipe is run, as opposed to what it says.</summary>
public sealed record TrainerOptions
{
    /// <summary>The folder that holds run directories. Default null: nothing is kept on disk.</summary>
    public string? RunsDirectory { get; init; }

    /// <summary>
    /// The run's name. Default null: the recipe's, with <c>-2</c>, <c>-3</c>… behind it where a run of that name exists. A name that is
    /// given here is taken as it is; an existing run of that name is an error.
    /// </summary>
    public string? Name { get; init; }

    /// <summary>The folder that holds data files, before what the recipe says. Default null; a resumed run has it from before.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>What the recipe of a run that is resumed can name. Default: the parts of the library.</summary>
    public RecipeRegistry Registry { get; init; } = RecipeRegistry.BuiltIn;

    /// <summary>
    /// A network that was written in C#, instead of the recipe's layers, which may be none then. It is initialized by the recipe's seed and
    /// gets all that recipes get. A run that is kept on disk is resumed with the same network given again. Default null.
    /// </summary>
    public Module? Model { get; init; }

    /// <summary>A loss that was written in C#, instead of the recipe's. Default null.</summary>
    public Loss? Loss { get; init; }

    /// <summary>Data that is in memory already, instead of what the recipe's source would load. Default null.</summary>
    public DataSplit? Data { get; init; }

    /// <summary>
    /// Threads that compute. Default null: as many as there are processors, at most 8; a resumed run takes as many as before.
    /// </summary>
    public int? Threads { get; init; }

    /// <summary>
    /// What computes. Default null: a <see cref="SimdBackend"/> with <see cref="Threads"/>, which is ended with the trainer.
    /// </summary>
    public Backend? Backend { get; init; }

    /// <summary>
    /// Bytes that training may take; a network that needs more (<see cref="MemoryPlan.Total"/>) is refused. Default null: what the machine,
    /// or the container, has left.
    /// </summary>
    public long? MemoryLimit { get; init; }

    /// <summary>
    /// Gives the making of the trainer up, with an <see cref="OperationCanceledException"/>: data are read, the network is built and gets
    /// its first values. <see cref="Trainer.Run"/> has a token of its own. Default: it goes on to its end.
    /// </summary>
    public CancellationToken Cancel { get; init; }

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Whether the flow is measured where the recipe wants it. Default null: yes; a resumed run does as before.</summary>
    public bool? Measuring { get; init; }

    /// <summary>
    /// For a run that ended because its loss was not finite: whether the step that it ended at is made without its batch when it is
    /// resumed. Default false: it comes to the same loss again.
    /// </summary>
    public bool SkipBatch { get; init; }

    /// <summary>
    /// What a resumed run multiplies the rate of its recipe by from where it goes on: above 0. It takes the place of what was told before.
    /// Default null: what was told before, else 1.
    /// </summary>
    public double? RateFactor { get; init; }

    /// <summary>
    /// The step after which the run is stopped, as by its token; it can be resumed to the same bits. Default null: it goes on to its end.
    /// </summary>
    public long? PauseAt { get; init; }

    /// <summary>What writes the run directory. Default: the system's files.</summary>
    public IFileLayer Files { get; init; } = DiskFiles.Instance;

    /// <summary>
    /// Whether batches are prepared on a thread of their own, ahead of the step. Default false: on the thread of the step, which is
    /// no slower where all processors compute already. Augmented batches are always prepared ahead.
    /// </summary>
    public bool AheadBatches { get; init; }

    /// <summary>The time from one <see cref="ITrainingObserver.OnProgress"/> to the next, at least. Default 50 ms.</summary>
    public TimeSpan ProgressEvery { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>What is given here instead of by the recipe; null for nothing.</summary>
    internal IReadOnlyList<string>? Given
    {
        get
        {
            (string Name, object? Value)[] all = [("model", Model), ("loss", Loss), ("data", Data)];
            string[] given = [.. all.Where(each => each.Value is not null).Select(each => each.Name)];
            return given.Length > 0 ? given : null;
        }
    }
}
