using TorchSharp;
using static TorchSharp.torch;

namespace Weir.TorchSharp;

/// <summary>
/// A layer's output that is kept while a sampled step goes on, so that its gradient can be read behind the backward pass. The graph stays
/// as it is.
/// </summary>
internal sealed class HeldOutput : IDisposable
{
    /// <summary>Entries that are compared to see whether somebody has written over the output.</summary>
    private const long Spots = 64;

    private readonly Tensor _output;
    private readonly Tensor _spots;
    private string? _function;
    private double _slope;

    /// <summary>Holds an output that wants a gradient.</summary>
    public HeldOutput(Tensor output)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable quiet = no_grad();
        // Another handle on the same tensor: whoever made the first may dispose it, as containers do.
        _output = scope.Detach(output.positive());
        _output.retain_grad();
        _spots = scope.Detach(Pick(_output));
    }

    /// <summary>
    /// Tells that a function works in place on the output, so that the gradient that comes is that behind the function.
    /// </summary>
    /// <param name="module">The function.</param>
    public void IsOverwrittenBy(nn.Module module)
    {
        if (_function is not null || !Settings.IsOn(module, "inplace"))
            return;
        _function = LayerKinds.Of(module);
        _slope = Settings.Number(module, "negative_slope") ?? 0;
    }

    /// <summary>The gradient that has come; null where none has, or where it is that of what was written over the output.</summary>
    public Tensor? Gradient()
    {
        if (_output.grad is not { } gradient)
            return null;
        return _function switch
        {
            "relu" => gradient * _output.gt(0),
            "leaky-relu" when _slope > 0 => where(_output.gt(0), gradient, gradient * _slope),
            not null => null,
            null => Scalars.Read(Pick(_output).ne(_spots).sum())[0] > 0 && HasNumbers() ? null : gradient,
        };
    }

    public void Dispose()
    {
        _output.Dispose();
        _spots.Dispose();
    }

    // What is no number differs from itself.
    private bool HasNumbers() => !_spots.isnan().any().ToBoolean();

    private static Tensor Pick(Tensor output)
    {
        Tensor flat = output.detach().reshape(-1);
        return flat.numel() <= Spots ? flat.clone() : flat.slice(0, 0, flat.numel(), flat.numel() / Spots).clone();
    }
}
