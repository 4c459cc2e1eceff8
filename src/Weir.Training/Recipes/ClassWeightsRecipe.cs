using Weir.Data;
using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;

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
    /// <param name="mixes">Whether samples are mixed, so that they are of shares of classes.</param>
    /// <exception cref="RecipeException">Targets that are no classes, a class that there is not, or a loss that does not tell the loss of
    /// each sample.</exception>
    internal Loss Around(Loss loss, Dataset training, RecipePlace place, bool mixes = false)
    {
        if (training.Targets is not ClassTargets classes)
            throw new RecipeException(place, $"class-weights: the targets of {training.Name} are values, not classes; leave it out");
        if (!TellsEach(loss, classes.Classes, mixes))
            throw new RecipeException(place, $"class-weights: loss {loss.Name} does not tell the loss of each sample"
                + $"{(mixes ? " of shares of classes, as augment mixes them" : "")}, so that samples cannot be weighted; leave it out, or "
                + "let the loss override Loss.Each");
        if (Weights.Count == 0)
            return new ClassWeighted(loss, ClassWeighted.Balanced(classes.Counts()));
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

    private static bool TellsEach(Loss loss, int classes, bool mixes)
    {
        Tape tape = new(new ReferenceBackend());
        tape.Begin(recording: false);
        Shape shape = new(1, classes);
        float[] first = new float[classes];
        first[0] = 1;
        return loss.Each(tape.Full(shape, 0), new Indices(0)) is not null
            && (!mixes || loss.Each(tape.Full(shape, 0), tape.Input(shape, first)) is not null);
    }
}
