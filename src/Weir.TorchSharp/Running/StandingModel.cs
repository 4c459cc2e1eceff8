using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Weir.TorchSharp;

/// <summary>Puts back, at its end, what passes through a network change: buffers, gradients and the random state.</summary>
internal sealed class StandingModel : IDisposable
{
    private readonly (Parameter Parameter, Tensor? Gradient)[] _gradients;
    private readonly (Tensor Buffer, Tensor Copy)[] _buffers;
    private readonly Tensor _random;

    public StandingModel(nn.Module model)
    {
        using IDisposable quiet = no_grad();
        using DisposeScope scope = NewDisposeScope();
        _gradients = [.. model.parameters()
            .Select(parameter => (parameter, parameter.grad is { } gradient ? scope.Detach(gradient) : null))];
        _buffers = [.. model.buffers().Select(buffer => (buffer, scope.Detach(buffer.detach().clone())))];
        _random = scope.Detach(random.get_rng_state());
    }

    /// <summary>Before each pass.</summary>
    public void ClearGradients()
    {
        foreach ((Parameter parameter, _) in _gradients)
            parameter.grad = null;
    }

    public void Dispose()
    {
        using IDisposable quiet = no_grad();
        foreach ((Parameter parameter, Tensor? gradient) in _gradients)
        {
            parameter.grad = gradient;
            gradient?.Dispose();
        }

        foreach ((Tensor buffer, Tensor copy) in _buffers)
        {
            buffer.copy_(copy);
            copy.Dispose();
        }

        random.set_rng_state(_random);
        _random.Dispose();
    }
}
