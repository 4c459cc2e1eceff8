using Weir.Training;

namespace Weir.Repair;

/// <summary>What a branch trains: the recipe as it is, or with some changes.</summary>
internal sealed record Arm
{
    private Arm(IReadOnlyList<Proposal> proposals, Recipe recipe) => (Proposals, Recipe) = (proposals, recipe);

    /// <summary>What the branch without a change is called.</summary>
    public const string Control = "original";

    /// <summary>Its changes, in the order in which they are made; none in the control.</summary>
    public IReadOnlyList<Proposal> Proposals { get; }

    /// <summary>The recipe that it trains.</summary>
    public Recipe Recipe { get; }

    /// <summary>Its name, which the names of its runs begin with.</summary>
    public string Name => Proposals.Count == 0 ? Control : RunName.From(string.Join('_', Proposals.Select(proposal => proposal.Id)));

    /// <summary>Whether nothing is changed.</summary>
    public bool IsControl => Proposals.Count == 0;

    /// <summary>The branch of some changes.</summary>
    /// <returns>Null where they leave the recipe as it is, or one of them changes nothing beside the others.</returns>
    public static Arm? Of(Recipe original, IReadOnlyList<Proposal> proposals)
    {
        // What stands for the whole set-up comes first: a rate is one of the optimizer that is there in the end, and layers are counted
        // and widened before something is put between them.
        Proposal[] order = [.. proposals.OrderBy(Rank).ThenBy(proposal => Place(proposal.Remedy))];
        Recipe recipe = original;
        foreach (Proposal proposal in order)
        {
            Recipe after = proposal.Change(recipe);
            if (after == recipe)
                return null;
            recipe = after;
        }

        return new Arm(order, recipe);
    }

    /// <summary>The branch without a change.</summary>
    public static Arm Original(Recipe original) => new([], original);

    private static int Rank(Proposal proposal) => proposal.Remedy switch
    {
        HeadRemedy or TargetRemedy => 0,
        ActivationRemedy or NonlinearityRemedy or RecurrentRemedy => 1,
        InitializationRemedy => 2,
        WidthRemedy or DepthRemedy => 3,
        ResidualRemedy => 4,
        NormalizationRemedy => 5,
        OptimizerRemedy => 6,
        RateRemedy => 7,
        _ => 8,
    };

    private static int Place(Remedy remedy) => RemedyList.All.TakeWhile(each => each != remedy).Count();
}
