using Weir.Data;
using Weir.Studies;

namespace Weir.Cli.Tests.Views;

/// <summary>A small study, run once for all views of it.</summary>
internal static class StudySamples
{
    private static readonly Lazy<(Study, StudyEstimate, StudyProgress, RunComparison)> s_run = new(Make);

    public static Study Study => s_run.Value.Item1;

    public static StudyEstimate Estimate => s_run.Value.Item2;

    /// <summary>The study, seen while two of its runs go on.</summary>
    public static StudyProgress Progress => s_run.Value.Item3;

    public static StudyResults Results => Progress.Results;

    public static RunComparison Comparison => s_run.Value.Item4;

    public static IReadOnlyList<DatasetFacts> Facts { get; } =
        [.. new[] { "training", "validation" }.Select(part => DatasetFacts.Of(new Dataset($"moons {part}", new([2]), [0.5f, 1, -2, 0.25f],
            new ClassTargets([0, 1], 2, ["a-class-of-a-name", "another"]))))];

    private static (Study, StudyEstimate, StudyProgress, RunComparison) Make()
    {
        Study study = StudyReader.Parse("""
            name: norms-and-functions
            title: What a norm does to the gradient of networks with different functions
            base:
              a-sigmoid-network:
                data: {source: moons, training: 200, validation: 100}
                model: [{linear: 8, repeat: 2, activation: sigmoid}, linear: outputs]
                optimizer: {sgd: {rate: 0.1}}
                batch: 20
                epochs: 1
              a-relu-network:
                data: {source: moons, training: 200, validation: 100}
                model: [{linear: 8, repeat: 2, activation: relu}, linear: outputs]
                optimizer: {sgd: {rate: 0.1}}
                batch: 20
                epochs: 1
            factors:
              norm:
                without: {}
                batch-norm: {insert: {before-activation: 'model[hidden]', layers: [batch-norm]}}
            seeds: 2
            """);
        using Folder folder = new();
        StudyResults results = StudyRunner.Run(study, new StudyOptions { RunsDirectory = folder.Path });
        string[] runs = Directory.GetDirectories(Path.Combine(folder.Path, study.Name, "runs"));
        return (study, StudyEstimate.Of(study),
            new StudyProgress(results, 6, 8, [], TimeSpan.FromSeconds(71), TimeSpan.FromSeconds(80)), RunComparison.Read(runs[..2]));
    }
}
