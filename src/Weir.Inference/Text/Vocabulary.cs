using Weir.Data;
using Weir.Training;

namespace Weir.Inference;

/// <summary>The characters that a network of texts knows, by their numbers.</summary>
internal sealed class Vocabulary
{
    private readonly char[] _characters;
    private readonly Dictionary<char, int> _numbers;

    /// <summary>Takes those of a signature.</summary>
    public Vocabulary(InputSignature input)
    {
        _characters = [.. input.Characters!.Select(unit => (char)unit)];
        _numbers = _characters.Select((character, i) => (character, i)).ToDictionary(entry => entry.character, entry => entry.i);
    }

    /// <summary>The character of a number.</summary>
    public char this[int number] => _characters[number];

    /// <summary>The numbers of a text's characters.</summary>
    /// <exception cref="DataException">A character that it does not know, or none at all.</exception>
    public int[] Encode(string text)
    {
        if (text.Length == 0)
            throw new DataException("the text is empty; one character or more is needed to go on from");
        int[] numbers = new int[text.Length];
        for (int i = 0; i < numbers.Length; i++)
        {
            if (!_numbers.TryGetValue(text[i], out numbers[i]))
                throw new DataException($"character {i + 1} of the text, '{text[i]}' (U+{(int)text[i]:X4}), does not occur in the text of "
                    + "the training; leave it out, or write it otherwise");
        }

        return numbers;
    }
}
