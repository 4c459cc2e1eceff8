using Weir.Data;
using Weir.Nn;
using Weir.Training;

namespace Weir.Cli.Commands;

/// <summary>
/// The two networks of the demo: alike in depth, width, data, loss, rate and seed; different in activation and first weights.
/// </summary>
internal static class DemoRecipes
{
    /// <summary>Epochs unless told.</summary>
    public const int Epochs = 8;

    private static readonly DataRecipe s_data =
        new() { Source = "digits", Request = new DataRequest { TrainingCount = 8_000, ValidationCount = 1_000, TestCount = 0 } };

    private const int Hidden = 8;
    private const int Units = 100;

    /// <summary>What the two are called.</summary>
    public static IReadOnlyList<string> Titles { get; } = ["sigmoid", "ReLU, He"];

    /// <summary>The data of both, made once.</summary>
    public static DataSplit Data() => DataSources.Load(s_data.Source, s_data.Request);

    /// <summary>Sigmoids, first weights by Glorot, as they were usual once.</summary>
    public static Recipe Sigmoid(int epochs, long seed) =>
        Make("demo-sigmoid", new Choice("sigmoid"), new Choice("glorot-normal"), epochs, seed);

    /// <summary>ReLU with the first weights that fit it (He et al., 2015).</summary>
    public static Recipe Relu(int epochs, long seed) => Make("demo-relu", new Choice("relu"), new Choice("he-normal"), epochs, seed);

    private static Recipe Make(string name, Choice activation, Choice weight, int epochs, long seed) => new()
    {
        Name = name,
        Seed = seed,
        Data = s_data,
        Model = [new LinearRecipe { Units = Units, Repeat = Hidden, Activation = activation, Weight = weight },
            new LinearRecipe { Weight = new Choice("glorot-normal") }],
        Optimizer = new OptimizerRecipe(new SgdOptions { Rate = 0.02 }),
        Batch = 32,
        Budget = new BudgetRecipe { Epochs = epochs },
    };
}
