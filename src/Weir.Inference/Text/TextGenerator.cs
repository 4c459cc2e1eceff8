using System.Numerics.Tensors;
using Weir.Data;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Inference;

/// <summary>Goes on with a text, character by character, as a network that says what comes next would.</summary>
public sealed class TextGenerator
{
    private readonly Predictor _predictor;
    private readonly Vocabulary _vocabulary;

    /// <summary>Prepares a network of texts.</summary>
    /// <param name="predictor">The network.</param>
    /// <exception cref="DataException">It was not trained on a text, so that it does not say what character comes next.</exception>
    public TextGenerator(Predictor predictor)
    {
        ArgumentNullException.ThrowIfNull(predictor);
        if (predictor.Signature is not { Input.Kind: InputKind.Text, Output.Kind: OutputKind.Classes })
            throw new DataException($"{predictor.Network.Path}: the network was not trained on a text, so that it cannot go on with one; "
                + "train with 'data: {source: text}'");
        (_predictor, _vocabulary) = (predictor, new Vocabulary(predictor.Signature.Input));
        IsCached = CachedPassage.Of(predictor.Network.Model, Window) is not null;
    }

    /// <summary>
    /// Whether the network keeps what it has made of earlier characters (keys, values, states), so that each costs the same.
    /// </summary>
    public bool IsCached { get; }

    /// <summary>Characters that the network sees at once.</summary>
    public int Window => _predictor.InputSize;

    /// <summary>Goes on with a text.</summary>
    /// <param name="prompt">The text, of one character or more.</param>
    /// <param name="options">How.</param>
    /// <returns>The characters that come behind it, each as soon as it is drawn.</returns>
    /// <exception cref="DataException">A character that the text of the training has not.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option outside its range.</exception>
    public IEnumerable<char> Generate(string prompt, TextGenerationOptions? options = null)
    {
        options ??= new TextGenerationOptions();
        ArgumentOutOfRangeException.ThrowIfNegative(options.Length, nameof(options));
        if (!(options.Temperature >= 0 && double.IsFinite(options.Temperature)))
            throw new ArgumentOutOfRangeException(nameof(options), options.Temperature, "a temperature is 0 or more");
        if (options.Top < 1)
            throw new ArgumentOutOfRangeException(nameof(options), options.Top, "the most probable characters are 1 or more");
        return Draw([.. _vocabulary.Encode(prompt)], options);
    }

    private IEnumerable<char> Draw(List<int> tokens, TextGenerationOptions options)
    {
        float[] logits = new float[_predictor.Signature.Output.Outputs];
        RandomStream random = RandomStream.For(options.Seed, "generate");
        CachedPassage? passage = CachedPassage.Of(_predictor.Network.Model, Window);
        for (int made = 0; made < options.Length; made++)
        {
            if (passage is not null)
                passage.Follow(tokens, logits);
            else
                _predictor.PredictNext([.. tokens.Skip(tokens.Count - Window).Select(token => (float)token)], logits);
            int token = Draw(logits, options, random);
            tokens.Add(token);
            yield return _vocabulary[token];
        }
    }

    private static int Draw(Span<float> logits, TextGenerationOptions options, RandomStream random)
    {
        if (options.Temperature == 0)
            return TensorPrimitives.IndexOfMax<float>(logits);
        if (options.Top is { } top && top < logits.Length)
        {
            float[] ordered = logits.ToArray();
            Array.Sort(ordered);
            float least = ordered[^top];
            foreach (ref float logit in logits)
                logit = logit < least ? float.NegativeInfinity : logit;
        }

        float greatest = TensorPrimitives.Max<float>(logits);
        double sum = 0;
        double[] weights = new double[logits.Length];
        for (int i = 0; i < weights.Length; i++)
            sum += weights[i] = Math.Exp((logits[i] - greatest) / options.Temperature);
        double drawn = random.NextDouble() * sum;
        for (int i = 0; i < weights.Length; i++)
        {
            drawn -= weights[i];
            if (drawn < 0 && weights[i] > 0)
                return i;
        }

        return Array.FindLastIndex(weights, weight => weight > 0);
    }
}
