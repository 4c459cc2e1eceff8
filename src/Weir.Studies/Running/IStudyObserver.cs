namespace Weir.Studies;

/// <summary>Is told of a study as it goes. Calls come one at a time, on the threads of the workers.</summary>
public interface IStudyObserver
{
    /// <summary>The study starts, or goes on.</summary>
    /// <param name="progress">Where it is; results of runs that were made before are in it.</param>
    void OnStart(StudyProgress progress);

    /// <summary>A run was begun or has come further. Called about twice a second at most.</summary>
    /// <param name="progress">Where the study is.</param>
    void OnProgress(StudyProgress progress);

    /// <summary>A run has ended, here or in another process.</summary>
    /// <param name="run">The run.</param>
    /// <param name="result">What it has yielded.</param>
    /// <param name="progress">Where the study is.</param>
    void OnRun(PlannedRun run, RunYield result, StudyProgress progress);
}
