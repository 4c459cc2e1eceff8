using Weir.Tensors;

namespace Weir.Data.Tests;

public sealed class CrossValidationTests
{
    private static readonly DataSplit s_split = new(Set("a training", 0, 40), Set("a validation", 40, 10), Set("a test", 50, 5));

    [Fact]
    public void Each_sample_is_validated_on_once_and_learnt_from_otherwise()
    {
        List<float> validated = [];
        for (int fold = 1; fold <= 4; fold++)
        {
            DataSplit split = CrossValidation.Take(s_split, 4, fold, seed: 3);
            validated.AddRange(split.Validation!.Inputs);
            split.Training.Inputs.Concat(split.Validation.Inputs).Order().ShouldBe(Enumerable.Range(0, 50).Select(i => (float)i));
            split.Test.ShouldBeSameAs(s_split.Test);
            (split.Training.Name, split.Validation.Name).ShouldBe(("a training", "a validation"));
        }

        validated.Order().ShouldBe(Enumerable.Range(0, 50).Select(i => (float)i));
    }

    [Fact]
    public void Classes_are_spread_evenly()
    {
        for (int fold = 1; fold <= 5; fold++)
        {
            int[] labels = ((ClassTargets)CrossValidation.Take(s_split, 5, fold, seed: 1).Validation!.Targets).Labels;
            // 10 of class 1 among 50.
            (labels.Length, labels.Count(label => label == 1)).ShouldBe((10, 2));
        }
    }

    [Fact]
    public void Samples_of_a_group_stay_together_in_parts_of_about_the_same_size()
    {
        // 50 samples of 12 people, of one to eight each.
        string[] people = [.. Enumerable.Range(0, 50).Select(i => $"p{(i < 8 ? 0 : i < 14 ? 1 : 2 + (i % 10))}")];
        SampleOrigin[] origins = [.. people.Select((person, i) => new SampleOrigin("people.csv", i + 2) { Group = person })];
        Dataset all = Grouped(origins);
        DataSplit split = new(all.Take(40), all.Skip(40));
        List<string> seen = [];
        for (int fold = 1; fold <= 4; fold++)
        {
            DataSplit part = CrossValidation.Take(split, 4, fold, seed: 2);
            string[] held = Groups(part.Validation!), rest = Groups(part.Training);
            held.Intersect(rest).ShouldBeEmpty();
            part.Validation!.Count.ShouldBeInRange(9, 16);
            (part.Validation.Count + part.Training.Count).ShouldBe(50);
            // A sample and what is known of it go the same way.
            part.Validation.Origins!.Select(origin => (float)origin.Line - 2).ShouldBe(part.Validation.Inputs);
            seen.AddRange(held);
        }

        seen.Order().ShouldBe(people.Distinct().Order());
        Should.Throw<DataException>(() => CrossValidation.Take(split, 13, 1, 1)).Message
            .ShouldContain("13 folds were asked for; its samples make 12 groups");

        static string[] Groups(Dataset set) => [.. set.Origins!.Select(origin => origin.Group!).Distinct()];

        static Dataset Grouped(SampleOrigin[] origins)
        {
            float[] inputs = [.. Enumerable.Range(0, 50).Select(i => (float)i)];
            return new Dataset("people", new Shape(1), inputs, new ValueTargets(new float[50])) { Origins = origins };
        }
    }

    [Fact]
    public void Samples_without_a_group_stay_with_nobody()
    {
        SampleOrigin[] origins =
            [.. Enumerable.Range(0, 40).Select(i => new SampleOrigin("x.csv", i + 2) { Group = i < 10 ? "one" : null })];
        Dataset all = new("some", new Shape(1), new float[40], new ValueTargets(new float[40])) { Origins = origins };
        for (int fold = 1; fold <= 4; fold++)
        {
            Dataset held = CrossValidation.Take(new DataSplit(all), 4, fold, seed: 3).Validation!;
            held.Count.ShouldBe(10);
            held.Origins!.Count(origin => origin.Group is not null).ShouldBeOneOf(0, 10);
        }
    }

    [Fact]
    public void Numbers_out_of_range_are_refused()
    {
        Should.Throw<DataException>(() => CrossValidation.Take(s_split, 51, 1, 1))
            .Message.ShouldContain("51 folds were asked for; there are 2 to 50");
        Should.Throw<DataException>(() => CrossValidation.Take(s_split, 5, 6, 1))
            .Message.ShouldContain("fold 6 was asked for; there are 1 to 5");
    }

    private static Dataset Set(string name, int first, int count) => new(name, new Shape(1), [.. Enumerable.Range(first, count).Select(i =>
        (float)i)],
        new ClassTargets([.. Enumerable.Range(first, count).Select(i => i % 5 == 0 ? 1 : 0)], 2));
}
