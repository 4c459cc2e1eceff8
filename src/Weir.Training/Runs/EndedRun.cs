using Weir.Data;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>A run that is over, as its files alone tell: whatever has become of its data, there is nothing of it to go on with.</summary>
/// <param name="Directory">Its directory.</param>
/// <param name="Result">How it ended.</param>
/// <param name="TotalSteps">Its steps in all.</param>
internal sealed record EndedRun(string Directory, TrainingResult Result, long TotalSteps)
{
    /// <summary>Reads it.</summary>
    /// <param name="directory">The run directory.</param>
    /// <returns>Null where the run is not over, or its data would have to tell: how many steps an epoch has.</returns>
    public static EndedRun? Of(string directory)
    {
        try
        {
            if (!RunDirectory.Exists(directory) || RunDirectory.ReadRecord(directory) is not { } record)
                return null;
            BudgetRecipe budget = RecipeReader.Read(Path.Combine(directory, RunDirectory.RecipeName)).Budget;
            return budget.Minutes == record.Minutes && StepsOf(budget, record) is { } total && record.IsFinished(total, budget.Minutes)
                ? new EndedRun(directory, record.Result(), total) : null;
        }
        catch (WeirException)
        {
            return null;
        }
    }

    /// <summary>Whether an error says no more than that the data of a run is not there, or is other data.</summary>
    /// <param name="error">The error of a run that was to be resumed.</param>
    public static bool IsOfData(WeirException error) => error is DataException or RunException { IsOfOtherData: true };

    /// <summary>The steps of a budget, by the epochs that the run has made; null where they do not tell.</summary>
    private static long? StepsOf(BudgetRecipe budget, RunRecord record) => budget.Steps ?? (record.Last is { Epoch: > 0 } last
        && last.Step % last.Epoch == 0 ? budget.TotalSteps((int)Math.Min(int.MaxValue, last.Step / last.Epoch)) : null);
}
