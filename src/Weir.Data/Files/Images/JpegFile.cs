using BitMiracle.LibJpeg.Classic;

namespace Weir.Data;

/// <summary>
/// JPEG (ISO/IEC 10918), baseline and progressive, of 8 bits a level: grey, colours, and the four inks of print. An image that its camera
/// held otherwise is turned as it notes (Exif). Decoded by LibJpeg.NET, which is managed throughout: of the decoders compared,
/// StbImageSharp was faster by up to a third in colour and did not come back from some damaged files.
/// </summary>
internal static class JpegFile
{
    // No code is shorter than a bit, and a block of 8×8 has one or more.
    private const int MostPixelsOfByte = 8 * 64;

    public static ReadOnlySpan<byte> Start => [0xFF, 0xD8, 0xFF];

    public static PixelImage Decode(string name, byte[] bytes)
    {
        Complaints complaints = new();
        try
        {
            using MemoryStream stream = new(bytes, writable: false);
            jpeg_decompress_struct reader = new(complaints);
            reader.jpeg_stdio_src(stream);
            reader.jpeg_read_header(true);
            Check(name, reader, bytes.Length);
            PixelImage image = Levels(reader);
            return complaints.First is { } damage ? throw new DataException($"{name}: the JPEG is damaged: {damage}")
                : image.Seen(ExifOrientation.Of(bytes));
        }
        catch (Exception error) when (error is not (DataException or OutOfMemoryException))
        {
            // The decoder has no errors of its own.
            throw new DataException($"{name}: the JPEG is damaged, or of a kind that is not read: {error.Message.TrimEnd('.')}", error);
        }
    }

    private static void Check(string name, jpeg_decompress_struct reader, int size)
    {
        long pixels = (long)reader.Image_width * reader.Image_height;
        if (pixels > (long)size * MostPixelsOfByte)
            throw new DataException($"{name}: the JPEG is damaged: it claims {reader.Image_width} × {reader.Image_height} pixels, and has "
                + $"{size} bytes");
        if (FileLimits.Wrong((Int128)pixels * 3 * sizeof(float)) is { } wrong)
            throw new DataException($"{name}: as pixels of {reader.Image_width} × {reader.Image_height}, {wrong}");
    }

    private static PixelImage Levels(jpeg_decompress_struct reader)
    {
        reader.jpeg_start_decompress();
        (int height, int width, int components) = (reader.Output_height, reader.Output_width, reader.Output_components);
        int channels = components == 1 ? 1 : 3;
        float[] values = new float[height * width * channels];
        byte[][] row = [new byte[width * components]];
        for (int y = 0; y < height; y++)
        {
            reader.jpeg_read_scanlines(row, 1);
            Span<float> to = values.AsSpan(y * width * channels, width * channels);
            if (components == 4)
                Inks(row[0], to);
            else
                for (int i = 0; i < to.Length; i++)
                    to[i] = row[0][i] / 255f;
        }

        reader.jpeg_finish_decompress();
        return new PixelImage(height, width, channels, values);
    }

    /// <summary>Cyan, magenta, yellow and black as all programs write them, the other way round: 255 is no ink.</summary>
    private static void Inks(byte[] row, Span<float> colours)
    {
        for (int pixel = 0; pixel < row.Length / 4; pixel++)
        {
            for (int colour = 0; colour < 3; colour++)
                colours[(3 * pixel) + colour] = row[(4 * pixel) + colour] * row[(4 * pixel) + 3] / (255f * 255f);
        }
    }

    /// <summary>Keeps what the decoder would otherwise write to the console.</summary>
    private sealed class Complaints : jpeg_error_mgr
    {
        /// <summary>The first that tells of damage; null where there is none.</summary>
        public string? First { get; private set; }

        // Bytes between two parts, which some cameras leave, harm nothing.
        public override void emit_message(int msg_level)
        {
            if (msg_level < 0 && format_message() is var text && !text.Contains("extraneous", StringComparison.OrdinalIgnoreCase))
                First ??= text.TrimEnd('.');
        }

        public override void output_message()
        {
        }
    }
}
