using Weir.Tensors;

namespace Weir.Data;

/// <summary>
/// The built-in set: ten digits, drawn by the program from strokes with random slant, rotation, size, pen, shift and noise, 28 × 28
/// levels in 0 … 1, or as many as <see cref="DataRequest.Size"/> says. It needs no file, and the same seed gives the same bits.
/// 10,000 training, 2,000 validation and 2,000 test images unless told. Noise is the standard deviation that is added to each pixel;
/// 0.1 unless told.
/// </summary>
public sealed class DigitsSource : IDataSource
{
    private const int Classes = 10;
    private const int Least = 8, Most = 256;

    private readonly DigitStyle _style;

    /// <summary>Makes the source.</summary>
    public DigitsSource()
        : this(new DigitStyle())
    {
    }

    internal DigitsSource(DigitStyle style) => _style = style;

    /// <inheritdoc/>
    public string Name => "digits";

    /// <inheritdoc/>
    public string Description => "built-in: drawn digits, 28 × 28 grey levels, generated (784 numbers, 10 classes)";

    /// <inheritdoc/>
    public IReadOnlyList<string> Options { get; } =
        [nameof(DataRequest.TrainingCount), nameof(DataRequest.ValidationCount), nameof(DataRequest.TestCount), nameof(DataRequest.Noise),
            nameof(DataRequest.AsImages), nameof(DataRequest.Size)];

    /// <inheritdoc/>
    public DataSplit Load(DataRequest request)
    {
        double noise = GeneratedParts.Noise(Name, request, 0.1);
        int side = request.Size ?? DigitPainter.Side, pixels = side * side;
        if (side is < Least or > Most)
            throw new DataException($"digits: a size of {side} was asked for; digits are drawn on {Least} to {Most} pixels")
            {
                Option = "size"
            };
        Shape shape = request.AsImages ? new Shape(side, side, 1) : new Shape(pixels);
        return GeneratedParts.Make(Name, request, pixels, 10_000, 2_000, 2_000, (name, count, first) =>
        {
            float[] inputs = new float[count * pixels];
            int[] labels = new int[count];
            // Each image has a stream of its own, so that the number of threads does not matter.
            Parallel.For(
                0,
                count,
                new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = request.Cancel },
                () => new DigitPainter(_style, noise, side),
                (i, _, painter) =>
                {
                    labels[i] = i % Classes;
                    painter.Paint(labels[i], RandomStream.For(request.Seed, Name, first + i), inputs.AsSpan(i * pixels, pixels));
                    return painter;
                },
                _ => { });
            return new Dataset(name, shape, inputs, new ClassTargets(labels, Classes));
        }) with
        { Images = new ImageForm(side, side, 1) };
    }
}
