namespace Weir.Training;

/// <summary>Finds what a misspelt word was probably meant to be.</summary>
public static class Spelling
{
    private const int MostLetters = 100;

    /// <summary>
    /// The candidate that takes the fewest changes (a letter more, less, other, or two swapped; Damerau, 1964): at most a third of the
    /// letters of the word (of a short word, one), and of the longer of the two. Else the candidate that other programs call so, as
    /// <c>linear</c> for <c>dense</c>; else null.
    /// </summary>
    public static string? Nearest(string word, IEnumerable<string> candidates)
    {
        // Nobody misspells a word by so much, and the distance takes time that grows with the length.
        if (word.Length > MostLetters)
            return null;
        string[] known = [.. candidates];
        int limit = Math.Max(1, word.Length / 3);
        (string? Word, int Distance) best = (null, limit + 1);
        foreach (string candidate in known)
        {
            int distance = Distance(Plain(word), Plain(candidate));
            if (distance < best.Distance && distance <= Math.Max(word.Length, candidate.Length) / 3)
                best = (candidate, distance);
        }

        return best.Word ?? Synonyms.Meant(Plain(word), known);
    }

    // Case and the kind of separator are no mistakes of their own: LeakyReLU and leaky_relu are one step from leaky-relu.
    private static string Plain(string word) => word.ToLowerInvariant().Replace('_', '-');

    private static int Distance(string a, string b)
    {
        int[,] steps = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
            steps[i, 0] = i;
        for (int j = 0; j <= b.Length; j++)
            steps[0, j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            for (int j = 1; j <= b.Length; j++)
            {
                int change = steps[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                steps[i, j] = Math.Min(change, Math.Min(steps[i - 1, j], steps[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    steps[i, j] = Math.Min(steps[i, j], steps[i - 2, j - 2] + 1);
            }
        }

        return steps[a.Length, b.Length];
    }
}
