using Weir.Data;
using Weir.Nn;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Diagnosis;

/// <summary>Tries to learn sixteen samples by heart with the recipe's own network and optimizer.</summary>
internal static class OverfitTest
{
    private const int Samples = 16;
    private const int Steps = 300;

    public static OverfitResult Run(Module model, Optimizer optimizer, Tape tape, Subject subject)
    {
        Dataset few = subject.Data.Training.Take(Math.Min(Samples, subject.Data.Training.Count));
        using BatchLoader loader = new(few, new BatchOptions { BatchSize = few.Count, Seed = subject.Seed });
        TrainingStep training = new(model, subject.Loss, few, optimizer, tape, subject.Seed);
        optimizer.Rate = subject.Setup.Rate;
        double first = double.NaN, last = double.NaN;
        int step = 0;
        while (step < Steps)
        {
            subject.Cancel.ThrowIfCancellationRequested();
            last = training.Make(++step, loader.Next()) * subject.LossScale;
            if (step == 1)
                first = last;
            if (!double.IsFinite(last))
                break;
        }

        return new OverfitResult(few.Count, step, first, last, TrivialPredictor.LossOf(subject.Loss, few.Targets) * subject.LossScale
            ?? first);
    }
}
