using Weir.Data;
using Weir.Training;

namespace Weir.Repair;

/// <summary>
/// The data of a repair's branches, and the samples that each is judged by: samples that it neither learns from nor chooses its weights by.
/// </summary>
internal sealed class JudgedData
{
    /// <summary>The share of the training part that is held out where there is no validation part.</summary>
    private const double Held = 0.2;

    private readonly DataSplit _whole, _halved;
    private readonly Dataset _half;

    /// <summary>Deals the samples out.</summary>
    /// <param name="data">The recipe's data.</param>
    public JudgedData(DataSplit data)
    {
        IsHeldOut = data.Validation is not { Count: > 0 };
        _whole = IsHeldOut ? HeldOut(data) : data;
        (Dataset selecting, _half) = Dealt(_whole.Validation!, 0.5);
        _halved = _whole.With(_whole.Training, selecting);
    }

    /// <summary>Whether a part of the training samples is held out for judging, because there is no validation part.</summary>
    public bool IsHeldOut { get; }

    /// <summary>What branches learn from.</summary>
    public Dataset Learnt => _whole.Training;

    /// <summary>The data that a recipe is trained with.</summary>
    /// <param name="recipe">The recipe.</param>
    public DataSplit Of(Recipe recipe) => Selects(recipe) ? _halved : _whole;

    /// <summary>The samples that a recipe is judged by: where it chooses by the validation part, the half that is kept from it.</summary>
    /// <param name="recipe">The recipe.</param>
    public Dataset Judging(Recipe recipe) => Selects(recipe) ? _half : _whole.Validation!;

    /// <summary>Whether what a recipe ends with depends on how it does on the validation part.</summary>
    /// <param name="recipe">The recipe.</param>
    internal static bool Selects(Recipe recipe) => recipe.EarlyStopping is { Monitor: not Weir.Training.Monitor.TrainingLoss }
        || recipe.Schedule is PlateauScheduleRecipe { Monitor: not Weir.Training.Monitor.TrainingLoss };

    private static DataSplit HeldOut(DataSplit data)
    {
        (Dataset held, Dataset training) = Dealt(data.Training, Held);
        return data.With(training, held);
    }

    /// <summary>A share of the samples, drawn at random, and the others.</summary>
    private static (Dataset Part, Dataset Others) Dealt(Dataset part, double share)
    {
        int count = (int)Math.Round(share * part.Count);
        // Windows that overlap tell of each other: those of one end are a share apart.
        return part.Stride < part.SampleSize ? (part.Skip(part.Count - count), part.Take(part.Count - count)) : part.Split(count, seed: 0);
    }
}
