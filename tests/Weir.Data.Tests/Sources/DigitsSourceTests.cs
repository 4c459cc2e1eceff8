using System.Numerics.Tensors;
using Weir.Tensors;

namespace Weir.Data.Tests.Sources;

public class DigitsSourceTests
{
    [Fact]
    public void Digits_are_drawn_in_any_size_by_the_same_strokes()
    {
        DataRequest request = new() { TrainingCount = 20, ValidationCount = 0, TestCount = 0, AsImages = true, Noise = 0 };
        Dataset usual = DataSources.Load("digits", request).Training,
            same = DataSources.Load("digits", request with { Size = 28 }).Training,
            larger = DataSources.Load("digits", request with { Size = 32 }).Training;
        same.Inputs.ToArray().ShouldBe(usual.Inputs.ToArray());
        larger.InputShape.ShouldBe(new Shape(32, 32, 1));
        for (int i = 0; i < 20; i++)
        {
            // As much of the image is ink, and none of it is cut off at 28.
            larger.Sample(i).ToArray().Average().ShouldBe(usual.Sample(i).ToArray().Average(), 0.01);
        }

        Should.Throw<DataException>(() => DataSources.Load("digits", request with { Size = 4 })).Message.ShouldContain("8 to 256 pixels");
    }

    [Fact]
    public void Ten_thousand_images_to_learn_from_unless_told()
    {
        DataSplit split = new DigitsSource().Load(new DataRequest());
        split.Training.Count.ShouldBe(10_000);
        split.Validation!.Count.ShouldBe(2_000);
        split.Test!.Count.ShouldBe(2_000);
        var facts = DatasetFacts.Of(split.Training);
        facts.ClassCounts.ShouldBe(Enumerable.Repeat(1_000, 10));
        facts.InputMinimum.ShouldBe(0);
        facts.InputMaximum.ShouldBe(1);
        facts.ConstantFeatures.ShouldBeEmpty();
        split.Training.Take(50).Inputs.ShouldAllBe(x => x == (float)Math.Round(255 * x) / 255f);
    }

    [Fact]
    public void Without_noise_the_ground_is_black_and_every_image_has_ink_inside_the_frame()
    {
        Dataset training = new DigitsSource().Load(new DataRequest { Noise = 0, TrainingCount = 1000, AsImages = true }).Training;
        training.InputShape.ShouldBe(new Shape(28, 28, 1));
        int onBorder = 0;
        for (int i = 0; i < training.Count; i++)
        {
            ReadOnlySpan<float> image = training.Sample(i);
            int inked = 0;
            for (int pixel = 0; pixel < image.Length; pixel++)
            {
                inked += image[pixel] > 0.3 ? 1 : 0;
                onBorder += image[pixel] > 0.3 && (pixel / 28 is 0 or 27 || pixel % 28 is 0 or 27) ? 1 : 0;
            }

            inked.ShouldBeInRange(12, 350);
        }

        // A few strokes may touch the frame, hardly any run out of it.
        onBorder.ShouldBeLessThan(training.Count);
    }

    [Fact]
    public void The_bits_of_seed_1_stay_what_they_are()
    {
        float[] inputs = new DigitsSource().Load(new DataRequest { Seed = 1, TrainingCount = 200, ValidationCount = 0, TestCount = 0 })
            .Training.Inputs;
        ulong hash = 14695981039346656037UL;
        foreach (float x in inputs)
            hash = (hash ^ (byte)Math.Round(255 * x)) * 1099511628211UL;
        hash.ShouldBe(5594456075015415602UL);
    }

    [Fact]
    public void A_linear_model_learns_it_but_stays_below_93_percent()
    {
        DataSplit split = new DigitsSource().Load(new DataRequest { Seed = 3, ValidationCount = 0 });
        double accuracy = LinearModel.Train(split.Training, epochs: 12, rate: 0.02f).Accuracy(split.Test!);
        accuracy.ShouldBeInRange(0.80, 0.93);
    }

    /// <summary>Softmax regression by plain stochastic gradient descent, its rate falling to 0.</summary>
    private sealed class LinearModel
    {
        private readonly float[] _weights = new float[10 * 785];

        public static LinearModel Train(Dataset training, int epochs, float rate)
        {
            var model = new LinearModel();
            using var loader = new BatchLoader(training, new BatchOptions { BatchSize = 1 });
            int steps = epochs * training.Count;
            Span<float> scores = stackalloc float[10];
            for (int step = 0; step < steps; step++)
            {
                Batch sample = loader.Next();
                ReadOnlySpan<float> x = sample.Inputs;
                model.Scores(x, scores);
                TensorPrimitives.SoftMax(scores, scores);
                float now = rate * (steps - step) / steps;
                for (int k = 0; k < 10; k++)
                {
                    float error = scores[k] - (sample.Labels[0] == k ? 1 : 0);
                    Span<float> row = model._weights.AsSpan(k * 785, 785);
                    TensorPrimitives.MultiplyAdd(x, -now * error, row[..784], row[..784]);
                    row[784] -= now * error;
                }
            }

            return model;
        }

        public double Accuracy(Dataset test)
        {
            int right = 0;
            Span<float> scores = stackalloc float[10];
            for (int i = 0; i < test.Count; i++)
            {
                Scores(test.Sample(i), scores);
                right += TensorPrimitives.IndexOfMax(scores) == Make.Labels(test)[i] ? 1 : 0;
            }

            return (double)right / test.Count;
        }

        private void Scores(ReadOnlySpan<float> x, Span<float> scores)
        {
            for (int k = 0; k < 10; k++)
                scores[k] = TensorPrimitives.Dot(x, _weights.AsSpan(k * 785, 784)) + _weights[(k * 785) + 784];
        }
    }
}
