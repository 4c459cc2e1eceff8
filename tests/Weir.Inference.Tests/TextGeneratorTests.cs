using Weir.Nn;
using Weir.Tensors;

namespace Weir.Inference.Tests;

/// <summary>A network of texts goes on with one.</summary>
public class TextGeneratorTests
{
    [Theory]
    [InlineData("[embedding: 16, positional-encoding: learned, {transformer: 2, heads: 2, causal: true}, layer-norm, linear: outputs]",
        true)]
    [InlineData("[embedding: 16, positional-encoding, {transformer: 1, heads: 4, causal: true, norm-first: false}, linear: outputs]", true)]
    [InlineData("[embedding: 12, lstm: 16, linear: outputs]", true)]
    [InlineData("[embedding: 12, gru: 16, rms-norm, linear: outputs]", true)]
    [InlineData("[embedding: 12, simple-rnn: 16, {linear: 8, activation: relu}, linear: outputs]", true)]
    [InlineData("[embedding: 12, {simple-rnn: 16, activation: relu, state-weight: identity}, linear: outputs]", true)]
    [InlineData("[embedding: 12, {simple-rnn: 16, activation: leaky-relu}, linear: outputs]", true)]
    public void What_is_kept_of_earlier_characters_gives_what_reading_them_again_gives(string model, bool cached)
    {
        using TrainedRuns runs = new();
        Predictor predictor = Predictor.Load(Text(runs, model));
        TextGenerator generator = new(predictor);
        generator.IsCached.ShouldBe(cached);
        Module network = predictor.Network.Model;
        int[] tokens = [.. Enumerable.Range(0, 24).Select(i => (i * 7) % 5)];
        CachedPassage passage = CachedPassage.Of(network, 24).ShouldNotBeNull();
        float[] kept = new float[predictor.Signature.Output.Outputs], whole = new float[kept.Length];
        for (int length = 1; length <= tokens.Length; length++)
        {
            passage.Follow(tokens[..length], kept);
            predictor.PredictNext([.. tokens[..length].Select(token => (float)token)], whole);
            for (int i = 0; i < kept.Length; i++)
                kept[i].ShouldBe(whole[i], 1e-4f, $"after {length} characters, output {i}");
        }
    }

    [Fact]
    public void A_text_that_repeats_goes_on_repeating()
    {
        using TrainedRuns runs = new();
        TextGenerator generator = new(Predictor.Load(Text(runs, "[embedding: 16, lstm: 32, linear: outputs]", epochs: 30)));
        string.Concat(generator.Generate("abcde", new TextGenerationOptions { Length = 60, Temperature = 0 }))
            .ShouldBe(string.Concat(Enumerable.Repeat("abcde", 12)));
        string drawn = string.Concat(generator.Generate("c", new TextGenerationOptions { Length = 20, Seed = 3 }));
        drawn.ShouldBe(string.Concat(generator.Generate("c", new TextGenerationOptions { Length = 20, Seed = 3 })));
        string.Concat(generator.Generate("c", new TextGenerationOptions { Length = 20, Temperature = 5, Top = 1 }))
            .ShouldBe("deabcdeabcdeabcdeabc");
    }

    [Fact]
    public void A_transformer_goes_on_beyond_its_window()
    {
        using TrainedRuns runs = new();
        TextGenerator generator = new(Predictor.Load(Text(runs,
            "[embedding: 16, positional-encoding: learned, {transformer: 1, heads: 2, causal: true}, layer-norm, linear: outputs]",
                epochs: 30)));
        generator.Window.ShouldBe(24);
        string.Concat(generator.Generate("abcdeabcdeab", new TextGenerationOptions { Length = 100, Temperature = 0 }))
            .ShouldBe(string.Concat(Enumerable.Repeat("abcde", 30))[12..112]);
    }

    [Fact]
    public void What_does_not_fit_is_named()
    {
        using TrainedRuns runs = new();
        Predictor predictor = Predictor.Load(Text(runs, "[embedding: 4, gru: 4, linear: outputs]", epochs: 1));
        TextGenerator generator = new(predictor);
        Should.Throw<Weir.Data.DataException>(() => generator.Generate("abx")).Message
            .ShouldStartWith("character 3 of the text, 'x' (U+0078), does not occur in the text of the training");
        Should.Throw<Weir.Data.DataException>(() => generator.Generate("")).Message.ShouldContain("the text is empty");
        Should.Throw<ArgumentOutOfRangeException>(() => generator.Generate("a", new TextGenerationOptions { Temperature = -1 }));
        predictor.Predict("abc").Names.Count.ShouldBe(5);
        Should.Throw<Weir.Data.DataException>(() => new TextGenerator(Predictor.Load(runs.Houses(epochs: 1)))).Message
            .ShouldContain("was not trained on a text");
    }

    [Fact]
    public void A_block_whose_function_is_of_several_operations_keeps_nothing()
    {
        CachedPassage.Of(Network(new Gelu()), 16).ShouldNotBeNull();
        CachedPassage.Of(Network(new Twice()), 16).ShouldBeNull();

        static Sequential Network(Activation activation)
        {
            Sequential network = new(new Embedding(5, 8), new TransformerBlock(8, 2, causal: true, activation: activation),
                new Linear(8, 5));
            network.Initialize(1);
            return network;
        }
    }

    private sealed class Twice() : Activation("twice")
    {
        public override double Gain => 1;

        protected override Tensor Forward(Tensor x) => x.Tanh().Tanh();
    }

    private static string Text(TrainedRuns runs, string model, int epochs = 2)
    {
        File.WriteAllText(runs["text.txt"], string.Concat(Enumerable.Repeat("abcde", 300)));
        return runs.Train($$$"""
            name: text
            data: {source: text, file: text.txt, length: 24, stride: 12}
            model: {{{model}}}
            optimizer: {adam: {rate: 0.01}}
            batch: 16
            epochs: {{{epochs}}}
            """);
    }
}
