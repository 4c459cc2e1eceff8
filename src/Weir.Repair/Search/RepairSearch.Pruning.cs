namespace Weir.Repair;

/// <content>Branches without the changes that are not needed.</content>
internal sealed partial class RepairSearch
{
    /// <summary>Whether the budget did not reach for leaving each change of a branch out in turn: it may be smaller still.</summary>
    public bool IsUnpruned(Arm arm) => _unpruned.Contains(arm.Name);

    /// <summary>The branch without the changes that it does as well without.</summary>
    private Arm Prune(Arm arm, double share)
    {
        // All that is left out is held against the whole, so that little by little makes no much.
        Arm whole = arm;
        while (arm.Proposals.Count > 1)
        {
            long[] seeds = [.. Explored.At(arm, share).Select(look => look.Seed)];
            Arm[] smaller = [.. arm.Proposals.Select(left => Arm.Of(_case.Recipe, [.. arm.Proposals.Where(each => each != left)]))
                .OfType<Arm>()
                // What could not be proved by itself needs the others.
                .Where(each => !_handed.Contains(each.Name))];
            Arm[] untried = [.. smaller.Where(each => Explored.At(each, share, Seeds[0]) is null)];
            bool skipped = untried.Length > 0 && !Affords(untried, Seeds[..1], share);
            if (untried.Length > 0 && !skipped)
            {
                _tell("without each of its changes");
                Try(untried, Seeds[..1], share);
            }

            // What looks as good with one seed must do so with all that the branch was looked at with.
            Arm[] hopeful = [.. smaller.Where(each => IsAsGood(each, whole, share))];
            if (hopeful.Length > 0)
                Try(hopeful, seeds, share);
            skipped |= hopeful.Any(each => !Has(each));
            Arm? kept = hopeful.Where(each => Has(each) && IsAsGood(each, whole, share))
                .OrderByDescending(each => Explored.Ahead(each, whole, share)!.Value.Mean).FirstOrDefault();
            if (kept is null)
            {
                if (skipped && _unpruned.Add(arm.Name))
                    _tell("the budget does not reach for leaving each of its changes out in turn");
                break;
            }

            arm = kept;

            bool Has(Arm each) => seeds.All(seed => Explored.At(each, share, seed) is not null);
        }

        return arm;
    }
}
