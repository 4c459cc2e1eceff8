using Weir.Tensors;

namespace Weir.Data.Tests.Sources;

public class GeneratedSourcesTests
{
    public static TheoryData<string> Names => ["circles", "moons", "spirals", "blobs", "friedman", "digits", "adding", "shapes"];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_seed_gives_the_same_bits_and_another_seed_others(string name)
    {
        DataSplit first = DataSources.Load(name, Small(1)), again = DataSources.Load(name, Small(1)),
            other = DataSources.Load(name, Small(2));
        first.Training.Inputs.ShouldBe(again.Training.Inputs);
        first.Test!.Inputs.ShouldBe(again.Test!.Inputs);
        first.Training.Inputs.ShouldNotBe(other.Training.Inputs);
        first.Training.Inputs.ShouldAllBe(x => float.IsFinite(x));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Parts_differ_and_do_not_move_with_the_size_of_another(string name)
    {
        DataSplit small = DataSources.Load(name, Small(1)), large = DataSources.Load(name, Small(1) with { TrainingCount = 90 });
        large.Training.Take(60).Inputs.ShouldBe(small.Training.Inputs);
        large.Test!.Inputs.ShouldBe(small.Test!.Inputs);
        small.Test.Inputs.ShouldNotBe(small.Training.Take(30).Inputs);
        small.Validation!.Inputs.ShouldNotBe(small.Test.Inputs);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Bad_requests_are_refused(string name)
    {
        Should.Throw<DataException>(() => DataSources.Load(name, Small(1) with { TrainingCount = -1 }))
            .Message.ShouldContain("-1 training");
        Should.Throw<DataException>(() => DataSources.Load(name, Small(1) with { TrainingCount = 0 })).Message.ShouldContain("0 training");
        foreach (DataRequest huge in (DataRequest[])[Small(1) with { TrainingCount = int.MaxValue },
            Small(1) with { ValidationCount = int.MaxValue }, Small(1) with { TestCount = int.MaxValue }])
            Should.Throw<DataException>(() => DataSources.Load(name, huge)).Message.ShouldContain("do not fit into memory: ask for fewer");
        if (DataSources.Find(name).Options.Contains(nameof(DataRequest.Noise)))
            Should.Throw<DataException>(() => DataSources.Load(name, Small(1) with { Noise = double.NaN })).Message.ShouldContain("NaN");
        DataSplit alone = DataSources.Load(name, new DataRequest { TrainingCount = 5, ValidationCount = 0, TestCount = 0 });
        alone.Validation.ShouldBeNull();
        alone.Test.ShouldBeNull();
    }

    [Theory]
    [InlineData("circles", 4)]
    [InlineData("spirals", 3)]
    [InlineData("blobs", 7)]
    public void Classes_are_as_many_as_asked_and_of_equal_size(string name, int classes)
    {
        Dataset training = DataSources.Load(name, new DataRequest { Classes = classes, TrainingCount = classes * 11 }).Training;
        DatasetFacts.Of(training).ClassCounts.ShouldBe(Enumerable.Repeat(11, classes));
        Should.Throw<DataException>(() => DataSources.Load(name, new DataRequest { Classes = 1 })).Message.ShouldContain("1 classes");
    }

    [Fact]
    public void Circles_without_noise_lie_on_radius_one_half_and_1()
    {
        Dataset training = DataSources.Load("circles", new DataRequest { Noise = 0 }).Training;
        for (int i = 0; i < training.Count; i++)
            Radius(training.Sample(i)).ShouldBe(Make.Labels(training)[i] == 0 ? 0.5 : 1, 1e-6);
    }

    [Fact]
    public void Moons_without_noise_lie_on_two_half_circles()
    {
        Dataset training = DataSources.Load("moons", new DataRequest { Noise = 0 }).Training;
        for (int i = 0; i < training.Count; i++)
        {
            float x = training.Sample(i)[0], y = training.Sample(i)[1];
            if (Make.Labels(training)[i] == 0)
                (Math.Sqrt((x * x) + (y * y)), y >= -1e-6)
                    .ShouldSatisfyAllConditions(p => p.Item1.ShouldBe(1, 1e-6), p => p.Item2.ShouldBeTrue());
            else
                (Math.Sqrt(((x - 1) * (x - 1)) + ((y - 0.5) * (y - 0.5))), y <= 0.5 + 1e-6)
                    .ShouldSatisfyAllConditions(p => p.Item1.ShouldBe(1, 1e-6), p => p.Item2.ShouldBeTrue());
        }
    }

    [Fact]
    public void Arms_of_the_spiral_are_turned_copies_of_each_other()
    {
        Dataset training = DataSources.Load("spirals", new DataRequest { Noise = 0 }).Training;
        for (int i = 0; i < training.Count; i++)
        {
            ReadOnlySpan<float> point = training.Sample(i);
            double radius = Radius(point);
            radius.ShouldBeInRange(0.0999, 1.0001);
            double turns = Math.Atan2(point[1], point[0]) / (2 * Math.PI);
            double rest = turns - (1.5 * radius) - (Make.Labels(training)[i] / 2.0);
            Math.Abs(rest - Math.Round(rest)).ShouldBeLessThan(1e-5);
        }
    }

    [Fact]
    public void Blobs_have_the_deviation_that_is_asked_for()
    {
        Dataset training = DataSources.Load("blobs", new DataRequest { Noise = 2, Classes = 2, TrainingCount = 4000 }).Training;
        int[] first = [.. Enumerable.Range(0, 2000).Select(i => 2 * i)];
        Standardizer.Fit(training.Select(first), Standardization.PerFeature).Scale.ShouldAllBe(scale => Math.Abs(scale - 2) < 0.1);
    }

    [Fact]
    public void Friedman_follows_the_published_function()
    {
        Dataset exact = DataSources.Load("friedman", new DataRequest { Noise = 0 }).Training;
        exact.InputShape.ShouldBe(new Shape(10));
        exact.Inputs.ShouldAllBe(x => x >= 0 && x <= 1);
        ReadOnlySpan<float> x = exact.Sample(17);
        Make.Values(exact)[17].ShouldBe(
            (float)((10 * Math.Sin(Math.PI * x[0] * x[1])) + (20 * Math.Pow(x[2] - 0.5, 2)) + (10 * x[3]) + (5 * x[4])), 1e-5f);

        Dataset noisy = DataSources.Load("friedman", new DataRequest { TrainingCount = 4000 }).Training;
        double square = Enumerable.Range(0, 4000).Average(i => Math.Pow(Make.Values(noisy)[i] - FriedmanSource.Value(noisy.Sample(i)), 2));
        Math.Sqrt(square).ShouldBe(1, 0.05);
    }

    private static double Radius(ReadOnlySpan<float> point) => Math.Sqrt((point[0] * point[0]) + (point[1] * point[1]));

    private static DataRequest Small(long seed) => new() { Seed = seed, TrainingCount = 60, ValidationCount = 30, TestCount = 30 };
}
