using Weir.Training;

namespace Weir.Studies;

/// <summary>What is wrong with the changes of a study, found as they are made in one cell after the other.</summary>
internal sealed class ChangeFaults
{
    private readonly List<RecipeError> _errors = [];
    private readonly HashSet<Change> _made = [];
    private readonly Dictionary<Change, RecipeError> _idle = [];

    /// <summary>Of changes that do not fit the recipe of a cell.</summary>
    public IReadOnlyList<RecipeError> Errors => _errors;

    /// <summary>Of changes that have changed nothing in any cell.</summary>
    public IEnumerable<RecipeError> Idle => _idle.Where(change => !_made.Contains(change.Key)).Select(change => change.Value);

    /// <summary>Makes a change in the recipe of a cell.</summary>
    public void Make(Change change, RecipeDocument document)
    {
        try
        {
            if (change.Apply(document) is not { } nothing)
                _made.Add(change);
            else if (!_idle.TryGetValue(change, out RecipeError? told) || told.Suggestion is null)
                _idle[change] = nothing;
        }
        catch (RecipeException error)
        {
            // What does not fit is told as that.
            _made.Add(change);
            _errors.AddRange(error.Errors);
        }
    }
}
