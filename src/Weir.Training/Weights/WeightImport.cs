using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>Options of <see cref="WeightImport"/>.</summary>
public sealed record WeightImportOptions
{
    /// <summary>Names of the file that differ from the network's; of several that fit a name the longest counts. Default: none.</summary>
    public IReadOnlyList<WeightName> Map { get; init; } = [];

    /// <summary>
    /// How the file's numbers are laid out; a checkpoint of Weir is always <see cref="WeightLayout.ChannelsLast"/>. Default channels first.
    /// </summary>
    public WeightLayout Layout { get; init; }

    /// <summary>
    /// Whether a network that is not all in the file, and a file that is not all in the network, are refused. Wrong shapes always are.
    /// Default true.
    /// </summary>
    public bool Strict { get; init; } = true;
}

/// <summary>
/// Gives a network the weights of a file that another program has written (safetensors or .npz), by name. The names of PyTorch's layers are
/// known: <c>weight</c> and <c>bias</c> of a norm,
/// <c>running_mean</c>, <c>in_proj_weight</c>, <c>weight_ih_l0</c> and their like need no map.
/// </summary>
public static class WeightImport
{
    /// <summary>Loads a file. Nothing is changed when it is refused.</summary>
    /// <param name="model">The network.</param>
    /// <param name="input">Shape of one sample, so that the order of flattened images is known.</param>
    /// <param name="path">The file.</param>
    /// <param name="options">Names, layout, strictness.</param>
    /// <returns>What was loaded and, where <see cref="WeightImportOptions.Strict"/> is off, what was not.</returns>
    /// <exception cref="WeightImportException">The file does not fit the network, is damaged, or cannot be read.</exception>
    public static WeightReport Load(Module model, Shape input, string path, WeightImportOptions? options = null)
    {
        options ??= new WeightImportOptions();
        WeightFile file = Read(path);
        foreach (Parameter parameter in model.Parameters.Where(parameter => !parameter.IsInitialized))
            parameter.Set(new float[parameter.Shape.Size]);
        ModuleMap map = ModuleMap.Of(model);
        Dictionary<string, Tensor> targets = map.Parameters.Select(entry => (entry.Name, entry.Parameter.Value))
            .Concat(map.Buffers.Select(entry => (entry.Name, entry.Buffer.Value)))
            .ToDictionary(entry => entry.Name, entry => entry.Value, StringComparer.Ordinal);
        WeightTranspositions? axes = file.IsOwn || options.Layout == WeightLayout.ChannelsLast ? null
            : WeightTranspositions.Of(model, input);
        Sorting sorting = new(targets, axes, new WeightNames(map, file.IsOwn ? [] : options.Map), map.OtherNames);
        foreach ((string name, (long[] shape, float[] values)) in file.Arrays)
            sorting.Add(name, shape, values);
        WeightReport report = sorting.Report(path);
        if (report.WrongShape.Count > 0 || (options.Strict && !report.IsComplete))
            throw new WeightImportException(report, report.WrongShape.Count > 0 ? "give the right names a 'map', or map to 'ignore' what "
                + "is not wanted" : "give the right names a 'map', or set 'strict: false' to take what fits");
        foreach ((string name, float[] values) in sorting.Found)
            targets[name].CopyFrom(values);
        return report;
    }

    private static WeightFile Read(string path)
    {
        try
        {
            return WeightFile.Read(path);
        }
        catch (Exception error) when (error is SafetensorsException or NumpyException)
        {
            throw new WeightImportException(error.Message, error);
        }
        catch (FileException error)
        {
            throw new WeightImportException($"{path}: the weights cannot be read: {error.InnerException!.Message}", error);
        }
    }

    /// <summary>Sorts the tensors of a file by what they are for.</summary>
    private sealed class Sorting(Dictionary<string, Tensor> targets, WeightTranspositions? axes, WeightNames names,
        IReadOnlyDictionary<string, string> otherNames)
    {
        private readonly List<string> _unexpected = [], _wrong = [];
        private readonly HashSet<string> _met = new(StringComparer.Ordinal);
        private readonly Dictionary<string, string> _knownAs = new(StringComparer.Ordinal);

        public Dictionary<string, float[]> Found { get; } = new(StringComparer.Ordinal);

        public void Add(string name, long[] shape, float[] values)
        {
            string? known = names.Of(name);
            if (known == WeightName.Ignore)
                return;
            // A file has tied weights once, under any of their names, or under all of them; then they must be alike.
            string? target = known is null ? null : otherNames.GetValueOrDefault(known, known);
            bool isTied = target is not null && _knownAs.TryGetValue(target, out string? before) && before != known;
            if (target is null || (!isTied && !_met.Add(target) && !names.IsSum(known!)))
            {
                _unexpected.Add($"{name} ({string.Join(", ", shape)}){(target is null ? "" : $", though {target} has one already")}");
                return;
            }

            Tensor value = targets[target];
            long[] expected = axes?.ShapeInFile(value) ?? [.. value.Shape.ToArray().Select(length => (long)length)];
            // The lengths of weight norm come as (units, 1) or (units, 1, 1, 1).
            long[] found = expected.Length == 1 && shape.Length > 1 && shape.Skip(1).All(length => length == 1) ? [shape[0]] : shape;
            if (!found.SequenceEqual(expected))
            {
                _wrong.Add($"{target} is "
                    + $"({string.Join(", ", expected)}){(axes is not null && value.Shape.Rank > 1 ? " channels first" : "")}, and "
                    + $"{name} is ({string.Join(", ", shape)})");
                return;
            }

            float[] transposed = axes?.FromFile(value, values) ?? values;
            if (isTied)
            {
                if (!transposed.AsSpan().SequenceEqual(Found[target]))
                    _wrong.Add($"{known} is one with {target} in the network, and {name} has other numbers than the file's "
                        + $"{_knownAs[target]}");
                return;
            }

            _knownAs[target] = known!;
            Found[target] = Found.TryGetValue(target, out float[]? sum) ? [.. sum.Zip(transposed, (a, b) => a + b)] : transposed;
        }

        public WeightReport Report(string path) => new()
        {
            File = path,
            Loaded = [.. targets.Keys.Where(Found.ContainsKey)],
            Missing = [.. targets.Where(target => !_met.Contains(target.Key)).Select(target => $"{target.Key} {target.Value.Shape}")],
            Unexpected = _unexpected,
            WrongShape = _wrong,
        };
    }
}
