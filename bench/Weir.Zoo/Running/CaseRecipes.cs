using System.Text.RegularExpressions;
using Weir.Data;
using Weir.Nn;
using Weir.Training;

namespace Weir.Zoo;

/// <summary>A case as a recipe.</summary>
internal static partial class CaseRecipes
{
    /// <summary>
    /// The recipe of a case. Its data section names the tables; what the case does to them is done by <see cref="CaseData"/>.
    /// </summary>
    /// <param name="zooCase">The case.</param>
    /// <param name="seed">The seed of the first weights and of the order of samples.</param>
    public static Recipe Of(ZooCase zooCase, long seed) => new()
    {
        Name = OtherThanName().Replace(zooCase.Id, "-"),
        Seed = seed,
        Data = new DataRecipe
        {
            Targets = TargetScaling.None,
            Source = CaseData.IsMnist(zooCase) ? "mnist" : "csv",
            Request = CaseData.Request(zooCase)
        },
        Model = zooCase.Layers,
        Loss = zooCase.Loss,
        Optimizer = zooCase.Optimizer,
        Gradient = zooCase.ClipNorm is { } limit ? [new ClipByNorm(limit)] : [],
        Batch = zooCase.Batch,
        DropLast = true,
        Budget = new BudgetRecipe { Epochs = zooCase.Epochs },
    };

    [GeneratedRegex("^[^A-Za-z0-9]|[^A-Za-z0-9._-]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex OtherThanName();
}
