using Weir.Data;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Inference;

/// <summary>Samples of files whose targets are known, as the set that a network can be evaluated on.</summary>
public static class EvaluationSet
{
    /// <summary>Reads a set.</summary>
    /// <param name="network">The network; it says what columns, classes and characters mean.</param>
    /// <param name="path">A table with the target's column, a folder of images with a folder for each class (with the folders
    /// <c>images</c> and <c>masks</c> where each pixel has a class), or a text.</param>
    /// <param name="delimiter">What stands between the cells of a table. Default: it is found.</param>
    /// <param name="remark">Is told of texts in a table that training has not, and of files in folders of images that are left out: what is
    /// no image, or damaged. Default: nobody is.</param>
    /// <exception cref="DataException">A sample that cannot be read, or a class that training has not.</exception>
    /// <exception cref="FileException">A file or folder that cannot be read.</exception>
    public static Dataset Read(TrainedNetwork network, string path, char? delimiter = null, Action<string>? remark = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ModelSignature signature = network.Signature;
        return FileException.Guard(path, "it cannot be read", () => signature.Input.Kind switch
        {
            InputKind.Table or InputKind.Window or InputKind.Sequence => Table(network, path, delimiter, remark),
            InputKind.Image => Images(network, path, remark),
            InputKind.Text => Text(signature, path),
            _ => throw new DataException($"{path}: the network was trained on numbers without names ({signature.Input.SampleShape}), so "
                + "that no file can be read for it; evaluate it on the data of its recipe, or from C#"),
        });
    }

    private static Dataset Table(TrainedNetwork network, string path, char? delimiter, Action<string>? remark)
    {
        OutputSignature output = network.Signature.Output;
        TableSchema schema = network.Signature.Input.Table!;
        CsvClasses? classes = output.Kind == OutputKind.Classes ? CsvClasses.Of(output.Names) : null;
        // Nothing is dealt out here, so that rows need no group.
        DataRequest request = network.Recipe.Data.Request with
        {
            Delimiter = delimiter,
            Remark = remark,
            Group = null,
            Length = network.Signature.Input.Sequence?.Rows,
        };
        Dataset read = network.Signature.Input.Window is not { } window
            ? CsvSource.Read(Path.GetFileName(path), path, schema, classes, request)
            : new SeriesReading(schema, classes, request, window).Read(path).Cut(Path.GetFileName(path), window, schema.Features()).Windows;
        schema.FillGaps(read.Inputs);
        for (int i = 0; i < read.Count; i++)
        {
            if (schema.FirstGap(read.Sample(i)) is { } gap)
                throw new DataException($"{TablePlace.Of(path, read.Origins![i].Line)}, {TableSchema.Unfilled(gap)}");
        }

        return read;
    }

    private static Dataset Images(TrainedNetwork network, string path, Action<string>? remark)
    {
        ModelSignature signature = network.Signature;
        if (signature.Output.Kind != OutputKind.Classes)
            throw new DataException($"{path}: the network predicts numbers of images, and folders tell classes alone; evaluate it on the "
                + "data of its recipe, or from C#");
        if (!Directory.Exists(path))
            throw new DataException($"{path}: there is no such folder; a folder with a folder of images for each class is expected");
        ImageForm form = signature.Input.Image!;
        ImageShelf shelf = new([.. signature.Output.Names], (form.Height, form.Width), form.Fit, network.Recipe.Registry.ImageFormats);
        if (signature.Output.IsOfPixels)
            return Masks(signature, path, shelf, remark);
        List<(string File, int Label)> files = shelf.List(path);
        if (files.Count == 0)
            throw new DataException($"{path}: it holds no folder; there must be one for each class that is evaluated, of "
                + $"{string.Join(", ", signature.Output.Names.Take(20))}");
        shelf.Open(files);
        foreach (string told in shelf.Remarks)
            remark?.Invoke(told);
        Dataset images = shelf.Take(Path.GetFileName(Path.TrimEndingDirectorySeparator(path)), [.. files.Where(shelf.IsOpen)],
            form.Channels == 3);
        return images.Reshape(signature.Input.SampleShape);
    }

    private static Dataset Masks(ModelSignature signature, string path, ImageShelf images, Action<string>? remark)
    {
        ImageForm form = signature.Input.Image!;
        MaskShelf shelf = new(images, (form.Height, form.Width), form.Fit);
        (string imageFolder, string maskFolder) = MaskShelf.Within(path);
        List<(string File, int Label)> files = shelf.List(imageFolder, maskFolder);
        shelf.Open(files);
        foreach (string told in shelf.Remarks)
            remark?.Invoke(told);
        OutputSignature output = signature.Output;
        return shelf.Take(Path.GetFileName(Path.TrimEndingDirectorySeparator(path)), [.. files.Where(shelf.IsOpen)], form.Channels == 3,
            output.Names, output.Masks ?? MaskForm.Numbered(output.Names.Count));
    }

    private static Dataset Text(ModelSignature signature, string path)
    {
        if (!File.Exists(path))
            throw new DataException($"{path}: there is no such file; a text is expected");
        int[] tokens = new Vocabulary(signature.Input).Encode(InputFile.ReadText(path));
        return TokenWindows.Make(Path.GetFileName(path), tokens, signature.Input.Tokens!.Value, signature.Input.SampleShape.Size,
            names: signature.Output.Names);
    }
}
