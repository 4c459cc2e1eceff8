using Weir.Data;
using Weir.Training;

namespace Weir.Inference;

/// <summary>Samples of files, read one after the other.</summary>
internal abstract class SampleSource : IDisposable
{
    /// <summary>Whether samples of a file are told apart by <see cref="SamplePlace.Line"/>; else a file is a sample.</summary>
    public abstract bool HasLines { get; }

    /// <summary>What is to be said of the files that have been read, which are predicted all the same. Default: nothing.</summary>
    public virtual IReadOnlyList<string> Remarks => [];

    /// <summary>Reads on until a batch is full.</summary>
    /// <param name="batch">Receives samples, and what could not be read.</param>
    /// <returns>False where nothing comes behind it.</returns>
    /// <exception cref="DataException">A file that cannot be read at all, or not further.</exception>
    public abstract bool Fill(SampleBatch batch);

    /// <inheritdoc/>
    public virtual void Dispose()
    {
    }

    /// <summary>The source of the kind that a network takes.</summary>
    /// <param name="signature">What the network takes and tells.</param>
    /// <param name="files">Files, of images also folders.</param>
    /// <param name="options">How they are read.</param>
    /// <param name="formats">Formats of images beside those of the library.</param>
    public static SampleSource Of(ModelSignature signature, IReadOnlyList<string> files, FilePredictionOptions options,
        IReadOnlyList<ImageFormat> formats)
    {
        InputSignature input = signature.Input;
        if (input.Kind is not (InputKind.Table or InputKind.Window or InputKind.Sequence or InputKind.Values) && options.Keep.Count > 0)
            throw new DataException($"columns of a table can be kept, and the network takes no table ({input.Kind}); leave 'keep' out");
        return input.Kind switch
        {
            InputKind.Image => new ImageSamples(files, input.Image!, formats),
            InputKind.Window => new WindowSamples(files, input, options),
            InputKind.Sequence => new SequenceSamples(files, input, options, signature.Output.IsOfRows),
            InputKind.Text => new TextSamples(files, input),
            InputKind.Tokens => throw new DataException("the network takes tokens whose meaning it does not know; use it from C#"),
            _ => new TableSamples(files, input, options),
        };
    }
}
