using System.Runtime.ExceptionServices;
using TorchSharp;
using Weir.Diagnosis;
using Weir.Flow;
using static TorchSharp.torch;

namespace Weir.TorchSharp;

/// <summary>Gathers what a pre-flight judges: the flow of a few batches at the first weights, and facts.</summary>
internal sealed class UntrainedModel : IDisposable
{
    private readonly FlowWatchOptions _options;
    private readonly SetupGatherer _setup;
    private readonly DataSamples _data = new();
    private readonly StepMeasure _measure;
    private readonly List<FlowSample> _batches = [];
    private Exception? _failure;

    public UntrainedModel(nn.Module model, IReadOnlyList<optim.Optimizer> optimizers, FlowWatchOptions options)
    {
        _options = options;
        _setup = new SetupGatherer(optimizers, options);
        _measure = new StepMeasure(model, options, _data, () => _setup.Rate, Guard) { IsStanding = true };
    }

    /// <summary>Measures a batch.</summary>
    /// <param name="pass">Makes the pass and gives outputs, targets and loss.</param>
    public void See(Func<(Tensor Outputs, Tensor Targets, Tensor Loss)> pass)
    {
        _measure.Attach(_batches.Count + 1, histograms: false);
        try
        {
            (Tensor outputs, Tensor targets, Tensor loss) = pass();
            loss.backward();
            using (no_grad())
                _data.SeeLoss(outputs, targets);
            if (_measure.End(loss.detach().ToDouble(), null) is { } sample)
                _batches.Add(sample);
        }
        finally
        {
            _measure.Detach();
        }

        if (_failure is not null)
            ExceptionDispatchInfo.Throw(_failure);
    }

    /// <summary>Judges what was seen.</summary>
    /// <exception cref="InvalidOperationException">There was no batch.</exception>
    public FlowCheck Judge()
    {
        if (_measure.Header is not { } header || _batches.Count == 0)
            throw new InvalidOperationException("there is no batch to look at");
        int outputs = _data.Outputs ?? header.Layers.LastOrDefault(layer => layer.HasWeights)?.Units ?? 1;
        RunFacts facts = new(_setup.Facts(header.Batch, outputs, _data.AreClasses, ended: false),
            _data.Prepare(_setup.Loss, outputs, _options.Samples)(), _measure.Network);
        Judge judge = new(header, _options.Diagnosis)
        {
            Setup = facts.Setup,
            Data = facts.Data,
            Network = facts.Network,
            Draws = _batches,
        };
        judge.Start();
        return new FlowCheck(judge.Verdict, facts, new Trace(header, _batches));
    }

    public void Dispose() => _measure.Dispose();

    // What goes wrong within a pass is told behind it.
    private void Guard(Action work)
    {
        try
        {
            work();
        }
#pragma warning disable CA1031 // It is thrown behind the pass.
        catch (Exception error)
#pragma warning restore CA1031
        {
            _failure ??= error;
        }
    }
}
