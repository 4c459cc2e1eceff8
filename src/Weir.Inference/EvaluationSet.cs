using Weir.Data;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Inference;

/// <summary>Samples of files whose targets are known, as the set that a network can be evaluated on.</summary>
public static class EvaluationSet
{
    /// <summary>Reads a set.</summary>
    /// <param name="network">The network; it says what columns, classes and characters mean.</param>
    /// <param name="path">A table with the target's column, a folder of images with a folder for each class, or a text.</param>
    /// <param name="delimiter">What stands between the cells of a table. Default: it is found.</param>
    /// <exception cref="DataException">A sample that cannot be read, or a class that training has not.</exception>
    public static Dataset Read(TrainedNetwork network, string path, char? delimiter = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ModelSignature signature = network.Signature;
        return signature.Input.Kind switch
        {
            InputKind.Table => Table(network, path, delimiter),
            InputKind.Image => Images(signature, path),
            InputKind.Text => Text(signature, path),
            _ => throw new DataException($"{path}: the network was trained on numbers without names ({signature.Input.SampleShape}), so "
                + "that no file can be read for it; evaluate it on the data of its recipe, or from C#"),
        };
    }

    private static Dataset Table(TrainedNetwork network, string path, char? delimiter)
    {
        OutputSignature output = network.Signature.Output;
        TableSchema schema = network.Signature.Input.Table!;
        CsvClasses? classes = output.Kind == OutputKind.Classes ? CsvClasses.Of(output.Names) : null;
        DataRequest request = network.Recipe.Data.Request with { Delimiter = delimiter };
        Dataset read = new TableReading(schema, classes, request).Read(Path.GetFileName(path), path);
        schema.FillGaps(read.Inputs);
        for (int i = 0; i < read.Count; i++)
        {
            if (schema.FirstGap(read.Sample(i)) is { } gap)
                throw new DataException($"{path}, row {i + 1}, column '{gap}': the cell is empty or not finite, and training had no such "
                    + "cells that it could have learnt from; fill it in, or train with 'missing: median'");
        }

        return read;
    }

    private static Dataset Images(ModelSignature signature, string path)
    {
        if (!Directory.Exists(path))
            throw new DataException($"{path}: there is no such folder; a folder with a folder of images for each class is expected");
        ImageForm form = signature.Input.Image!;
        List<float> inputs = [];
        List<int> labels = [];
        for (int label = 0; label < signature.Output.Names.Count; label++)
        {
            string folder = Path.Combine(path, signature.Output.Names[label]);
            if (!Directory.Exists(folder))
                continue;
            foreach (string file in FileException.Guard(folder, "it cannot be listed", () => Directory.GetFiles(folder))
                .Where(file => Path.GetFileName(file)[0] != '.').Order(StringComparer.Ordinal))
            {
                inputs.AddRange(form.Bring(ImageFile.Read(file)).To(form.Channels).Values);
                labels.Add(label);
            }
        }

        return labels.Count > 0
            ? new Dataset(Path.GetFileName(Path.TrimEndingDirectorySeparator(path)), signature.Input.SampleShape, [.. inputs],
                new ClassTargets([.. labels], signature.Output.Names.Count, signature.Output.Names))
            : throw new DataException($"{path}: none of its folders is called as a class of the network: "
                + $"{string.Join(", ", signature.Output.Names.Take(20))}");
    }

    private static Dataset Text(ModelSignature signature, string path)
    {
        if (!File.Exists(path))
            throw new DataException($"{path}: there is no such file");
        int[] tokens = new Vocabulary(signature.Input).Encode(FileException.Guard(path, "it cannot be read", () => File.ReadAllText(path)));
        return TokenWindows.Make(Path.GetFileName(path), tokens, signature.Input.Tokens!.Value, signature.Input.SampleShape.Size,
            names: signature.Output.Names);
    }
}
