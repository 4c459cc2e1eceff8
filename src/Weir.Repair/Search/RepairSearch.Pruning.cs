namespace Weir.Repair;

/// <content>Branches without the changes that are not needed.</content>
internal sealed partial class RepairSearch
{
    /// <summary>Whether the budget did not reach for leaving each change of a branch out in turn: it may be smaller still.</summary>
    public bool IsUnpruned(Arm arm) => _unpruned.Contains(arm.Name);

    /// <summary>The branch without the changes that it does as well without.</summary>
    private Arm Prune(Arm arm, double share)
    {
        while (arm.Proposals.Count > 1)
        {
            double skill = Explored.Skill(arm, share)!.Value;
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

            // What looks as good with one seed must do so with both.
            Arm[] hopeful = [.. smaller.Where(each => Explored.Skill(each, share) >= skill - Alike)];
            if (hopeful.Length > 0)
                Try(hopeful, Seeds, share);
            skipped |= hopeful.Any(each => Explored.At(each, share).Count < Seeds.Length);
            Arm? kept = hopeful.Where(each => Explored.At(each, share).Count > 1 && Explored.Skill(each, share) >= skill - Alike)
                .OrderByDescending(each => Explored.Skill(each, share)).FirstOrDefault();
            if (kept is null)
            {
                if (skipped && _unpruned.Add(arm.Name))
                    _tell("the budget does not reach for leaving each of its changes out in turn");
                break;
            }

            arm = kept;
        }

        return arm;
    }
}
