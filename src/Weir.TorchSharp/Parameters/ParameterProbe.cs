using TorchSharp;
using TorchSharp.Modules;
using Weir.Flow;
using static TorchSharp.torch;

namespace Weir.TorchSharp;

/// <summary>Measures one parameter, its gradient as the optimizer has seen it, and how far the step has moved it.</summary>
internal sealed class ParameterProbe : IDisposable
{
    private readonly Parameter _parameter;
    private readonly string _layerKind;
    private readonly FlowOptions _options;
    private readonly Tensor? _chosen;
    private Tensor? _before, _previous;

    /// <summary>Prepares a probe.</summary>
    /// <param name="name">The parameter's name in the model.</param>
    /// <param name="parameter">The parameter.</param>
    /// <param name="owner">The module that holds it; null where it is not found.</param>
    /// <param name="options">How finely.</param>
    public ParameterProbe(string name, Parameter parameter, nn.Module? owner, FlowOptions options)
    {
        (Name, _parameter, _options) = (name, parameter, options);
        _layerKind = owner is null ? "" : LayerKinds.Of(owner);
        using DisposeScope scope = NewDisposeScope();
        Tensor numbers = ParameterForm.AsMatrix(_layerKind, arange(parameter.numel(), ScalarType.Int64).reshape(parameter.shape));
        int[] entries = GradientProbe.EntriesCompared((int)numbers.shape[0], (int)numbers.shape[1], options.CosineEntries);
        // All entries need no picking.
        if (entries.Length < parameter.numel())
            _chosen = scope.Detach(
                numbers.reshape(-1).index_select(0, from_array(Array.ConvertAll(entries, i => (long)i))).to(parameter.device));
    }

    public string Name { get; }

    /// <summary>What tells the parameter from others.</summary>
    public nint Handle => _parameter.Handle;

    /// <summary>The weights before the step.</summary>
    public Tensor Weights => _before ?? _parameter;

    /// <summary>How the entries are distributed, where that was asked for.</summary>
    public ParameterHistograms? Histograms { get; private set; }

    /// <summary>What the header says of it.</summary>
    /// <param name="layer">The number of its layer.</param>
    public TraceParameter Describe(int layer) =>
        new(Name, ParameterForm.KindOf(Name, _parameter), ParameterForm.TraceShape(_layerKind, _parameter), layer);

    /// <summary>Keeps the weights as they are before the step.</summary>
    public void Keep()
    {
        _before?.Dispose();
        using IDisposable quiet = no_grad();
        using DisposeScope scope = NewDisposeScope();
        _before = scope.Detach(_parameter.detach().clone());
    }

    /// <summary>Forgets them.</summary>
    public void Abandon()
    {
        _before?.Dispose();
        _before = null;
    }

    /// <summary>Reads what the step has done.</summary>
    /// <param name="histograms">Whether histograms are wanted too.</param>
    public ParameterFlow End(bool histograms)
    {
        using IDisposable quiet = no_grad();
        using DisposeScope scope = NewDisposeScope();
        Tensor now = _parameter.detach();
        Tensor? gradient = _parameter.grad is { is_sparse: false } grad && grad.numel() > 0 ? grad.detach() : null;
        double weight = Scalars.Norm(Weights);
        Histograms = histograms
            ? new ParameterHistograms(Entries.Histogram(Weights, _options.HistogramEntries),
                gradient is null ? null : Entries.Histogram(Compared(gradient), int.MaxValue))
            : null;
        ParameterFlow flow = new()
        {
            WeightNorm = weight,
            GradientNorm = gradient is null ? 0 : Scalars.Norm(gradient),
            GradientZero = gradient is null ? 1 : 1 - ((double)Scalars.CountNonzero(gradient) / gradient.numel()),
            UpdateRatio = _before is null || weight == 0 ? null : Scalars.Norm(_before.sub_(now)) / weight,
            GradientCosine = gradient is null ? Forget() : Cosine(scope, Compared(gradient)),
        };
        Abandon();
        return flow;
    }

    public void Dispose()
    {
        Abandon();
        Forget();
        _chosen?.Dispose();
    }

    private Tensor Compared(Tensor gradient) => _chosen is null ? gradient.reshape(-1) : gradient.reshape(-1).index_select(0, _chosen);

    private double? Cosine(DisposeScope scope, Tensor entries)
    {
        Tensor now = scope.Detach(entries.to(ScalarType.Float64, copy: true));
        double? cosine = null;
        if (_previous is not null)
        {
            double[] read = Scalars.Read(now.dot(_previous), linalg.vector_norm(now), linalg.vector_norm(_previous));
            double value = read[0] / (read[1] * read[2]);
            cosine = double.IsFinite(value) ? Math.Clamp(value, -1, 1) : null;
        }

        Forget();
        _previous = now;
        return cosine;
    }

    private double? Forget()
    {
        _previous?.Dispose();
        _previous = null;
        return null;
    }
}
