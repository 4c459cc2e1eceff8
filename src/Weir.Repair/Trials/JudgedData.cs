using System.Collections.Concurrent;
using Weir.Data;
using Weir.Training;

namespace Weir.Repair;

/// <summary>
/// The data of a repair, the same for all its branches: what they are trained with, what the search goes by, and what proofs are judged by.
/// With a validation part, one half of it is the branches' validation part, by which the search goes too, and the other half is for proofs;
/// where a half would be too small, all of it is for proofs, and the branches' validation part is cut from what they learn from: another
/// for each seed of the search, as few samples tell little (cross-validation by chance; Picard and Cook, 1984).
/// Without one, a fifth of the training part is held out from all branches, one half of it for the search and one for proofs; where a half
/// would be too small, both have the whole fifth. The test part is left alone. So no sample that a proof is judged by is learnt from, and
/// with two halves nothing is chosen by one. A table of a few rows without a validation part, as a truth table, is to be learnt itself: all
/// of it is learnt, and judged by.
/// </summary>
/// <param name="data">The recipe's data.</param>
/// <param name="recipe">The recipe as it is.</param>
/// <param name="isLearntBefore">
/// Whether a run that was made before is to stand for a training of the recipe: it has learnt the whole training part.
/// </param>
/// <param name="isApart">
/// Whether nothing is ever chosen by what is judged by, however few the samples are: a fifth that is held out is halved then, too.
/// </param>
internal sealed class JudgedData(DataSplit data, Recipe recipe, bool isLearntBefore = false, bool isApart = false)
{
    /// <summary>The share of the training part that is held out where there is no validation part.</summary>
    private const double Held = 0.2;

    /// <summary>Fewer samples than these are not halved: half of them tell the largest differences alone.</summary>
    private const int Enough = 200;

    /// <summary>Of fewer training samples a fifth is five of them at most, which tell nothing.</summary>
    private const int Few = 25;

    private readonly ConcurrentDictionary<int, (DataSplit Branches, Dataset Searched)> _draws = [];

    // Nothing is copied before it is asked for.
    private readonly Lazy<(DataSplit Branches, Dataset Searched, Dataset Judged)> _parts =
        new(() => Parts(data, recipe, isLearntBefore, isApart));

    /// <summary>Whether a part of the training samples is held out, because there is no validation part.</summary>
    public bool IsHeldOut { get; } = data.Validation is not { Count: > 0 } && !IsFew(data);

    /// <summary>Whether all samples are learnt and judged by, because they are too few for any to be held out.</summary>
    public bool IsLearnt { get; } = IsFew(data);

    /// <summary>Whether the search goes by the samples that proofs are judged by, because they are too few to be shared out.</summary>
    public bool IsShared => ReferenceEquals(Searched, Judged);

    /// <summary>What every branch is trained with: with a validation part where the recipe has one, and without where not.</summary>
    public DataSplit Branches => _parts.Value.Branches;

    /// <summary>The blocks of the samples that proofs are judged by.</summary>
    public SampleBlocks Blocks => field ??= IsLearnt ? SampleBlocks.None : SampleBlocks.Of(Judged, recipe.Data.Request.Split);

    /// <summary>Whether classes are of unequal size, so that each counts alike.</summary>
    public ClassBalance Classes => field ??= ClassBalance.Of(Learnt);

    /// <summary>What branches learn from.</summary>
    public Dataset Learnt => Branches.Training;

    /// <summary>The samples that the search goes by.</summary>
    public Dataset Searched => _parts.Value.Searched;

    /// <summary>What a branch is trained with by a seed, and the samples that the search goes by of it.</summary>
    /// <param name="seed">The seed: those of the search that follow the recipe's have each their own.</param>
    public (DataSplit Branches, Dataset Searched) Of(long seed)
    {
        int draw = Array.IndexOf(RepairSearch.SeedsOf(recipe), seed);
        return draw < 1 || isLearntBefore || data.Validation is not { Count: > 0 } validation ? (Branches, Searched)
            : _draws.GetOrAdd(draw, each => Whole(data, validation, recipe, each) is var (branches, searched, _)
                ? (branches.WithoutTest(), searched) : (Branches, Searched));
    }

    /// <summary>The samples that proofs are judged by, and everything that they are held against.</summary>
    public Dataset Judged => _parts.Value.Judged;

    // Of sequences, windows and images a few are no table that could be learnt as a whole.
    private static bool IsFew(DataSplit data) => data.Validation is not { Count: > 0 } && data.Training is
    {
        Count: < Few,
        InputShape.Rank: 1,
        Starts: null,
        Tokens: null,
    };

    private static (DataSplit, Dataset, Dataset) Parts(DataSplit data, Recipe recipe, bool isLearntBefore, bool isApart)
    {
        if (IsFew(data))
            return (data.WithoutTest(), data.Training, data.Training);
        RowSplit split = recipe.Data.Request.Split;
        (DataSplit Branches, Dataset Searched, Dataset Judged) parts =
            data.Validation is not { Count: > 0 } validation ? HeldOut(data, recipe, isApart)
            : isLearntBefore ? Halved(data, validation, split) : Whole(data, validation, recipe) ?? Halved(data, validation, split);
        Dataset judged = parts.Judged;
        return SampleBlocks.Of(judged, split).Count > 1 ? (parts.Branches.WithoutTest(), parts.Searched, judged)
            : throw new DataException($"{judged.Name}: a repair judges by samples that do not hang together, and of those that it has for "
                + $"that, {judged.Count}, there is one such alone. Give the recipe more samples for validation");
    }

    /// <summary>
    /// A validation part that judges as a whole, as it is small, and another of half its size that is cut from the training part; null
    /// where it is large, or the training part would lose more by that than it may where there is no validation part.
    /// </summary>
    private static (DataSplit, Dataset, Dataset)? Whole(DataSplit data, Dataset validation, Recipe recipe, int draw = 0)
    {
        int wanted = validation.Count / 2, least = Math.Max(recipe.DropLast ? recipe.Batch : 1, (int)((1 - Held) * data.Training.Count));
        if (SampleParts.Independent(validation) >= Enough || wanted < 1
            || SampleParts.Cut(data.Training, wanted, least, recipe.Data.Request.Split, draw) is not var (learnt, searched))
            return null;
        return searched.Count < wanted ? null : (data.With(learnt, searched), searched, validation);
    }

    private static (DataSplit, Dataset, Dataset) Halved(DataSplit data, Dataset validation, RowSplit split)
    {
        (Dataset searched, Dataset judged) = SampleParts.Cut(validation, validation.Count / 2, 1, split)
            ?? throw new DataException($"{validation.Name}: a repair judges by one half of it what was chosen by the other, and its "
                + $"{validation.Count} samples make no two halves. Give the recipe more samples for validation, or none");
        return (data.With(data.Training, searched), searched, judged);
    }

    private static (DataSplit, Dataset, Dataset) HeldOut(DataSplit data, Recipe recipe, bool isApart)
    {
        Dataset training = data.Training;
        RowSplit split = recipe.Data.Request.Split;
        // What is left must fill a batch where the last one is dropped.
        (Dataset learnt, Dataset held) = SampleParts.Cut(training, (int)Math.Round(Held * training.Count),
            recipe.DropLast ? recipe.Batch : 1, split)
            ?? throw new DataException($"{training.Name}: without a validation part, a repair holds samples out to judge by, and its "
                + $"{training.Count} samples leave none for that"
                + (recipe.DropLast ? $" beside a batch of {recipe.Batch} ('drop-last')" : "") + ". Give the recipe samples for validation");
        DataSplit branches = data.With(learnt, null);
        return (isApart || SampleParts.Independent(held) >= Enough)
            && SampleParts.Cut(held, held.Count / 2, 1, split) is var (searched, judged)
            ? (branches, searched, judged) : (branches, held, held);
    }
}
