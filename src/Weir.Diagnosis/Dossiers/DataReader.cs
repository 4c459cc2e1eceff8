using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Weir.Data;
using Weir.Nn;

namespace Weir.Diagnosis;

/// <summary>Gathers the facts of a data set as the network sees it.</summary>
internal static class DataReader
{
    /// <summary>Samples that the neighbour test compares: more only where fewer leave a doubt, as pairs grow with the square.</summary>
    private static readonly int[] s_neighbourSamples = [128, 256, 1024];

    /// <summary>
    /// Deviations above chance that leave no doubt; chance reaches them once in 30,000 times, all tests and sizes taken together.
    /// </summary>
    private const double Doubtless = 4;

    /// <summary>The share of the loss over that of the samples below which a class is hardly learnt.</summary>
    private const double Neglected = 0.01;

    /// <summary>Reads them.</summary>
    /// <param name="data">Training and other parts.</param>
    /// <param name="loss">The loss that is trained on.</param>
    /// <param name="lossScale">What brings a loss back to the targets' unit.</param>
    /// <param name="seed">The seed of what is drawn by chance.</param>
    /// <param name="thorough">Whether to look for duplicates and overlap too, which takes a pass with a hash of each sample.</param>
    /// <param name="targets">What target values are standardized by. Default: nothing.</param>
    /// <param name="cancel">Gives it up.</param>
    public static DataFacts Read(DataSplit data, Loss loss, double lossScale, long seed, bool thorough, Standardizer? targets = null,
        CancellationToken cancel = default)
    {
        cancel.ThrowIfCancellationRequested();
        Dataset training = data.Training;
        if (training.Tokens is not null)
            return ReadTokens(data, loss, lossScale, thorough, cancel);
        FeatureMoments moments = FeatureMoments.Of(training, cancel);
        double sum = 0, squares = 0;
        long finite = 0;
        int constant = 0, firstConstant = -1, largest = 0, offset = -1;
        double furthest = 0;
        List<double> deviations = [];
        for (int feature = 0; feature < moments.Features; feature++)
        {
            long count = moments.Count[feature];
            finite += count;
            sum += count * moments.Mean[feature];
            squares += count * ((moments.Deviation[feature] * moments.Deviation[feature])
                + (moments.Mean[feature] * moments.Mean[feature]));
            if (moments.IsConstant(feature))
            {
                constant++;
                firstConstant = firstConstant < 0 ? feature : firstConstant;
            }
            else
                deviations.Add(moments.Deviation[feature]);
            if (moments.Deviation[feature] > moments.Deviation[largest])
                largest = feature;
            if (!moments.IsConstant(feature) && Math.Abs(moments.Mean[feature]) > furthest)
                (offset, furthest) = (feature, Math.Abs(moments.Mean[feature]));
        }

        deviations.Sort();
        // The lower of two in the middle: of two features it is the smaller that the other is compared with.
        double typical = deviations.Count == 0 ? 0 : deviations[(deviations.Count - 1) / 2];
        double mean = finite == 0 ? 0 : sum / finite, meanSquare = finite == 0 ? 0 : squares / finite;
        // Numbers that several samples share count for each of them.
        long numbers = (long)training.Count * training.SampleSize;
        bool nonFinite = finite < numbers, isSequence = training.InputShape.Rank == 2;
        (int duplicates, int overlap) = thorough ? Copies(data, cancel) : (0, 0);
        FarValues far = FarValues.Of(data);
        return WithClasses(training.Targets, loss, new DataFacts
        {
            FarRows = far.Count,
            FarRow = far.Names,
            FarthestValue = far.Furthest,
            Samples = training.Count,
            ValidationSamples = data.Validation?.Count ?? 0,
            Features = training.SampleSize,
            InputMean = mean,
            InputRms = Math.Sqrt(meanSquare),
            InputDeviation = Math.Sqrt(Math.Max(0, meanSquare - (mean * mean))),
            TypicalDeviation = typical,
            LargestDeviation = moments.Deviation[largest],
            LargestFeature = largest,
            LargestFeatureName = NameOf(training, largest),
            LargestOffset = typical > 0 ? furthest / typical : 0,
            OffsetFeature = offset < 0 ? null : NameOf(training, offset) ?? $"feature {offset}",
            ConstantFeatures = constant,
            ConstantFeature = firstConstant < 0 ? null
                : NameOf(training, firstConstant) is { } name ? $"'{name}'" : $"feature {firstConstant}",
            NonFiniteInputs = numbers - finite,
            FirstNonFinite = nonFinite ? FirstNonFinite(training) : null,
            NonFiniteTargets = training.Targets is ValueTargets counted ? NonFinite(counted.Known) : 0,
            Duplicates = duplicates,
            Overlap = overlap,
            Target = training.Targets is ValueTargets values ? Range(values.Values) : null,
            // Several columns have no common unit, and their losses stay in that of the network.
            TargetInUnit = training.Targets is ValueTargets seen && loss.Degree is not null
                && targets is { Kind: not Standardization.None, Scale.Length: 1 } ? InUnit(seen, targets) : null,
            TargetValues = training.Targets is ValueTargets few ? FewValues(few) : null,
            TrivialLoss = TrivialPredictor.LossOf(loss, training.Targets) * lossScale,
            LinearSkill = LinearProbe.Skill(training, seed, cancel),
            NeighbourScore = isSequence ? null : Neighbours(training, seed, cancel),
            SequenceScore = isSequence ? Neighbours(training, seed, cancel) : null,
        });
    }

    /// <summary>Of tokens no mean, deviation or distance says anything.</summary>
    private static DataFacts ReadTokens(DataSplit data, Loss loss, double lossScale, bool thorough, CancellationToken cancel)
    {
        (int duplicates, int overlap) = thorough ? Copies(data, cancel) : (0, 0);
        return WithClasses(data.Training.Targets, loss, new DataFacts
        {
            Samples = data.Training.Count,
            Features = 0,
            Duplicates = duplicates,
            Overlap = overlap,
            Target = data.Training.Targets is ValueTargets values ? Range(values.Values) : null,
            TrivialLoss = TrivialPredictor.LossOf(loss, data.Training.Targets) * lossScale,
        });
    }

    /// <summary>The column of an entry; a window has those of a row at each of its places.</summary>
    internal static string? NameOf(Dataset training, int entry) => training.Columns is { } columns ? columns[entry % columns.Count] : null;

    /// <summary>What is known of classes, where the targets are some.</summary>
    private static DataFacts WithClasses(Targets targets, Loss loss, DataFacts facts)
    {
        if (targets is not ClassTargets classes)
            return facts;
        int[] counts = classes.Counts();
        int empty = Array.IndexOf(counts, 0), largest = Array.IndexOf(counts, counts.Max());
        double[]? weighted = loss is ClassWeighted ? TrivialPredictor.SharesOf(loss, classes) : null;
        double all = Math.Max(1, counts.Sum());
        int[] neglected = weighted is null ? [] : [.. Enumerable.Range(0, counts.Length)
            .Where(label => counts[label] > 0 && weighted[label] < Neglected * counts[label] / all)];
        return facts with
        {
            MajorityShare = (double)counts[largest] / Math.Max(1, counts.Sum()),
            MajorityClass = Called(largest),
            WeightedShare = weighted?.Max(),
            WeightedClass = weighted is null ? null : Called(Array.IndexOf(weighted, weighted.Max())),
            NeglectedClasses = neglected.Length,
            NeglectedClass = neglected is [var least, ..] ? Called(least) : null,
            EmptyClasses = counts.Count(count => count == 0),
            EmptyClass = empty < 0 ? null : Called(empty),
        };

        string Called(int number) => classes.Names is { } names ? $"'{names[number]}'" : $"class {number}";
    }

    private static double? Neighbours(Dataset training, long seed, CancellationToken cancel)
    {
        double? score = null;
        foreach (int samples in s_neighbourSamples)
        {
            score = NeighbourTest.Score(training, samples, seed, s_neighbourSamples.Length, cancel);
            if (score is not { } value || value > Doubtless || samples >= training.Count)
                break;
        }

        return score;
    }

    private static int NonFinite(ReadOnlySpan<float> values)
    {
        int count = 0;
        foreach (float value in values)
            count += float.IsFinite(value) ? 0 : 1;
        return count;
    }

    private static int? FewValues(ValueTargets values)
    {
        HashSet<float> seen = [];
        foreach (float value in values.Known)
        {
            if (seen.Add(value) && seen.Count > 2)
                return null;
        }

        return seen.Count;
    }

    private static (double, double, double, double) InUnit(ValueTargets values, Standardizer targets)
    {
        float[] numbers = [.. values.Values];
        targets.UndoInPlace(numbers);
        return Range(numbers);
    }

    private static (double, double, double, double) Range(ReadOnlySpan<float> values)
    {
        FeatureMoments moments = FeatureMoments.Of(values, 1);
        return (moments.Minimum[0], moments.Mean[0], moments.Maximum[0], moments.Deviation[0]);
    }

    private static (int Sample, int Feature) FirstNonFinite(Dataset data)
    {
        for (int sample = 0; sample < data.Count; sample++)
        {
            ReadOnlySpan<float> row = data.Sample(sample);
            if (TensorPrimitives.IsFiniteAll(row))
                continue;
            for (int feature = 0; feature < row.Length; feature++)
            {
                if (!float.IsFinite(row[feature]))
                    return (sample, feature);
            }
        }

        throw new InvalidOperationException("all inputs are finite");
    }

    private static (int Duplicates, int Overlap) Copies(DataSplit data, CancellationToken cancel)
    {
        HashSet<UInt128> training = [];
        int duplicates = 0, overlap = 0;
        for (int i = 0; i < data.Training.Count; i++)
        {
            cancel.ThrowIfCancellationRequested();
            duplicates += training.Add(Hash(data.Training.Sample(i))) ? 0 : 1;
        }

        Dataset?[] parts = [data.Validation, ReferenceEquals(data.Test, data.Validation) ? null : data.Test];
        foreach (Dataset part in parts.OfType<Dataset>())
        {
            for (int i = 0; i < part.Count; i++)
            {
                cancel.ThrowIfCancellationRequested();
                overlap += training.Contains(Hash(part.Sample(i))) ? 1 : 0;
            }
        }

        return (duplicates, overlap);
    }

    /// <summary>128 bits of a cryptographic hash: no two different samples of any set share them.</summary>
    private static UInt128 Hash(ReadOnlySpan<float> sample)
    {
        Span<byte> hash = stackalloc byte[32];
        System.Security.Cryptography.SHA256.HashData(MemoryMarshal.AsBytes(sample), hash);
        return MemoryMarshal.Read<UInt128>(hash);
    }
}
