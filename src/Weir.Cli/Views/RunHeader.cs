using Weir.Cli.Rendering;
using Weir.Training;

namespace Weir.Cli.Views;

/// <summary>What a run is, in one line.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">The network, as <see cref="ShapeText"/> writes it.</param>
/// <param name="Parameters">Numbers that training moves.</param>
/// <param name="Seed">The seed; null where it is not known.</param>
/// <param name="Threads">Threads that work.</param>
internal sealed record RunHeader(string Name, string Shape, long Parameters, long? Seed, int Threads)
{
    /// <summary>Bytes that training takes; 0 where that is not known.</summary>
    public long Memory { get; init; }

    /// <summary>The header of a run.</summary>
    public static RunHeader Of(RunInfo info) =>
        new(info.Name, ShapeText.Of(info.Summary), info.Parameters, info.Recipe.Seed, info.Threads) { Memory = info.Memory.Total };

    /// <summary>Draws it, on more lines where it does not fit on one.</summary>
    public IReadOnlyList<Line> Draw(int width) => Items.Flow(
        [
            Line.Empty.Add(Name, Palette.Strong),
            Line.Empty.Add(Shape),
            Line.Empty.Add(Parameters == 0 ? "" : Numbers.Of(Parameters, "parameter")),
            Line.Empty.Add(Seed is { } seed ? $"seed {seed}" : ""),
            Line.Empty.Add(Threads == 0 ? "" : Numbers.Of(Threads, "thread")),
            Line.Empty.Add(Memory == 0 ? "" : $"{ByteText.Of(Memory)} of memory"),
        ],
        " · ",
        width);
}
