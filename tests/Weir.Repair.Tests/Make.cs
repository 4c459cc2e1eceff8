using Weir.Data;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Repair.Tests;

/// <summary>Recipes that are broken in a known way, small enough to train in a moment.</summary>
internal static class Make
{
    /// <summary>Eight layers of sigmoids on two circles: the gradient dies.</summary>
    public const string DeepSigmoid = """
        # Eight layers of sigmoids.
        name: deep-sigmoid
        data: {source: circles, training: 400, validation: 200, test: 0}   # two rings
        model:
          - {linear: 16, repeat: 8, activation: sigmoid, weight: glorot-uniform}
          # as many as there are classes
          - linear: outputs
        optimizer: {adam: {rate: 0.003}}
        batch: 32
        epochs: 40
        """;

    /// <summary>A net that learns two circles.</summary>
    public const string Healthy = """
        name: healthy
        data: {source: circles, training: 400, validation: 200, test: 0}
        model:
          - {linear: 24, repeat: 2, activation: relu}
          - linear: outputs
        optimizer: {adam: {rate: 0.01}}
        batch: 32
        epochs: 30
        """;

    /// <summary>The healthy net with a rate that is a thousand times too high.</summary>
    public const string HighRate = """
        name: high-rate
        data: {source: circles, training: 400, validation: 200, test: 0}
        model:
          - {linear: 24, repeat: 2, activation: relu}
          - linear: outputs
        optimizer: {sgd: {rate: 30, momentum: 0.9}}
        batch: 32
        epochs: 30
        """;

    public static Recipe Recipe(string text) => RecipeReader.Parse(text);

    /// <summary>The recipe that a repair trains the control by.</summary>
    public static Recipe Branch(Recipe recipe) => recipe with
    {
        Name = $"original.s{recipe.Seed}",
        Checkpoints = new CheckpointRecipe { Every = 1_000_000, Keep = 1, Best = false },
    };

    public static RepairRequest Request(string text) => new(RecipeReader.Parse(text), text);

    /// <summary>What is known of a recipe before its first step.</summary>
    public static RepairCase Case(string text, string? data = null)
    {
        Recipe recipe = RecipeReader.Parse(text);
        DataSplit split = (data is null ? recipe : RecipeReader.Parse(data)).Data.Load();
        return CaseReader.Before(recipe, split, new RepairLedger(recipe, split.Training.Count, new RepairOptions()));
    }

    /// <summary>Samples of one number each, which tells them apart, of two classes in turn.</summary>
    public static Dataset Numbers(int first, int count) => new("numbers", new Shape(1),
        [.. Enumerable.Range(first, count).Select(i => (float)i)], new ClassTargets([.. Enumerable.Range(0, count).Select(i => i % 2)], 2));

    /// <summary>A change by a function.</summary>
    public static Proposal Change(string id, Func<Recipe, Recipe> change) => new(new BatchRemedy(), id, id, id, change);

    /// <summary>Fifty blocks of two samples, of which so many are told right: which, differs from score to score.</summary>
    public static IReadOnlyList<double> Parts(double score)
    {
        int right = (int)Math.Round(100 * score);
        bool[] rights = [.. Enumerable.Range(0, 100).Select(i => i < right)];
        RandomStream.For(right, "parts").Shuffle<bool>(rights);
        return [.. Enumerable.Range(0, 50).Select(block => (Convert.ToDouble(rights[block]) + Convert.ToDouble(rights[block + 50])) / 2)];
    }

    /// <summary>A look at a branch that has come to a score of two classes.</summary>
    public static Trial Look(string branch, long seed, double share, double score, bool ended = false) => new()
    {
        Branch = branch,
        Seed = seed,
        Share = share,
        Step = 1,
        Samples = 1,
        Score = score,
        ScoreParts = Parts(score),
        Skill = (score - 0.5) * 2,
        TrainingSkill = (score - 0.5) * 2,
        Finite = true,
        Ended = ended,
    };
}
