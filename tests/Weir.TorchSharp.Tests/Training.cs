using TorchSharp;
using Weir.Diagnosis;
using static TorchSharp.torch;

namespace Weir.TorchSharp.Tests;

/// <summary>Small trainings of TorchSharp.</summary>
internal static class Training
{
    /// <summary>Dense layers with functions between them.</summary>
    public static nn.Module<Tensor, Tensor> Dense(Func<nn.Module<Tensor, Tensor>> function, params long[] widths)
    {
        List<nn.Module<Tensor, Tensor>> layers = [];
        for (int i = 0; i + 1 < widths.Length; i++)
        {
            layers.Add(nn.Linear(widths[i], widths[i + 1]));
            if (i + 2 < widths.Length)
                layers.Add(function());
        }

        return nn.Sequential(layers);
    }

    /// <summary>Classes that can be told apart by straight lines.</summary>
    public static (Tensor Inputs, Tensor Labels) Classes(int samples, int features, int classes)
    {
        Tensor inputs = randn(samples, features);
        return (inputs, inputs.slice(1, 0, classes, 1).argmax(1));
    }

    /// <summary>Makes steps and returns the loss of each.</summary>
    /// <param name="model">The network.</param>
    /// <param name="optimizer">What moves it.</param>
    /// <param name="steps">How many.</param>
    /// <param name="batch">Gives the batch of a step.</param>
    /// <param name="watch">Who watches; null for nobody.</param>
    public static double[] Run(nn.Module<Tensor, Tensor> model, optim.Optimizer optimizer, int steps,
        Func<int, (Tensor Inputs, Tensor Labels)> batch, FlowWatch? watch)
    {
        nn.Module<Tensor, Tensor, Tensor> loss = nn.CrossEntropyLoss();
        double[] losses = new double[steps];
        for (int step = 0; step < steps; step++)
        {
            using DisposeScope scope = NewDisposeScope();
            (Tensor inputs, Tensor labels) = batch(step);
            optimizer.zero_grad();
            Tensor cost = loss.call(model.call(inputs), labels);
            cost.backward();
            optimizer.step();
            watch?.Data(inputs, labels);
            watch?.Step(cost);
            losses[step] = cost.ToDouble();
        }

        return losses;
    }

    /// <summary>Options for a test: whatever is warned of is an error, and the same steps are measured each time.</summary>
    public static FlowWatchOptions Options(TemporaryFolder folder) => new()
    {
        Directory = folder["run"],
        LossName = "cross-entropy",
        Budget = 1,
        Warn = warning => throw new InvalidOperationException(warning),
    };

    /// <summary>The names of what was found.</summary>
    public static string[] Names(IEnumerable<Finding> findings) => [.. findings.Select(finding => finding.Diagnostic.Name)];
}
