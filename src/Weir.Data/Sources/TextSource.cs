namespace Weir.Data;

/// <summary>
/// A text as characters: a sample is a window of <see cref="DataRequest.Length"/> characters (128 unless told), and the target of each is
/// the character that comes next. The vocabulary is the characters of the whole text in the order of their code points. The last tenth of
/// the text is for validation unless told, so that nothing of it is learnt; windows begin <see cref="DataRequest.Stride"/> characters
/// apart, as many as a window has unless told, and lie in memory once, however much they overlap. The file is
/// <c>tinyshakespeare/input.txt</c> unless told; UTF-8.
/// </summary>
public sealed class TextSource : IDataSource
{
    private const int MostCharacters = 4096;
    private static readonly string s_usual = Path.Combine("tinyshakespeare", "input.txt");

    /// <inheritdoc/>
    public string Name => "text";

    /// <inheritdoc/>
    public string Description => "a text as characters, in windows; each character's target is the next (Tiny Shakespeare unless another "
        + "file is named)";

    /// <inheritdoc/>
    public IReadOnlyList<string> Options { get; } =
        [nameof(DataRequest.File), nameof(DataRequest.Length), nameof(DataRequest.Stride), nameof(DataRequest.TrainingCount),
            nameof(DataRequest.ValidationCount)];

    /// <inheritdoc/>
    public DataSplit Load(DataRequest request)
    {
        int length = request.Length ?? 128;
        int stride = request.Stride ?? length;
        if (length < 2 || stride < 1)
            throw new DataException($"text: windows of {length} characters, {stride} apart, were asked for; a window has 2 or more, and "
                + "they begin 1 or more apart");
        string path = DataPlaces.File(request, request.File ?? s_usual, Name);
        string text = InputFile.ReadText(path);
        char[] vocabulary = [.. text.Distinct().Order()];
        if (vocabulary.Length > MostCharacters)
            throw new DataException($"{path}: it has {vocabulary.Length} different characters; up to {MostCharacters} are taken: is it "
                + "a text?");
        if (vocabulary.Length < 2)
            throw new DataException($"{path}: it has {vocabulary.Length} different characters; two or more are needed to predict anything");
        int[] tokens = Encode(text, vocabulary);
        string[] names = [.. vocabulary.Select(NameOf)];

        int end = request.ValidationCount == 0 ? tokens.Length : tokens.Length - (tokens.Length / 10);
        if (request.ValidationCount is > 0 and int wanted)
            end = (int)Math.Clamp(tokens.Length - 1 - ((long)wanted * length), 0, tokens.Length);
        if (end <= length || (end < tokens.Length && tokens.Length - end <= length))
            throw new DataException($"{path}: {tokens.Length} characters make {end} for training and {tokens.Length - end} for "
                + $"validation; each part needs more than a window of {length}: take a shorter 'length', a longer text, or 'validation: "
                    + "0'")
            {
                Option = "length"
            };
        Dataset training = TokenWindows.Make("text training", tokens.AsSpan(0, end), vocabulary.Length, length, stride, names);
        if (request.TrainingCount is { } count)
            training = count > 0 ? training.Take(count)
                : throw new DataException($"text: {count} training windows were asked for; 1 or more are needed") { Option = "training" };
        return new DataSplit(training, end == tokens.Length ? null
            : TokenWindows.Make("text validation", tokens.AsSpan(end), vocabulary.Length, length, length, names))
        { Characters = vocabulary };
    }

    private static int[] Encode(string text, char[] vocabulary)
    {
        int[] numbers = new int[char.MaxValue + 1];
        for (int i = 0; i < vocabulary.Length; i++)
            numbers[vocabulary[i]] = i;
        int[] tokens = new int[text.Length];
        for (int i = 0; i < tokens.Length; i++)
            tokens[i] = numbers[text[i]];
        return tokens;
    }

    private static string NameOf(char character) => character switch
    {
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        ' ' => "space",
        _ => char.IsControl(character) || char.IsSurrogate(character) ? $"U+{(int)character:X4}" : character.ToString(),
    };
}
