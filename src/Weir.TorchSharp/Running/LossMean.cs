using TorchSharp;
using static TorchSharp.torch;

namespace Weir.TorchSharp;

/// <summary>The mean of losses since it was last taken. Where they are on an accelerator, nothing waits for it.</summary>
internal sealed class LossMean : IDisposable
{
    private Tensor? _onDevice;
    private double _sum;
    private long _count, _steps;

    /// <summary>The first step whose loss was not finite, as far as losses were read; null where all were.</summary>
    public long? FirstFailure { get; private set; }

    /// <summary>Adds a loss that is a number.</summary>
    public void Add(double loss)
    {
        _steps++;
        _count++;
        _sum += loss;
        if (!double.IsFinite(loss))
            FirstFailure ??= _steps;
    }

    /// <summary>Adds a loss without its history.</summary>
    public void Add(Tensor loss)
    {
        if (loss.device_type == DeviceType.CPU)
        {
            Add(loss.ToDouble());
            return;
        }

        _steps++;
        _count++;
        using IDisposable quiet = no_grad();
        using DisposeScope scope = NewDisposeScope();
        _onDevice ??= scope.Detach(zeros([], ScalarType.Float64, loss.device));
        _onDevice.add_(loss.to(ScalarType.Float64).reshape([]));
    }

    /// <summary>The mean, which begins anew; not a number where there was no loss.</summary>
    public double Take()
    {
        double sum = _sum + (_onDevice?.ToDouble() ?? 0);
        double mean = _count == 0 ? double.NaN : sum / _count;
        Dispose();
        (_sum, _count) = (0, 0);
        return mean;
    }

    public void Dispose()
    {
        _onDevice?.Dispose();
        _onDevice = null;
    }
}
