using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>Ends a run whose metric has not become better for a while, and remembers the weights and buffers of its best epoch.</summary>
internal sealed class EarlyStopping
{
    private readonly EarlyStoppingRecipe _recipe;
    private readonly (string Name, Tensor Value)[] _followed;
    private readonly Tensor[] _weights;
    private double _best = double.NaN;
    private int _bestEpoch;
    private int _waited;

    public EarlyStopping(EarlyStoppingRecipe recipe, Module model)
    {
        _recipe = recipe;
        // Weights without the running statistics that belong to them would be another network.
        ModuleMap map = ModuleMap.Of(model);
        _followed = recipe.Restore
            ? [.. map.Parameters.Select(entry => (entry.Name, entry.Parameter.Value)),
                .. map.Buffers.Select(entry => (entry.Name, entry.Buffer.Value))]
            : [];
        _weights = [.. _followed.Select(entry => Tensor.Leaf(entry.Value.Shape, entry.Value.ToArray()))];
    }

    /// <summary>Whether the run is to end.</summary>
    public bool IsOver => Ends(_recipe, _waited);

    /// <summary>Why it ends.</summary>
    public string Reason => double.IsNaN(_best)
        ? $"stopped early: the {MonitorName} was no number in {_waited} epoch{(_waited == 1 ? "" : "s")}"
        : $"stopped early: no better {MonitorName} than {_best:g4} of epoch {_bestEpoch} in {_waited} "
            + $"epoch{(_waited == 1 ? "" : "s")}{(_recipe.Restore ? "; the weights are those of that epoch" : "")}";

    /// <summary>Whether a run ends that has waited for so many epochs.</summary>
    /// <param name="recipe">When it is ended.</param>
    /// <param name="waited">Epochs without a better metric.</param>
    public static bool Ends(EarlyStoppingRecipe recipe, double waited) => waited >= Math.Max(1, recipe.Patience);

    /// <summary>The metrics of the best epoch; null before there is one.</summary>
    public EpochMetrics? Best { get; set; }

    /// <summary>Whether the network gets the weights of its best epoch back.</summary>
    public bool Restores => _recipe.Restore && Best is not null;

    /// <summary>
    /// The best metric, its epoch, and epochs without a better one; the last alone where no metric was a number, and nothing before the
    /// first epoch has ended.
    /// </summary>
    public IReadOnlyList<double> Numbers
    {
        get => !double.IsNaN(_best) ? [_best, _bestEpoch, _waited] : _waited > 0 ? [_waited] : [];
        set => (_best, _bestEpoch, _waited) = value is [double best, double epoch, double waited] ? (best, (int)epoch, (int)waited)
            : (double.NaN, 0, value is [double alone] ? (int)alone : 0);
    }

    /// <summary>What of saved <see cref="Numbers"/> no run can have written; null where they are well.</summary>
    /// <param name="numbers">The numbers.</param>
    /// <param name="kept">The saved <see cref="Best"/>.</param>
    /// <param name="epochs">Epochs that had ended.</param>
    public static string? Wrong(IReadOnlyList<double> numbers, EpochMetrics? kept, int epochs) => Wrong(numbers, epochs)
        ?? (kept?.Epoch == (numbers is [_, var best, _] ? best : null) ? null
            : $"early stopping keeps metrics of {EpochOf(kept?.Epoch)}, and its best is "
                + EpochOf(numbers is [_, var epoch, _] ? epoch : null));

    private static string EpochOf(double? number) => number is null ? "no epoch" : $"epoch {number}";

    private static string? Wrong(IReadOnlyList<double> numbers, int epochs) => numbers switch
    {
        [] => epochs == 0 ? null : $"early stopping knows of no epoch, and {epochs} had ended",
        [double waited] => OptionRange.IsCount(waited, 1, epochs) ? null : $"early stopping has waited for {waited} of {epochs} epochs",
        [double best, double epoch, double waited] => !double.IsFinite(best) ? $"early stopping's best metric is {best}"
            : !OptionRange.IsCount(epoch, 1, epochs) ? $"early stopping's best epoch is {epoch} of {epochs}"
            : !OptionRange.IsCount(waited, 0, epochs - epoch)
                ? $"early stopping has waited for {waited} epochs since epoch {epoch} of {epochs}"
            : null,
        _ => $"early stopping has {numbers.Count} numbers; 3 are expected",
    };

    /// <summary>The weights and buffers of the best epoch.</summary>
    public IEnumerable<(string Name, Tensor Value)> Weights => _weights.Select((weights, i) => (_followed[i].Name, weights));

    private string MonitorName => _recipe.Monitor.Name();

    /// <summary>Takes in how an epoch went.</summary>
    public void Observe(EpochMetrics metrics)
    {
        double metric = _recipe.Monitor.Of(metrics);
        bool better = double.IsFinite(metric)
            && (double.IsNaN(_best) || (_recipe.Monitor.IsLargerBetter() ? metric > _best + _recipe.Least
                : metric < _best - _recipe.Least));
        if (!better)
        {
            _waited++;
            return;
        }

        (_best, _bestEpoch, _waited) = (metric, metrics.Epoch, 0);
        Best = metrics;
        for (int i = 0; i < _weights.Length; i++)
            _weights[i].CopyFrom(Entries(_followed[i].Value));
    }

    /// <summary>Gives the network the weights and buffers of its best epoch.</summary>
    public void Restore()
    {
        for (int i = 0; i < _weights.Length; i++)
            _followed[i].Value.CopyFrom(Entries(_weights[i]));
    }

    // The numbers where they lie: a copy at each epoch that is the best so far would be garbage as large as the network.
    private static ReadOnlySpan<float> Entries(Tensor tensor) => tensor.Node.Storage.Span(tensor.Shape.Size);
}
