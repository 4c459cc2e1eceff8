using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Nn.Tests.Layers;

public sealed class ImageAndSequenceLayerTests
{
    private readonly Tape _tape = new(new ReferenceBackend());

    [Fact]
    public void Batch_norm_refuses_one_sample_in_training_and_takes_it_in_evaluation()
    {
        Sequential model = new(new BatchNorm(3));
        model.Initialize(1);
        Should.Throw<ShapeException>(() => model.Apply(_tape.Full(new Shape(1, 3), 2))).Message.ShouldBe(
            "batch-norm 1: one sample of shape (1, 3) came in, in training; a variance needs two samples or more: use a larger batch, "
                + "leave a last batch of one out ('drop-last'), or model.Train(false) to evaluate");
        model.Train(false);
        model.Apply(_tape.Full(new Shape(1, 3), 2)).ToArray().ShouldAllBe(y => Math.Abs(y - 2) < 1e-4);
    }

    [Fact]
    public void Statistics_do_not_cancel_far_from_zero()
    {
        BatchNorm norm = new(1, momentum: 1);
        norm.Initialize(1);
        float[] x = [.. Enumerable.Range(0, 1000).Select(i => 10_000f + (i % 2 == 0 ? 1 : -1))];
        float[] y = norm.Apply(_tape.Input(new Shape(1000, 1), x)).ToArray();
        y.ShouldAllBe(v => Math.Abs(Math.Abs(v) - 1) < 1e-3);
        norm.RunningVariance.Value.ToArray()[0].ShouldBe(1000f / 999, 1e-3f);
    }

    [Fact]
    public void Dropout_keeps_the_mean_and_its_masks_follow_from_seed_path_and_step_alone()
    {
        Sequential model = new(new Dropout(0.3), new Dropout(0.3));
        Should.Throw<InvalidOperationException>(() => model.Apply(_tape.Full(new Shape(2, 3), 1)))
            .Message.ShouldContain("BeginStep(seed, step)");
        float[] first = At(5, 7), again = At(5, 7), next = At(5, 8), other = At(6, 7);
        first.ShouldBe(again);
        first.ShouldNotBe(next);
        first.ShouldNotBe(other);
        float[] one = First(5, 7);
        one.Count(v => v == 0).ShouldBeInRange(2850, 3150);
        one.Where(v => v != 0).ShouldAllBe(v => Math.Abs(v - (1 / 0.7)) < 1e-5);
        first.Count(v => v == 0).ShouldBeInRange(4900, 5300, "the two layers draw masks of their own");
        model.Train(false);
        At(5, 7).ShouldAllBe(v => v == 1);

        float[] At(long seed, long step)
        {
            _tape.Begin();
            model.BeginStep(seed, step);
            return model.Apply(_tape.Full(new Shape(100, 100), 1)).ToArray();
        }

        float[] First(long seed, long step)
        {
            _tape.Begin();
            model.BeginStep(seed, step);
            return model.Parts[0].Apply(_tape.Full(new Shape(100, 100), 1)).ToArray();
        }
    }

    [Fact]
    public void Stochastic_depth_leaves_out_whole_samples_and_spatial_dropout_whole_channels()
    {
        Dropout samples = new(0.5, DropoutUnit.Sample), channels = new(0.5, DropoutUnit.Channel);
        samples.BeginStep(1, 1);
        channels.BeginStep(1, 1);
        float[] x = samples.Apply(_tape.Full(new Shape(50, 4, 4, 3), 1)).ToArray();
        x.Chunk(48).ShouldAllBe(sample => sample.Distinct().Count() == 1);
        x.Chunk(48).Select(sample => sample[0]).Distinct().Count().ShouldBe(2);
        float[] y = channels.Apply(_tape.Full(new Shape(50, 4, 4, 3), 1)).ToArray();
        y.Chunk(48).ShouldAllBe(sample => sample.Chunk(3).All(pixel => pixel.SequenceEqual(sample.Take(3))));
        y.Chunk(48).Select(sample => string.Join(' ', sample.Take(3))).Distinct().Count().ShouldBeGreaterThan(4);
    }

    [Fact]
    public void Attention_whose_weights_are_dropped_is_the_same_as_without_once_nothing_is_dropped()
    {
        MultiHeadAttention tiles = new(8, 2, causal: true), whole = new(8, 2, causal: true, dropout: 0.5);
        tiles.Initialize(1);
        whole.Initialize(1);
        whole.Train(false);
        float[] x = [.. Enumerable.Range(0, 3 * 5 * 8).Select(i => MathF.Sin(i))];
        float[] expected = whole.Apply(_tape.Input(new Shape(3, 5, 8), x)).ToArray();
        float[] actual = tiles.Apply(_tape.Input(new Shape(3, 5, 8), x)).ToArray();
        for (int i = 0; i < expected.Length; i++)
            actual[i].ShouldBe(expected[i], 1e-6f);
    }

    /// <summary>All scores of 512 places and 4 heads are 4 MB each time; signal, parts and result are a tenth of it.</summary>
    [Fact]
    public void Attention_with_dropout_keeps_no_scores_in_evaluation()
    {
        long Bytes(double dropout)
        {
            MultiHeadAttention attention = new(32, 4, causal: true, dropout);
            attention.Initialize(1);
            attention.Train(false);
            Tape tape = new(new ReferenceBackend());
            tape.Begin(recording: false);
            attention.Apply(tape.Full(new Shape(1, 512, 32), 0.5f));
            return tape.PoolBytes;
        }

        Bytes(dropout: 0.1).ShouldBe(Bytes(dropout: 0));
    }

    [Fact]
    public void A_causal_place_does_not_see_later_ones()
    {
        MultiHeadAttention attention = new(8, 2, causal: true);
        attention.Initialize(1);
        float[] x = [.. Enumerable.Range(0, 5 * 8).Select(i => (float)Math.Sin(i))];
        float[] before = attention.Apply(_tape.Input(new Shape(1, 5, 8), x)).ToArray();
        x.AsSpan(4 * 8).Fill(3);
        float[] after = attention.Apply(_tape.Input(new Shape(1, 5, 8), x)).ToArray();
        after.Take(32).ShouldBe(before.Take(32));
        after.Skip(32).ShouldNotBe(before.Skip(32));
    }

    [Fact]
    public void Root_mean_square_norm_is_its_formula()
    {
        RmsNorm norm = new(4, 1e-6);
        norm.Initialize(1);
        norm.Scale.Set([1, 2, 3, 4]);
        norm.Apply(_tape.Input(new Shape(1, 4), [1, -2, 3, 4])).ToArray()
            .ShouldBeNear([.. new[] { 1f, -4, 9, 16 }.Select(v => v / MathF.Sqrt(7.5f))], "rms norm");
    }

    [Fact]
    public void Squeeze_excite_multiplies_channels_by_gates_of_their_means()
    {
        SqueezeExcite block = new(2, 2);
        block.Initialize(1);
        block.Squeeze.Weight.Set([1, 1]);
        block.Excite.Weight.Set([1, -1]);
        float[] y = block.Apply(_tape.Input(new Shape(1, 1, 2, 2), [1, 2, 3, 4])).ToArray();
        float high = 1 / (1 + MathF.Exp(-5)), low = 1 / (1 + MathF.Exp(5));
        y.ShouldBeNear([high, 2 * low, 3 * high, 4 * low], "squeeze-excite");
    }

    [Fact]
    public void Positional_waves_are_those_of_the_paper()
    {
        float[] y = new PositionalEncoding(8, 4).Apply(_tape.Full(new Shape(1, 3, 4), 0)).ToArray();
        y.ShouldBeNear([.. from t in Enumerable.Range(0, 3) from v in new[] { Math.Sin(t), Math.Cos(t), Math.Sin(t / 100.0),
            Math.Cos(t / 100.0) } select (float)v], "waves");
    }

    [Fact]
    public void A_signal_that_does_not_fit_is_told_by_layer_shapes_and_the_chain_before_it()
    {
        Sequential model = new(new Conv2d(3, 8, 3, activation: new Relu()), new MaxPool2d(), new Conv2d(9, 4, 3));
        model.Initialize(1);
        Should.Throw<ShapeException>(() => Summary.Of(model, new Shape(12, 12, 3))).Message.ShouldBe(
            "conv 3: a signal of shape (1, 5, 5, 8) came in; images (samples, height, width, 9) are expected; the shapes up to there: "
                + "input (12, 12, 3) → conv+relu (10, 10, 8) → max-pool (5, 5, 8)");
        Should.Throw<ShapeException>(() => new Embedding(4, 2).Also(e => e.Initialize(1)).Apply(_tape.Input(new Shape(2), [1, 4])))
            .Message.ShouldBe("embedding: entry 1 is 4; tokens are whole numbers in 0…3");
        Should.Throw<ShapeException>(() => new MultiHeadAttention(8, 3)).Message.ShouldBe("attention: 3 heads do not divide a width of 8");
        Should.Throw<ShapeException>(() => new Conv2d(3, 4, 3, new ConvolutionOptions { Groups = 2 }))
            .Message.ShouldBe("conv: 2 groups do not divide 3 channels in and 4 channels out");
    }
}

internal static class Then
{
    public static T Also<T>(this T value, Action<T> act)
    {
        act(value);
        return value;
    }
}
