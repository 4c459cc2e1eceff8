using Weir.Data;
using Weir.Nn;

namespace Weir.Training;

/// <summary>How much the samples of each class count in the loss.</summary>
public sealed record ClassWeightsRecipe
{
    /// <summary>
    /// Weights by the names of classes (their numbers, where they have none); classes that are not named weigh 1. Default empty: each class
    /// counts as much as any other (<see cref="ClassWeighted.Balanced"/>).
    /// </summary>
    public ValueList<DiagnosisSetting<double>> Weights { get; init; } = [];

    /// <summary>The loss with these weights.</summary>
    /// <param name="loss">The plain loss.</param>
    /// <param name="training">The training part.</param>
    /// <param name="place">Where the recipe stands, for messages.</param>
    /// <exception cref="RecipeException">Targets that are no classes, or a class that there is not.</exception>
    internal Loss Around(Loss loss, Dataset training, RecipePlace place)
    {
        if (training.Targets is not ClassTargets classes)
            throw new RecipeException(place, $"class-weights: the targets of {training.Name} are values, not classes; leave it out");
        if (Weights.Count == 0)
            return new ClassWeighted(loss, ClassWeighted.Balanced(Counts(classes)));
        float[] weights = new float[classes.Classes];
        Array.Fill(weights, 1f);
        foreach (DiagnosisSetting<double> weight in Weights)
        {
            string[] names = [.. Enumerable.Range(0, classes.Classes).Select(label => classes.Names?[label] ?? $"{label}")];
            int label = Array.IndexOf(names, weight.Name);
            if (label < 0)
            {
                string near = Spelling.Nearest(weight.Name, names) is { } nearest ? $"; did you mean '{nearest}'?" : "";
                throw new RecipeException(weight.Place.File is null ? place : weight.Place,
                    $"class-weights: there is no class '{weight.Name}'; there are {string.Join(", ", names.Take(20))}{near}");
            }

            weights[label] = (float)weight.Value;
        }

        return new ClassWeighted(loss, weights);
    }

    private static int[] Counts(ClassTargets classes)
    {
        int[] counts = new int[classes.Classes];
        foreach (int label in classes.Labels)
            counts[label]++;
        return counts;
    }
}
