using System.Diagnostics;
using System.Globalization;
using Weir.Data;
using Weir.Diagnosis;
using Weir.Studies;
using Weir.Training;

namespace Weir.Bench;

/// <summary>
/// What a study takes beside its runs: the same tiny runs, made one after the other by the trainer without a study (recipe read, network
/// built, trained, judged, all files written; the data loaded once), on as many threads, in turn with the study in one process.
/// </summary>
internal sealed class StudiesBenchmark : IBenchmark
{
    private const int Rounds = 7, Cells = 4;

    private const string Text = """
        name: tiny
        base:
          net:
            data: {source: moons, training: 200, validation: 100}
            model: [{linear: 8, repeat: 2, activation: relu}, linear: outputs]
            optimizer: {sgd: {rate: 0.1}}
            batch: 20
            epochs: 3
        factors:
          function: {relu: {}, sigmoid: {'model[hidden].activation': sigmoid}}
          norm: {without: {}, batch-norm: {insert: {before-activation: 'model[hidden]', layers: [batch-norm]}}}
        """;

    public string Name => "studies";

    public string Summary => "a study of tiny runs beside the same runs without one: how many (1000), on how many threads (as processors)";

    public void Run(string[] options)
    {
        int runs = Number(options, 0, 1000), threads = Number(options, 1, Environment.ProcessorCount);
        Study study = StudyReader.Parse(string.Create(CultureInfo.InvariantCulture, $"{Text}\nseeds: {runs / Cells}\n"));
        string[] recipes = [];
        // Once for what is compiled on the way.
        _ = In(folder =>
        {
            Whole(study, folder, threads);
            recipes = [.. Directory.GetDirectories(Path.Combine(folder, study.Name, StudyFolder.RunsName)).Order()
                .Select(run => File.ReadAllText(Path.Combine(run, "recipe.yaml")))];
        });
        _ = In(folder => Alone(recipes, study, folder, threads));
        List<double> with = [], without = [];
        for (int round = 0; round < Rounds; round++)
        {
            without.Add(In(folder => Alone(recipes, study, folder, threads)));
            with.Add(In(folder => Whole(study, folder, threads)));
            Tell($"{recipes.Length} runs on {threads} threads", without[^1], with[^1]);
        }

        Tell($"medians of {Rounds}", Median.Of(without), Median.Of(with));
    }

    private static int Number(string[] options, int at, int usual) =>
        options.Length > at ? int.Parse(options[at], CultureInfo.InvariantCulture) : usual;

    private static void Tell(string what, double without, double with) => Console.WriteLine(FormattableString.Invariant(
        $"{what}: without a study {without:f2} s, as a study {with:f2} s, {(with / without) - 1:p1} more"));

    private static double In(Action<string> work)
    {
        string folder = Directory.CreateTempSubdirectory("weir-bench-").FullName;
        try
        {
            long start = Stopwatch.GetTimestamp();
            work(folder);
            return Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Whole(Study study, string folder, int threads)
    {
        if (!StudyRunner.Run(study, new StudyOptions { RunsDirectory = folder, Workers = threads }).IsComplete)
            throw new InvalidOperationException("the study did not end");
    }

    private static void Alone(string[] recipes, Study study, string folder, int threads)
    {
        int next = -1;
        DataSplit data = RecipeReader.Parse(recipes[0], "recipe.yaml").Data.Load();
        Thread[] workers = [.. Enumerable.Range(0, threads).Select(_ => new Thread(Work))];
        Array.ForEach(workers, worker => worker.Start());
        Array.ForEach(workers, worker => worker.Join());

        void Work()
        {
            while (Interlocked.Increment(ref next) is var at && at < recipes.Length)
            {
                Recipe recipe = RecipeReader.Parse(recipes[at], "recipe.yaml");
                using Trainer trainer = Trainer.Start(recipe, new TrainerOptions
                {
                    RunsDirectory = folder,
                    Name = recipe.Name,
                    Threads = study.Threads,
                    Data = data,
                });
                trainer.Run(new RunWatch(trainer));
            }
        }
    }
}
