using Weir.Tensors;

namespace Weir.Data;

/// <summary>
/// Augmentations one after the other. Where samples are standardized they are brought back before and standardized again behind:
/// augmentations see pixels from 0 to 1, but for those that are to see standardized numbers.
/// </summary>
public sealed class AugmentationChain : IBatchTransform
{
    private readonly Augmentation[] _links;
    private readonly Standardizer _standardizer;
    private readonly long _seed;

    /// <summary>Puts the links together.</summary>
    /// <param name="links">The augmentations in order.</param>
    /// <param name="training">The training part that they are for, as the network sees it.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="standardizer">What the training part was standardized by; null for nothing.</param>
    /// <exception cref="DataException">An option out of its range, or an augmentation that does not fit the samples.</exception>
    public AugmentationChain(IEnumerable<Augmentation> links, Dataset training, long seed, Standardizer? standardizer = null)
    {
        _links = [.. links];
        _seed = seed;
        _standardizer = standardizer ?? Standardizer.Identity;
        foreach (Augmentation link in _links)
            link.Check(training);
    }

    /// <inheritdoc/>
    public void Apply(Batch batch, RandomStream random)
    {
        AugmentationStreams streams = new(_seed, batch);
        bool isStandardized = true;
        foreach (Augmentation link in _links)
        {
            Bring(link.SeesStandardized);
            link.Apply(batch, streams);
        }

        Bring(standardized: true);

        void Bring(bool standardized)
        {
            Span<float> inputs = batch.InputBuffer.AsSpan(0, batch.Inputs.Length);
            if (standardized && !isStandardized)
                _standardizer.ApplyInPlace(inputs);
            else if (!standardized && isStandardized)
                _standardizer.UndoInPlace(inputs);
            isStandardized = standardized;
        }
    }
}
