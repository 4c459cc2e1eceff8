using Weir.Tensors;

namespace Weir.Data;

/// <summary>
/// Little discs and squares of random size, place and brightness on a background of another, with noise: one to four to an image, and each
/// may lie over those before it. Each pixel is of the background, of a disc or of a square. Images are <see cref="DataRequest.Size"/>
/// pixels square, 32 unless told, grey, 0 … 1. Noise is the standard deviation that is added to each pixel; 0.1 unless told.
/// </summary>
public sealed class ShapesSource : IDataSource
{
    private const int Most = 4;
    private const int LeastSide = 8, MostSide = 1024;

    /// <inheritdoc/>
    public string Name => "shapes";

    /// <inheritdoc/>
    public string Description => "discs and squares on noise, generated, with a class for each pixel (32×32×1 numbers, 3 classes)";

    /// <inheritdoc/>
    public IReadOnlyList<string> Options { get; } =
        [nameof(DataRequest.TrainingCount), nameof(DataRequest.ValidationCount), nameof(DataRequest.TestCount), nameof(DataRequest.Noise),
            nameof(DataRequest.Size), nameof(DataRequest.AsImages)];

    /// <inheritdoc/>
    public DataSplit Load(DataRequest request)
    {
        double noise = GeneratedParts.Noise(Name, request, 0.1);
        int side = request.Size ?? 32;
        if (side is < LeastSide or > MostSide)
            throw new DataException($"shapes: images of {side} pixels a side were asked for; they have {LeastSide} to {MostSide}")
            {
                Option = "size"
            };
        return GeneratedParts.Make(Name, request, 2 * side * side, 2_000, 400, 400, (name, count, first) =>
        {
            float[] inputs = new float[count * side * side];
            int[] labels = new int[count * side * side];
            for (int i = 0; i < count; i++)
            {
                Draw(RandomStream.For(request.Seed, Name, first + i), side, noise, inputs.AsSpan(i * side * side, side * side),
                    labels.AsSpan(i * side * side, side * side));
            }

            return new Dataset(name, new Shape(side, side, 1), inputs, new ClassTargets(labels, 3, ["background", "disc", "square"])
            {
                Positions = side * side,
                Grid = side,
            });
        }) with
        { Images = new ImageForm(side, side, 1) };
    }

    private static void Draw(RandomStream random, int side, double noise, Span<float> pixels, Span<int> labels)
    {
        double background = random.NextUniform(0.1, 0.9);
        pixels.Fill((float)background);
        labels.Clear();
        int count = 1 + random.NextInteger(Most);
        for (int i = 0; i < count; i++)
        {
            bool isDisc = random.NextInteger(2) == 0;
            double radius = random.NextUniform(0.1, 0.25) * side, x = random.NextUniform(0, side), y = random.NextUniform(0, side);
            double contrast = random.NextUniform(0.3, 0.6);
            float level = (float)(background > 0.5 ? background - contrast : background + contrast);
            for (int pixel = 0; pixel < pixels.Length; pixel++)
            {
                double dx = Math.Abs((pixel % side) + 0.5 - x), dy = Math.Abs((pixel / side) + 0.5 - y);
                if (isDisc ? (dx * dx) + (dy * dy) < radius * radius : Math.Max(dx, dy) < radius)
                    (pixels[pixel], labels[pixel]) = (level, isDisc ? 1 : 2);
            }
        }

        for (int pixel = 0; pixel < pixels.Length; pixel++)
            pixels[pixel] = Math.Clamp(pixels[pixel] + (float)(noise * random.NextNormal()), 0, 1);
    }
}
