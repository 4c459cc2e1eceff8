using System.Text;

namespace Weir.Fuzz;

/// <summary>Makes damaged inputs of good ones. The same seed makes the same inputs.</summary>
/// <param name="random">Where the choices come from.</param>
internal sealed class Mutator(Random random)
{
    private const int MostBytes = 1 << 17;

    // What parsers stumble over: brackets, signs, numbers at the ends of their types, half letters, words of the formats.
    private static readonly byte[][] s_words = [.. new[]
    {
        "{", "}", "[", "]", ",", ":", "\"", "'", "&a", "*a", "- ", "? ", "\n", "\t", "#", "|", ">", "!!", "%", "null", "true", "-1", "0",
            "1e308", "-1e308", "1e-320",
        "NaN", "Infinity", "9223372036854775807", "-9223372036854775808", "18446744073709551616", "2147483648", "4294967295", "1.5",
            "\\ud800", "\\udc00\\u0000", "\uFEFF",
        "\uD7FF", "F32", "shape", "data_offsets", "descr", "fortran_order", "IHDR", "IDAT", "tRNS", "PLTE", "__metadata__", "residual",
            "linear", "\"step\":", "\"layer\":",
    }.Select(Encoding.UTF8.GetBytes), [0xFF, 0xFE], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0, 0, 0, 0], [0x7F, 0xFF, 0xFF, 0xFF],
        [0x80, 0, 0, 0], [0xFF, 0xFF, 0xFF, 0xFF]];

    /// <summary>One case.</summary>
    /// <param name="seeds">The good inputs.</param>
    public byte[] Next(IReadOnlyList<byte[]> seeds)
    {
        List<byte> bytes = [.. seeds[random.Next(seeds.Count)]];
        int changes = 1 << random.Next(6);
        for (int i = 0; i < changes; i++)
            Change(bytes, seeds);
        return bytes.Count <= MostBytes ? [.. bytes] : [.. bytes.Take(MostBytes)];
    }

    private void Change(List<byte> bytes, IReadOnlyList<byte[]> seeds)
    {
        int at = random.Next(bytes.Count + 1), length = Math.Min(bytes.Count - at, 1 + random.Next(1 << random.Next(1, 10)));
        switch (random.Next(9))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when at < bytes.Count:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2:
                bytes.RemoveRange(at, length);
                break;
            case 3:
                bytes.InsertRange(random.Next(bytes.Count + 1), bytes.GetRange(at, length));
                break;
            case 4:
                bytes.InsertRange(at, s_words[random.Next(s_words.Length)]);
                break;
            case 5:
                byte[] word = s_words[random.Next(s_words.Length)];
                bytes.RemoveRange(at, Math.Min(word.Length, bytes.Count - at));
                bytes.InsertRange(at, word);
                break;
            case 6:
                byte[] other = seeds[random.Next(seeds.Count)];
                int from = random.Next(other.Length + 1);
                bytes.RemoveRange(at, bytes.Count - at);
                bytes.AddRange(other[from..]);
                break;
            case 7:
                ChangeNumber(bytes, at);
                break;
            default:
                byte[] again = s_words[random.Next(s_words.Length)];
                for (int i = random.Next(1 << random.Next(1, 12)); i > 0; i--)
                    bytes.InsertRange(at, again);
                break;
        }
    }

    /// <summary>Puts another number in the place of the next digits.</summary>
    private void ChangeNumber(List<byte> bytes, int at)
    {
        int start = bytes.FindIndex(at, value => value is >= (byte)'0' and <= (byte)'9');
        if (start < 0)
            return;
        int end = start;
        while (end < bytes.Count && bytes[end] is >= (byte)'0' and <= (byte)'9')
            end++;
        string number = random.Next(4) switch
        {
            0 => random.NextInt64().ToString(System.Globalization.CultureInfo.InvariantCulture),
            1 => "-" + random.Next(100),
            2 => (random.NextDouble() * Math.Pow(10, random.Next(-300, 300)))
                .ToString("R", System.Globalization.CultureInfo.InvariantCulture),
            _ => random.Next(300).ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
        bytes.RemoveRange(start, end - start);
        bytes.InsertRange(start, Encoding.ASCII.GetBytes(number));
    }
}
