using System.Globalization;

namespace Weir.Training;

/// <summary>What became of the tensors of a file and of the parameters and buffers of a network.</summary>
public sealed record WeightReport
{
    /// <summary>The file.</summary>
    public required string File { get; init; }

    /// <summary>Parameters and buffers of the network that got their numbers.</summary>
    public required IReadOnlyList<string> Loaded { get; init; }

    /// <summary>Those that the file has no tensor for, with their shapes.</summary>
    public required IReadOnlyList<string> Missing { get; init; }

    /// <summary>Tensors of the file that the network has nothing for, with their shapes.</summary>
    public required IReadOnlyList<string> Unexpected { get; init; }

    /// <summary>Those whose shapes differ, with both.</summary>
    public required IReadOnlyList<string> WrongShape { get; init; }

    /// <summary>Whether all of the network was found in the file, all of the file in the network, and every shape was right.</summary>
    public bool IsComplete => Missing.Count + Unexpected.Count + WrongShape.Count == 0;

    /// <summary>The report, a line for each kind of trouble.</summary>
    public override string ToString()
    {
        List<string> lines = [string.Create(CultureInfo.InvariantCulture, $"{File}: {Loaded.Count} of "
            + $"{Loaded.Count + Missing.Count + WrongShape.Count} parameters and buffers of the network are in it")];
        Tell("missing, the network has them and the file has not", Missing);
        Tell("unexpected, the file has them and the network has not", Unexpected);
        Tell("of the wrong shape", WrongShape);
        return string.Join('\n', lines);

        void Tell(string what, IReadOnlyList<string> names)
        {
            if (names.Count > 0)
            {
                string more = names.Count > 20 ? string.Create(CultureInfo.InvariantCulture, $" and {names.Count - 20} more") : "";
                lines.Add($"  {what}: {string.Join(", ", names.Take(20))}{more}");
            }
        }
    }
}
