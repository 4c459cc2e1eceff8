using System.Globalization;
using System.Text.Json;
using Weir.Data;
using Weir.Training;

namespace Weir.Bench;

/// <summary>
/// The study <c>mnist-depth-relu</c>, one seed and all its networks, in Weir with all that a run does (measuring, checkpoints,
/// evaluation) and as plain loops in PyTorch. A few epochs of each network are trained on both sides, in turn; the whole is counted up
/// from them. Each side has the better of two arrangements: two networks side by side with one thread each, or one after the other with
/// two.
/// </summary>
internal sealed class StudyComparison
{
    private const string Study = "mnist-depth-relu";

    /// <summary>Steps of the largest network by which PyTorch's kernels are chosen.</summary>
    private const int Trial = 300;

    private static readonly string[] s_recipes =
        ["mnist-relu-1", "mnist-relu-2", "mnist-relu-3", "mnist-relu-4", "mnist-relu-500-300-150-50", "mnist-relu-2048-1024-512-256"];

    private readonly Recipe[] _recipes = [.. s_recipes.Select(name =>
        RecipeReader.Read(Path.Combine(Repository.Root(), "recipes", name + ".yaml")))];

    private readonly int _epochs;

    /// <summary>Prepares it.</summary>
    /// <param name="epochs">Epochs of each network that are trained.</param>
    public StudyComparison(int epochs) => _epochs = epochs;

    /// <summary>Measures both sides and prints a table.</summary>
    public void Run()
    {
        double? load = Machine.LoadNow();
        DataSplit data = _recipes[0].Data.Load(null);
        string folder = Path.GetFullPath(Path.Combine(DataDirectory.Resolve(), "mnist"));
        Machine machine = Machine.Here(0, 2, ["PyTorch"], load);
        Console.Error.WriteLine($"{Study}, one seed: {machine.Short}; {_epochs} of {string.Join(" or ",
            _recipes.Select(recipe => recipe.Budget.Epochs).Distinct())} epochs of each network on both sides");
        if (machine.Warning is { } warning)
            Console.Error.WriteLine($"warning: {warning}");
        string[] best = [Fastest("1", folder), Fastest("2", folder)];
        double[][] weir = [SideBySide(recipe => Weir(recipe, data, 1)), []], torch = [OfTorch(best[0], folder, 2), []];
        weir[1] = [.. _recipes.Select(recipe => Weir(recipe, data, 2))];
        torch[1] = OfTorch(best[1], folder, 1);
        double[] ours = [Makespan(weir[0]), weir[1].Sum()], theirs = [Makespan(torch[0]), torch[1].Sum()];
        for (int i = 0; i < _recipes.Length; i++)
        {
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{_recipes[i].Name,-32} {_recipes[i].Budget.Epochs,3} epochs  Weir {weir[0][i],7:F1} s beside another, "
                + $"{weir[1][i],7:F1} s alone  PyTorch {torch[0][i],7:F1} and {torch[1][i],7:F1} s"));
        }

        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"the whole: Weir {ours.Min() / 60:F1} minutes, PyTorch {theirs.Min() / 60:F1} minutes ({best[0]}; {best[1]}): "
                + $"{theirs.Min() / ours.Min():F2} times as fast"));
        Console.WriteLine(JsonSerializer.Serialize(
            new { study = Study, epochs = _epochs, machine = machine.Short, weir, torch, ours, theirs }));
    }

    /// <summary>Seconds of a whole training of a recipe, counted up from a few epochs of it.</summary>
    private double Weir(Recipe recipe, DataSplit data, int threads)
    {
        string runs = Directory.CreateTempSubdirectory("weir-bench-").FullName;
        try
        {
            using Trainer trainer = Trainer.Start(recipe with { Budget = new BudgetRecipe { Epochs = _epochs } },
                new TrainerOptions { RunsDirectory = runs, Threads = threads, Data = data });
            return trainer.Run().Elapsed.TotalSeconds * recipe.Budget.Epochs!.Value / _epochs;
        }
        finally
        {
            Directory.Delete(runs, recursive: true);
        }
    }

    private double[] OfTorch(string setting, string folder, int workers)
    {
        using PeerPool pool = new(workers, () => Started(setting[..^2], folder));
        Func<Recipe, double> train = recipe => pool.Use(side => side.Ask($"train {Words(recipe)} {_epochs} {setting[^1]}")
            .GetProperty("seconds").GetDouble() * recipe.Budget.Epochs!.Value / _epochs);
        return workers == 1 ? [.. _recipes.Select(train)] : SideBySide(train);
    }

    /// <summary>
    /// The fastest of PyTorch's settings with so many threads, with 1 or 0 behind it for whether its optimizer goes by lists.
    /// </summary>
    private string Fastest(string threads, string folder) => PyTorch.Settings.Where(setting => setting.StartsWith(threads))
        .SelectMany(setting => new[] { $"{setting} 0", $"{setting} 1" }).MinBy(setting =>
        {
            using PeerProcess side = Started(setting[..^2], folder);
            string step = $"step {Words(_recipes[^1])} {Trial} {setting[^1]}";
            side.Ask(step);
            return side.Ask(step).GetProperty("seconds").GetDouble();
        })!;

    private static PeerProcess Started(string setting, string folder)
    {
        PeerProcess side = PyTorch.Start(setting, "pytorch_study.py");
        side.Read();
        side.Ask($"load {folder}");
        return side;
    }

    // Sizes, batch, rate and decay, as the other side reads them.
    private static string Words(Recipe recipe) => string.Create(CultureInfo.InvariantCulture, $"784,{string.Join(',',
        recipe.Model.Cast<LinearRecipe>().Select(layer => layer.Units ?? 10))} {recipe.Batch} {recipe.Optimizer.Settings.Rate} "
        + $"{recipe.Optimizer.Settings.WeightDecay}");

    private double[] SideBySide(Func<Recipe, double> train)
    {
        double[] seconds = new double[_recipes.Length];
        int next = -1;
        Parallel.For(0, 2, _ =>
        {
            for (int i = Interlocked.Increment(ref next); i < seconds.Length; i = Interlocked.Increment(ref next))
                seconds[i] = train(_recipes[i]);
        });
        return seconds;
    }

    /// <summary>When the last ends of jobs that two workers take in their order.</summary>
    private static double Makespan(double[] seconds)
    {
        double[] until = [0, 0];
        foreach (double job in seconds)
            until[until[0] <= until[1] ? 0 : 1] += job;
        return until.Max();
    }
}
