using System.Diagnostics;
using Weir.Diagnosis;
using Weir.Training;

namespace Weir.Bench;

/// <summary>
/// What the diagnosis of a run costs beside the run itself: the time that it works, on whatever thread, against the time that the run
/// takes. Other work on the machine makes both longer.
/// </summary>
internal sealed class DiagnosisBenchmark : IBenchmark
{
    public string Name => "diagnosis";

    public string Summary => "the share of a run's time that its diagnosis takes: recipes by their names, or those that need no data";

    public void Run(string[] options)
    {
        string folder = Directory.CreateTempSubdirectory("weir-bench-").FullName;
        try
        {
            string recipes = Path.Combine(Repository.Root(), "recipes");
            foreach (string name in options.Length > 0 ? options : ["digits-mlp", "digits-sigmoid-8", "adding-lstm"])
            {
                Recipe recipe = RecipeReader.Read(Path.Combine(recipes, $"{name}.yaml"));
                using Trainer trainer = Trainer.Start(recipe, new TrainerOptions { RunsDirectory = folder });
                long start = Stopwatch.GetTimestamp();
                RunWatch watch = new(trainer);
                TrainingResult result = trainer.Run(watch);
                double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
                Console.WriteLine(FormattableString.Invariant($"{name,-24} {result.Steps,7:N0} steps  {seconds,7:f2} s  diagnosis ")
                    + FormattableString.Invariant($"{watch.Busy.TotalSeconds,6:f3} s  {watch.Busy.TotalSeconds / seconds,6:p2}"));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
