using Weir.Data;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Inference;

/// <summary>
/// Predicts a class for each pixel of images in files, and writes a mask for each: a PNG file in the size of the image. Where images are
/// cut to the size that the network takes, pixels outside get the first value that counted for nothing in training, else 255.
/// </summary>
public static class MaskPrediction
{
    private const int MostProblems = 20;

    /// <summary>Predicts files.</summary>
    /// <param name="predictor">The network.</param>
    /// <param name="inputs">Image files, and folders of such.</param>
    /// <param name="folder">Receives the masks, under the names of the images with the ending <c>.png</c>; it is made.</param>
    /// <param name="options">How files are read. Default: images that cannot be read are an error.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="DataException">The network tells of no pixels; an image that cannot be read, where such are not to be left out; two
    /// images of one name; or a mask that would take the place of its image.</exception>
    /// <exception cref="FileException">A mask that cannot be written.</exception>
    public static FilePredictionResult Run(Predictor predictor, IReadOnlyList<string> inputs, string folder,
        FilePredictionOptions? options = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(predictor);
        ArgumentNullException.ThrowIfNull(inputs);
        options ??= new FilePredictionOptions();
        ModelSignature signature = predictor.Signature;
        if (!IsOf(signature))
            throw new DataException("the network says nothing of single pixels, so that there are no masks to write; name a file of "
                + "predictions");
        if (options.Keep.Count > 0)
            throw new DataException($"columns of a table can be kept, and the network takes no table ({signature.Input.Kind}); leave "
                + "'keep' out");
        ImageForm form = signature.Input.Image!;
        Dictionary<string, string> written = new(StringComparer.OrdinalIgnoreCase);
        List<string> refused = [];
        (long samples, long bad) = (0, 0);
        foreach ((string file, string name) in inputs.SelectMany(Named))
        {
            cancel.ThrowIfCancellationRequested();
            PixelImage image;
            try
            {
                image = ImageFile.Read(file, predictor.Network.Recipe.Registry.ImageFormats);
            }
            catch (DataException error)
            {
                bad++;
                if (options.SkipsBadSamples)
                    options.OnBadSample?.Invoke(error.Message);
                else
                    refused.Add(error.Message);
                if (refused.Count >= MostProblems)
                    break;
                continue;
            }

            if (refused.Count > 0)
                continue;
            if (FinalPath.IsSame(file, Path.Combine(folder, name)))
                throw new DataException($"{file}: its mask would take its place; name another folder for the masks");
            if (!written.TryAdd(name, file))
                throw new DataException($"{file}: its mask would be written over that of {written[name]}; predict them into two folders");
            predictor.Predict(image).Mask!.Save(Path.Combine(folder, name), form, image.Height, image.Width);
            samples++;
            options.Progress?.Report(samples);
        }

        return refused.Count == 0 ? new FilePredictionResult(samples, bad) : throw new DataException(
            $"{string.Join("\n  ", refused)}\n{(samples == 0 ? "nothing is" : $"no more than {samples} images are")} predicted; mend "
                + "these, or leave them out with '--bad-rows skip'");
    }

    /// <summary>Whether a network tells of each pixel of an image.</summary>
    public static bool IsOf(ModelSignature signature)
    {
        ArgumentNullException.ThrowIfNull(signature);
        return signature is { Input.Image: not null, Output: { IsOfPixels: true, Kind: OutputKind.Classes } };
    }

    private static IEnumerable<(string File, string Name)> Named(string input) => ImageSamples.List(input).Select(file =>
        (file, Path.ChangeExtension(Directory.Exists(input) ? Path.GetRelativePath(input, file) : Path.GetFileName(file), ".png")));
}
