using Weir.Data;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Inference;

/// <summary>
/// The lines of texts; of each the end counts that the network sees at once. What is predicted is the character that comes next.
/// </summary>
internal sealed class TextSamples : SampleSource
{
    private readonly IEnumerator<(string File, long Line, string Text)> _lines;
    private readonly Vocabulary _vocabulary;

    /// <summary>Prepares to read files.</summary>
    public TextSamples(IReadOnlyList<string> files, InputSignature input) =>
        (_lines, _vocabulary) = (files.SelectMany(List).GetEnumerator(), new Vocabulary(input));

    /// <inheritdoc/>
    public override bool HasLines => true;

    /// <inheritdoc/>
    public override bool Fill(SampleBatch batch)
    {
        while (!batch.IsFull)
        {
            if (!_lines.MoveNext())
                return false;
            (string file, long line, string text) = _lines.Current;
            try
            {
                int[] tokens = _vocabulary.Encode(text);
                Span<float> window = batch.Next;
                // Shorter lines end where the window ends; what stands before them is marked as nothing.
                window.Fill(float.NaN);
                int length = Math.Min(tokens.Length, window.Length);
                for (int i = 0; i < length; i++)
                    window[^(length - i)] = tokens[tokens.Length - length + i];
                batch.Add(new SamplePlace(file, line, null));
            }
            catch (DataException error)
            {
                batch.Problems.Add($"{file}, line {line}: {error.Message}");
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _lines.Dispose();
        base.Dispose();
    }

    private static IEnumerable<(string File, long Line, string Text)> List(string file)
    {
        if (!File.Exists(file))
            throw new DataException($"{file}: there is no such file; a text is expected");
        using RowBoundStream rows = FileException.Guard(file, "it cannot be read", () => new RowBoundStream(InputFile.Open(file), file));
        using StreamReader reader = new(rows);
        for (long line = 1; FileException.Guard(file, "it cannot be read", reader.ReadLine) is { } text; line++)
        {
            rows.EndRow();
            yield return (file, line, text);
        }
    }
}
