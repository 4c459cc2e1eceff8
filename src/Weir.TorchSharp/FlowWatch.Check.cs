using TorchSharp;
using static TorchSharp.torch;

namespace Weir.TorchSharp;

public sealed partial class FlowWatch
{
    /// <summary>
    /// Looks at a network before its first step: a few batches forward and backward at its own first values. Nothing is moved and nothing
    /// is written: weights, buffers, gradients, random state and modes are as before afterwards.
    /// </summary>
    /// <param name="model">The network, in the mode in which it will train.</param>
    /// <param name="optimizer">What will move it.</param>
    /// <param name="batches">Inputs and targets.</param>
    /// <param name="loss">The loss of outputs and targets, as <c>nn.CrossEntropyLoss().call</c>.</param>
    /// <param name="options">What is known of the training. Default <see cref="FlowWatchOptions"/>.</param>
    /// <param name="most">How many batches are taken, 1 or more. Default 5.</param>
    /// <exception cref="InvalidOperationException">The network is watched already, or there is no batch.</exception>
    /// <exception cref="ArgumentException">An option that cannot be.</exception>
    public static FlowCheck Check(nn.Module<Tensor, Tensor> model, optim.Optimizer optimizer,
        IEnumerable<(Tensor Inputs, Tensor Targets)> batches, Func<Tensor, Tensor, Tensor> loss, FlowWatchOptions? options = null,
        int most = 5)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(batches);
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        options ??= new FlowWatchOptions();
        if (options is { Loss: null, LossName: null })
            options = options with { Loss = loss.Target as nn.Module };
        options.Check();
        if (s_watched.TryGetValue(model, out FlowWatch? other))
            throw new InvalidOperationException($"the network is watched, in {other.Directory}: close that watch first");
        using StandingModel standing = new(model);
        using UntrainedModel untrained = new(model, [optimizer], options);
        foreach ((Tensor inputs, Tensor targets) in batches.Take(most))
        {
            using DisposeScope scope = NewDisposeScope();
            standing.ClearGradients();
            untrained.See(() =>
            {
                Tensor outputs = model.call(inputs);
                return (outputs, targets, loss(outputs, targets));
            });
        }

        return untrained.Judge();
    }
}
