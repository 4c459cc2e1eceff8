using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Weir.Data;
using Weir.Diagnosis;
using Weir.Nn;
using static TorchSharp.torch;

namespace Weir.TorchSharp;

/// <summary>The first samples and targets of a training, each once, as far as facts on the data want them.</summary>
internal sealed class DataSamples
{
    private const int MostSamples = 2048;
    private const int MostNumbers = 4_000_000;

    // A small set comes again and again.
    private const int MostBatches = 64;
    private readonly HashSet<UInt128> _seen = [], _seenAlone = [];
    private readonly List<float[]> _inputs = [];
    private readonly List<float[]> _targets = [];

    /// <summary>Samples whose targets nobody has shown; they count where all are such.</summary>
    private readonly List<float[]> _alone = [];
    private float[][] _waiting = [];
    private int[] _shape = [];
    private int _batches, _tokens;
    private bool _areTokens, _areClasses;

    /// <summary>Whether there are enough.</summary>
    public bool IsFull => _batches >= MostBatches || IsEnough(_inputs);

    /// <summary>Length of the network's output as the loss takes it; null where the loss was not seen.</summary>
    public int? Outputs { get; private set; }

    /// <summary>Whether targets are classes, by the loss or by their type.</summary>
    public bool AreClasses => _areClasses;

    /// <summary>Sees what goes into the network; targets come later, or not at all.</summary>
    public void SeeInputs(Tensor inputs)
    {
        KeepAlone();
        if (IsFull || inputs.dim() == 0 || inputs.shape[0] == 0)
            return;
        _batches++;
        int[] shape = inputs.dim() == 1 ? [1] : Array.ConvertAll(inputs.shape[1..], length => (int)length);
        if (_shape.Length == 0)
            (_shape, _areTokens) = (shape, !inputs.is_floating_point());
        if (!shape.AsSpan().SequenceEqual(_shape))
            return;
        _waiting = Rows(inputs);
        if (_areTokens)
            _tokens = Math.Max(_tokens, 1 + (int)_waiting.Max(row => row.Length == 0 ? 0 : row.Max()));
    }

    /// <summary>Sees the targets of the samples that were seen last.</summary>
    public void SeeTargets(Tensor targets)
    {
        float[][] inputs = _waiting;
        _waiting = [];
        if (inputs.Length == 0 || targets.dim() == 0 || targets.shape[0] % inputs.Length != 0)
            return;
        float[][] rows = Rows(targets.reshape(inputs.Length, -1));
        if (_targets.Count > 0 && _targets[0].Length != rows[0].Length)
            return;
        _areClasses = !targets.is_floating_point();
        for (int i = 0; i < inputs.Length && !IsFull; i++)
        {
            if (IsNew(_seen, inputs[i]))
            {
                _inputs.Add(inputs[i]);
                _targets.Add(rows[i]);
            }
        }
    }

    /// <summary>Sees what the loss takes.</summary>
    public void SeeLoss(Tensor outputs, Tensor targets)
    {
        if (outputs.dim() > 1)
            Outputs = (int)outputs.shape[targets.dim() < outputs.dim() ? 1 : outputs.dim() - 1];
        SeeTargets(targets);
    }

    /// <summary>Prepares the facts of what was seen so far, so that they can be worked out on any thread.</summary>
    /// <param name="loss">The loss's name.</param>
    /// <param name="outputs">Outputs of the network.</param>
    /// <param name="samples">Samples of the training part; null for as many as were seen.</param>
    public Func<DataFacts?> Prepare(string loss, int outputs, int? samples)
    {
        KeepAlone();
        bool hasTargets = _targets.Count > 0;
        float[][] inputs = [.. hasTargets ? _inputs : _alone];
        if (inputs.Length == 0)
            return () => null;
        float[][] targets = hasTargets ? [.. _targets] : [.. inputs.Select(_ => new float[1])];
        (int[] shape, int? tokens, bool classes) = (_shape, _areTokens ? Math.Max(1, _tokens) : null, hasTargets && _areClasses);
        return () =>
        {
            Dataset data = new("the samples that were seen", new Tensors.Shape(shape), [.. inputs.SelectMany(row => row)],
                classes ? Classes(targets, outputs) : new ValueTargets([.. targets.SelectMany(row => row)], targets[0].Length),
                inputs[0].Length, tokens);
            Loss? judge = hasTargets ? LossNames.Judge(loss, classes) : null;
            DataFacts facts = DataReader.Read(new DataSplit(data), judge ?? new MeanSquaredError(), 1, seed: 1, thorough: false);
            if (judge is null)
                facts = facts with { TrivialLoss = null };
            if (!hasTargets)
                facts = facts with { Target = null, TargetValues = null, LinearSkill = null, NeighbourScore = null, SequenceScore = null };
            return facts with { Samples = samples ?? facts.Samples };
        };
    }

    private static ClassTargets Classes(float[][] targets, int outputs)
    {
        // Some losses pass over labels below 0.
        int[] labels = [.. targets.SelectMany(row => row).Select(label => Math.Max(0, (int)label))];
        return new ClassTargets(labels, Math.Max(outputs, labels.Max() + 1)) { Positions = targets[0].Length };
    }

    private static float[][] Rows(Tensor batch)
    {
        float[] numbers = Entries.Floats(batch);
        int count = (int)batch.shape[0], width = numbers.Length / count;
        return [.. Enumerable.Range(0, count).Select(i => numbers.AsSpan(i * width, width).ToArray())];
    }

    private static bool IsEnough(List<float[]> rows) =>
        rows.Count >= MostSamples || (rows.Count > 0 && (long)rows.Count * rows[0].Length >= MostNumbers);

    private void KeepAlone()
    {
        foreach (float[] row in _waiting.TakeWhile(_ => _targets.Count == 0 && !IsEnough(_alone)))
        {
            if (IsNew(_seenAlone, row))
                _alone.Add(row);
        }

        _waiting = [];
    }

    private static bool IsNew(HashSet<UInt128> seen, float[] row)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes<float>(row), hash);
        return seen.Add(MemoryMarshal.Read<UInt128>(hash));
    }
}
