namespace Weir.Studies;

/// <summary>
/// The course of a search in a cell, gone through anew from what the trials have yielded, up to the first number that is open.
/// </summary>
internal sealed class SearchCourse(Study study, Cell cell, Search search, IReadOnlyDictionary<string, RunYield> yields)
{
    private readonly List<double> _tried = [];
    private readonly List<PlannedRun> _ended = [];
    private double? _largest;
    private double? _failing;
    private SearchState? _open;

    /// <summary>
    /// Where the search is. From the top: where the largest trains there is nothing to look for below it. Then the number that the cell has
    /// itself, of which the runs of the table tell: the bottom may be too small to train. Then the bottom. Where that does not train either
    /// the border may lie between, if the bottom is far below what trains, or below the bottom.
    /// </summary>
    public SearchState State()
    {
        if (!Anchor())
            return _open ?? Ended();
        while (_failing is { } failing && SearchNumbers.Between(search, _largest!.Value, failing) is { } next)
        {
            if (Trains(next, SearchNumbers.Steps(search, _largest.Value, failing)) is null)
                return _open!;
        }

        return Ended();
    }

    /// <summary>Finds a number that trains, and one above it that does not, if there are such.</summary>
    /// <returns>False where none does, or the first trials have not ended.</returns>
    private bool Anchor()
    {
        IReadOnlyList<double> above = SearchNumbers.Above(search, cell), inner = SearchNumbers.Inner(search),
            below = SearchNumbers.Below(search, cell);
        double step = Math.Sqrt(search.Widen ?? SearchNumbers.UsualWidening);
        int closing = SearchNumbers.Steps(search, 1, step), whole = SearchNumbers.Steps(search, search.From, search.To);
        int lost = inner.Count + below.Count + Math.Max(closing, whole), up = above.Count + (above.Count > 0 ? closing : 0);

        if (Trains(search.To, Math.Max(up, 1 + lost)) is not { } top)
            return false;
        if (top)
            return First(above, trains: false, closing) is not null || (_open is null && _largest is not null);
        double? own = search.NumberOf(cell);
        if (own is { } number)
        {
            if (Trains(number, 1 + lost, isOwn: true) is not { } does)
                return false;
            if (does)
                return true;
        }

        if (Trains(search.From, lost, isBottom: true) is not { } bottom)
            return false;
        if (bottom)
            return true;
        // What is not finite at the bottom is above the border: there is nothing to look for between.
        return First([.. Diverged(search.From) ? [] : inner.Where(each => each != own), search.From, .. below], trains: true,
            Math.Max(closing, whole)) is not null;
    }

    /// <summary>Tries numbers up to the first that trains, or does not; null where there is none, or one is open.</summary>
    private double? First(IReadOnlyList<double> numbers, bool trains, int after)
    {
        for (int i = 0; i < numbers.Count; i++)
        {
            if (Trains(numbers[i], numbers.Count - 1 - i + after) is not { } does)
                return null;
            if (does == trains)
                return numbers[i];
        }

        return null;
    }

    /// <summary>Whether a number trains; null where that is open, which is then where the search stands.</summary>
    /// <param name="number">The number.</param>
    /// <param name="after">Numbers that may have to be tried after it, at most.</param>
    /// <param name="isOwn">Whether the runs of the table tell.</param>
    /// <param name="isBottom">Whether it says nothing of what lies above it.</param>
    private bool? Trains(double number, int after, bool isOwn = false, bool isBottom = false)
    {
        PlannedRun[] runs = RunsOf(number, isOwn);
        if (!isOwn)
            _ended.AddRange(runs.Where(run => yields.ContainsKey(run.Name) && _ended.All(other => other.Name != run.Name)));
        PlannedRun[] open = [.. runs.Where(run => !yields.ContainsKey(run.Name))];
        int trained = runs.Count(run => yields.TryGetValue(run.Name, out RunYield? yield) && yield.Trained);
        // Half of the seeds: it may be settled before the last one has ended.
        bool trains = trained * 2 >= runs.Length, fails = (trained + open.Length) * 2 < runs.Length;
        // How the bottom fails tells what is tried next: by all seeds, and not by those that happen to have ended.
        fails &= !isBottom || open.Length == 0;
        if (!trains && !fails)
        {
            _open = Ended() with
            {
                Next = number,
                // The runs of the table are made without being asked for.
                Wanted = isOwn ? [] : open,
                MostLeft = (isOwn ? 0 : open.Length) + (study.Seeds.Count * after),
            };
            return null;
        }

        if (!_tried.Contains(number))
            _tried.Add(number);
        if (trains)
            _largest = number;
        else if (!isOwn && !isBottom)
            _failing = number;
        return trains;
    }

    private bool Diverged(double number)
    {
        RunYield[] ended = [.. RunsOf(number, isOwn: false).Select(run => yields.GetValueOrDefault(run.Name)).OfType<RunYield>()];
        return ended.Count(yield => yield.Diverged) * 2 > ended.Length;
    }

    private PlannedRun[] RunsOf(double number, bool isOwn) =>
        [.. study.Seeds.Select(seed => isOwn ? PlannedRun.Of(cell, seed) : SearchState.Trial(cell, search, number, seed))];

    private SearchState Ended() => new()
    {
        Search = search,
        Largest = _largest,
        Failing = _failing,
        Ended = [.. _ended],
        Tried = _tried.Count == 0 ? default : (_tried.Min(), _tried.Max(), _tried.Count),
    };
}
