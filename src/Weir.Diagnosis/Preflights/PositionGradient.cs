using Weir.Data;
using Weir.Nn;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Diagnosis;

/// <summary>
/// The gradient that arrives at each place of a sequence: how much of the loss's word a recurrent network passes on through time.
/// </summary>
internal static class PositionGradient
{
    private const int Samples = 32;
    private const int Tenth = 10;

    /// <summary>
    /// log₁₀ of the gradient at the first tenth of the places over that at the last tenth; null where samples are no sequences of numbers.
    /// </summary>
    public static double? Decades(Module model, Tape tape, Loss loss, Dataset training, long seed)
    {
        if (training.InputShape.Rank != 2 || training.Tokens is not null || training.Count == 0)
            return null;
        int places = training.InputShape[0], width = training.InputShape[1];
        using BatchLoader loader = new(training, new BatchOptions { BatchSize = Math.Min(Samples, training.Count), Seed = seed });
        Batch batch = loader.Next();
        Tensor input = Tensor.Leaf(batch.InputShape, batch.Inputs.ToArray(), needsGradient: true);
        tape.Begin();
        model.BeginStep(seed, 1);
        Tensor value = new BatchLoss(loss, training).Of(tape, model.Apply(tape.View(input)), batch);
        if (!double.IsFinite(value.Item()))
            return null;
        tape.Backward(value);
        float[]? gradient = input.Gradient();
        foreach (Parameter parameter in model.Parameters)
            parameter.Value.ClearGradient();
        tape.Begin();
        if (gradient is null)
            return null;
        int part = Math.Max(1, places / Tenth);
        double first = 0, last = 0;
        for (int i = 0; i < gradient.Length; i++)
        {
            int place = i / width % places;
            first += place < part ? (double)gradient[i] * gradient[i] : 0;
            last += place >= places - part ? (double)gradient[i] * gradient[i] : 0;
        }

        return last <= 0 ? null : Math.Log10(Math.Max(first, 1e-80) / last) / 2;
    }
}
