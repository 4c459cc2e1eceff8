using System.Text.Json;
using Weir.Tensors;

namespace Weir.Data.Tests;

public class StandardizerTests
{
    private static readonly Dataset Training = Table([1, 10, 5, 3, 30, 5, 5, 50, 5]);

    [Fact]
    public void Per_feature_brings_each_column_to_mean_0_and_deviation_1()
    {
        var standardizer = Standardizer.Fit(Training, Standardization.PerFeature);
        standardizer.Mean.ShouldBe([3f, 30f, 5f]);
        float deviation = (float)Math.Sqrt(8 / 3.0);
        standardizer.Scale[0].ShouldBe(deviation, 1e-6f);
        standardizer.Scale[1].ShouldBe(10 * deviation, 1e-5f);
        Dataset changed = standardizer.Apply(Training);
        for (int feature = 0; feature < 2; feature++)
        {
            float[] column = [.. Enumerable.Range(0, 3).Select(i => changed.Sample(i)[feature])];
            column.Average().ShouldBe(0f, 1e-6f);
            column.Select(x => x * x).Average().ShouldBe(1f, 1e-5f);
        }
    }

    [Fact]
    public void A_constant_feature_gets_scale_1_and_becomes_0()
    {
        var standardizer = Standardizer.Fit(Training, Standardization.PerFeature);
        standardizer.Scale[2].ShouldBe(1f);
        standardizer.Apply(Training).Sample(1)[2].ShouldBe(0f);
    }

    [Fact]
    public void A_constant_that_binary_cannot_hold_is_still_constant()
    {
        float[] inputs = new float[1000];
        Array.Fill(inputs, 0.1f);
        var standardizer = Standardizer.Fit(new Dataset("c", new Shape(1), inputs, new ClassTargets(new int[1000], 1)),
            Standardization.PerFeature);
        standardizer.Scale.ShouldBe([1f]);
        standardizer.Mean.ShouldBe([0.1f]);
    }

    [Fact]
    public void Global_takes_one_mean_and_deviation_for_all()
    {
        var standardizer = Standardizer.Fit(Training, Standardization.Global);
        double mean = Training.Inputs.Average(x => (double)x);
        standardizer.Mean.ShouldHaveSingleItem().ShouldBe((float)mean, 1e-6f);
        standardizer.Scale.ShouldHaveSingleItem().ShouldBe((float)Math.Sqrt(Training.Inputs.Average(x => (x - mean) * (x - mean))), 1e-5f);
    }

    [Fact]
    public void Per_channel_takes_a_mean_and_deviation_for_each_colour_of_all_pixels()
    {
        Dataset images = new("images", new Shape(1, 2, 2), [1, 10, 3, 30, 5, 50, 7, 70], new ClassTargets([0, 0], 1));
        var standardizer = Standardizer.Fit(images, Standardization.PerChannel);
        standardizer.Mean.ShouldBe([4f, 40f]);
        standardizer.Scale[0].ShouldBe((float)Math.Sqrt(5), 1e-6f);
        standardizer.Scale[1].ShouldBe((float)Math.Sqrt(500), 1e-5f);
        Dataset changed = standardizer.Apply(images);
        changed.Inputs[1].ShouldBe(-30 / (float)Math.Sqrt(500), 1e-6f);
        changed.Inputs[6].ShouldBe(3 / (float)Math.Sqrt(5), 1e-6f);
        Should.Throw<DataException>(() => standardizer.Apply(images.Flatten())).Message.ShouldContain("fitted on 2 channels");
        Should.Throw<DataException>(() => Standardizer.Fit(images.Flatten(), Standardization.PerChannel))
            .Message.ShouldContain("no axis of channels");
    }

    [Theory]
    [InlineData(Standardization.Global)]
    [InlineData(Standardization.PerFeature)]
    [InlineData(Standardization.PerChannel)]
    public void Tokens_are_no_quantities(Standardization kind) =>
        Should.Throw<DataException>(() => Standardizer.Fit(TokenWindows.Make("text", [0, 1, 0, 1], 2, 2), kind))
            .Message.ShouldContain("leave 'standardize' out");

    [Fact]
    public void Other_parts_are_moved_by_the_training_part_and_the_given_set_stays()
    {
        var standardizer = Standardizer.Fit(Training, Standardization.PerFeature);
        Dataset other = Table([3, 30, 6]);
        standardizer.Apply(other).Inputs.ShouldBe([0f, 0f, 1f]);
        other.Inputs.ShouldBe([3f, 30f, 6f]);
        standardizer.ApplyInPlace(other.Inputs);
        other.Inputs.ShouldBe([0f, 0f, 1f]);
    }

    [Fact]
    public void None_changes_nothing()
    {
        var none = Standardizer.Fit(Training, Standardization.None);
        none.ShouldBe(Standardizer.Identity);
        none.Apply(Training).ShouldBeSameAs(Training);
    }

    [Fact]
    public void Entries_that_are_not_finite_do_not_spoil_the_others()
    {
        var standardizer = Standardizer.Fit(Table([1, 0, float.NaN, 3, 0, float.NegativeInfinity, 5, float.PositiveInfinity, 2]),
            Standardization.PerFeature);
        standardizer.Mean.ShouldBe([3f, 0f, 2f]);
        standardizer.Scale[1].ShouldBe(1f);
        standardizer.Apply(Table([1, float.NaN, 2])).Sample(0)[1].ShouldBe(float.NaN);
    }

    [Fact]
    public void A_large_offset_does_not_eat_the_deviation()
    {
        var data = new Dataset("far", new Shape(1), [1_000_000, 1_000_001, 1_000_002], new ClassTargets([0, 0, 0], 1));
        Standardizer.Fit(data, Standardization.PerFeature).Scale[0].ShouldBe((float)Math.Sqrt(2 / 3.0), 1e-6f);
    }

    [Fact]
    public void Survives_being_stored_as_json()
    {
        var standardizer = Standardizer.Fit(Training, Standardization.PerFeature);
        Standardizer back = JsonSerializer.Deserialize<Standardizer>(JsonSerializer.Serialize(standardizer))!;
        back.Kind.ShouldBe(Standardization.PerFeature);
        back.Mean.ShouldBe(standardizer.Mean);
        back.Scale.ShouldBe(standardizer.Scale);
        back.Apply(Training).Inputs.ShouldBe(standardizer.Apply(Training).Inputs);
    }

    [Fact]
    public void Refuses_samples_of_another_size()
    {
        var standardizer = Standardizer.Fit(Training, Standardization.PerFeature);
        Should.Throw<DataException>(() => standardizer.Apply(Make.Numbered(2)))
            .Message.ShouldContain("2 numbers; the standardizer was fitted on samples of 3");
        Should.Throw<DataException>(() => standardizer.ApplyInPlace(new float[4])).Message.ShouldContain("4");
        Should.Throw<DataException>(() => new Standardizer(Standardization.Global, [1], []).ApplyInPlace(new float[4]));
    }

    private static Dataset Table(float[] inputs) =>
        new("table", new Shape(3), inputs, new ClassTargets(new int[inputs.Length / 3], 1));
}
