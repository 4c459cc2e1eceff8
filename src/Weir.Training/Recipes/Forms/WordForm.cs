using System.Text.Json.Nodes;
using Weir.Tensors;
using YamlDotNet.RepresentationModel;

namespace Weir.Training.Forms;

/// <summary>One of a few words that stand for values, or else another form.</summary>
/// <typeparam name="T">The kind of value.</typeparam>
/// <param name="other">What may stand there besides the words; null for nothing.</param>
/// <param name="words">The words and what they stand for; of two with the same value the first is written.</param>
internal sealed class WordForm<T>(Form<T>? other, params (string Word, T Value)[] words) : Form<T>
{
    /// <summary>What the words are names of, where a program can add others; null where it cannot.</summary>
    public string? Family { get; init; }

    public override NumberRange? Range => other?.Range;

    public override IReadOnlyList<RecordField> Keys => other?.Keys ?? [];

    // A word may stand for null, as 'off' does.
    public override YamlNode? WriteDefault(T value) =>
        value is null && !Array.Exists(words, each => each.Value is null) ? null : Write(value);

    public override bool Read(Reading at, out T value)
    {
        string? text = (at.Node as YamlScalarNode)?.Value;
        foreach ((string word, T meaning) in words)
        {
            if (word == text)
            {
                value = meaning;
                return true;
            }
        }

        if (other is not null && ShortForm.Of(at.Node) is { } given && Array.Exists(words, each => each.Word == given.Value))
            ShortForm.Lengthen(at.Node, null);
        string? meant = text is null ? null : Spelling.Nearest(text, words.Select(word => word.Word));
        if (other is not null && meant is null)
            return other.Read(at, out value);
        value = default!;
        return at.Fail($"{at.Path}: expected {string.Join(" or ", words.Select(word => $"'{word.Word}'"))}, found {at.Found}", meant,
            Family is null || text is null ? null : $"{Family} '{text}'");
    }

    public override YamlNode? Write(T value)
    {
        foreach ((string word, T meaning) in words)
        {
            if (EqualityComparer<T>.Default.Equals(meaning, value))
                return new YamlScalarNode(word);
        }

        return other?.Write(value);
    }

    public override JsonObject Schema()
    {
        JsonObject known = new() { ["enum"] = new JsonArray([.. words.Select(word => (JsonNode)word.Word)]) };
        return other is null ? known : new JsonObject { ["anyOf"] = new JsonArray(known, other.Schema()) };
    }
}
