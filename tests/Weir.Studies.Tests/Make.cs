namespace Weir.Studies.Tests;

/// <summary>Small studies, and results that were made up.</summary>
internal static class Make
{
    /// <summary>Two networks on the moons, that differ in their function, with and without batch norm.</summary>
    public const string Small = """
        name: small
        title: Batch norm on the moons
        base:
          sigmoid:
            data: {source: moons, training: 200, validation: 100}
            model:
              - {linear: 8, repeat: 2, activation: sigmoid}
              - linear: outputs
            optimizer: {sgd: {rate: 0.1}}
            batch: 20
            epochs: 3
          relu:
            data: {source: moons, training: 200, validation: 100}
            model:
              - {linear: 8, repeat: 2, activation: relu}
              - linear: outputs
            optimizer: {sgd: {rate: 0.1}}
            batch: 20
            epochs: 3
        factors:
          norm:
            without: {}
            batch-norm: {insert: {before-activation: 'model[hidden]', layers: [batch-norm]}}
        seeds: 3
        quick:
          seeds: 2
          set: {epochs: 1}
          base: [relu]
        """;

    /// <summary>A study with made-up networks: nothing of it is run.</summary>
    public static Study Study(string[] networks, params (string Factor, string[] Levels)[] factors) => new()
    {
        Name = "made-up",
        Networks = [.. networks.Select(name =>
            new StudyNetwork(name, RecipeDocument.Parse("model: [linear: outputs]\noptimizer: {sgd: {rate: 0.1}}", "recipe")))],
        Factors = [.. factors.Select(factor => new Factor(factor.Factor, [.. factor.Levels.Select(level => new Level(level, []))]))],
    };

    /// <summary>Results whose one measure is a function of cell and seed; null stands for a run that diverged.</summary>
    public static StudyResults Results(Study study, string measure, Func<Cell, long, double?> value) =>
        Results(study, (cell, seed) => Yield("", measure, value(cell, seed)));

    /// <summary>Results whose runs are a function of cell and seed.</summary>
    public static StudyResults Results(Study study, Func<Cell, long, RunYield> yield)
    {
        IReadOnlyList<Cell> cells = CellPlan.Of(study);
        PlannedRun[] runs = [.. PlannedRun.Of(study, cells)];
        return new StudyResults(study, cells, StudyResults.ByCell(runs),
            runs.ToDictionary(run => run.Name, run => yield(run.Cell, run.Seed) with { Run = run.Name }));
    }

    public static RunYield Yield(string run, string measure, double? value) => new()
    {
        Run = run,
        Status = value is null ? "nonFinite" : "finished",
        Steps = 311,
        Trained = value is not null,
        Values = value is { } number ? new Dictionary<string, double> { [measure] = number } : [],
    };

    public static string Level(this Cell cell, string factor) => cell.Levels.First(level => level.Factor == factor).Level;
}
