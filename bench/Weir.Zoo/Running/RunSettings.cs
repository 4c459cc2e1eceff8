namespace Weir.Zoo;

/// <summary>How cases are run.</summary>
/// <param name="What">check, diagnose or repair.</param>
/// <param name="Cases">The case file, for the records.</param>
/// <param name="Threads">
/// Threads of a training. Default 1: a step of these networks takes some microseconds, less than it costs to wake a second thread.
/// </param>
/// <param name="Repeats">
/// How often the training is timed with diagnosis and without, in turn, after a first that counts for neither; the shortest counts. 0
/// trains once.
/// </param>
/// <param name="Strategy">What chooses the trials of a repair.</param>
/// <param name="Verbose">Whether a repair is told of as it goes.</param>
/// <param name="Budget">What a repair may cost, in trainings.</param>
internal sealed record RunSettings(string What, string Cases, int Threads = 1, int Repeats = 2, string Strategy = "weir", double Budget = 4,
    bool Verbose = false);
