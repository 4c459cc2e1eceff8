using Weir.Data;
using Weir.Tensors;

namespace Weir.Diagnosis;

/// <summary>
/// What images can be compared by wherever a thing stands in them: the mean and mean square of each channel, how much of their edges runs
/// in which direction (Dalal and Triggs, 2005, over the whole image), and what small filters that are drawn by chance answer on average and
/// at most (Jarrett et al., 2009: such filters alone tell much).
/// </summary>
internal static class ImageFeatures
{
    private const int Directions = 8, Filters = 8, Side = 5;

    /// <summary>A row for each chosen sample.</summary>
    /// <param name="data">Images: rows, columns, channels.</param>
    /// <param name="chosen">The samples.</param>
    /// <param name="seed">The seed of the filters.</param>
    public static float[] Of(Dataset data, int[] chosen, long seed)
    {
        int height = data.InputShape[0], width = data.InputShape[1], channels = data.InputShape[2];
        bool filtered = height >= Side && width >= Side;
        int features = (2 * channels) + Directions + 1 + (filtered ? 2 * Filters : 0);
        float[] rows = new float[chosen.Length * features], filters = new float[Filters * Side * Side];
        RandomStream random = RandomStream.For(seed, "filters");
        for (int i = 0; i < filters.Length; i++)
            filters[i] = (float)random.NextNormal();
        float[] grey = new float[height * width], smooth = new float[height * width];
        for (int i = 0; i < chosen.Length; i++)
        {
            ReadOnlySpan<float> image = data.Sample(chosen[i]);
            Span<float> row = rows.AsSpan(i * features, features);
            Channels(image, channels, row, grey);
            Smooth(grey, smooth, height, width);
            Edges(smooth, height, width, row.Slice(2 * channels, Directions + 1));
            if (filtered)
                Answers(smooth, height, width, filters, row[^(2 * Filters)..]);
        }

        return rows;
    }

    private static void Channels(ReadOnlySpan<float> image, int channels, Span<float> row, float[] grey)
    {
        float weight = 1f / grey.Length;
        Array.Clear(grey);
        for (int i = 0; i < image.Length; i++)
        {
            int channel = i % channels;
            row[2 * channel] += weight * image[i];
            row[(2 * channel) + 1] += weight * image[i] * image[i];
            grey[i / channels] += image[i] / channels;
        }
    }

    /// <summary>The mean of each pixel and its neighbours, without which noise has edges of its own.</summary>
    private static void Smooth(float[] grey, float[] smooth, int height, int width)
    {
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                float sum = 0;
                int count = 0;
                for (int dy = Math.Max(0, y - 1); dy <= Math.Min(height - 1, y + 1); dy++)
                {
                    for (int dx = Math.Max(0, x - 1); dx <= Math.Min(width - 1, x + 1); dx++, count++)
                        sum += grey[(dy * width) + dx];
                }

                smooth[(y * width) + x] = sum / count;
            }
        }
    }

    /// <summary>The share of each direction, from 0 to 180°, in the length of all gradients, and that length.</summary>
    private static void Edges(float[] pixels, int height, int width, Span<float> shares)
    {
        for (int y = 1; y < height - 1; y++)
        {
            for (int x = 1; x < width - 1; x++)
            {
                int at = (y * width) + x;
                float across = pixels[at + 1] - pixels[at - 1], down = pixels[at + width] - pixels[at - width];
                // Half a turn is the same edge.
                double turn = (Math.Atan2(down, across) / Math.PI) + 1;
                // The directions of rows and columns lie in the middle of theirs.
                int direction = (int)((turn * Directions) + 0.5) % Directions;
                float length = MathF.Sqrt((across * across) + (down * down));
                shares[direction] += length;
                shares[Directions] += length;
            }
        }

        float whole = Math.Max(shares[Directions], 1e-30f);
        for (int i = 0; i < Directions; i++)
            shares[i] /= whole;
    }

    /// <summary>Of each filter the mean of what is above 0, and the most.</summary>
    private static void Answers(float[] pixels, int height, int width, float[] filters, Span<float> answers)
    {
        int places = (height - Side + 1) * (width - Side + 1);
        for (int filter = 0; filter < Filters; filter++)
        {
            ReadOnlySpan<float> weights = filters.AsSpan(filter * Side * Side, Side * Side);
            for (int y = 0; y <= height - Side; y++)
            {
                for (int x = 0; x <= width - Side; x++)
                {
                    float answer = 0;
                    for (int row = 0; row < Side; row++)
                    {
                        for (int column = 0; column < Side; column++)
                            answer += weights[(row * Side) + column] * pixels[((y + row) * width) + x + column];
                    }

                    answers[2 * filter] += Math.Max(0, answer) / places;
                    answers[(2 * filter) + 1] = Math.Max(answers[(2 * filter) + 1], answer);
                }
            }
        }
    }
}
