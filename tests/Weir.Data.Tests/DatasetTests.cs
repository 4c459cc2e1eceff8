using FsCheck;
using FsCheck.Fluent;
using Weir.Tensors;

namespace Weir.Data.Tests;

public class DatasetTests
{
    [Fact]
    public void Holds_samples_with_their_targets()
    {
        Dataset dataset = Make.Numbered(5);
        dataset.Count.ShouldBe(5);
        dataset.SampleSize.ShouldBe(2);
        dataset.Sample(3).ToArray().ShouldBe([3f, 3.5f]);
        Make.Labels(dataset).ShouldBe([0, 1, 2, 0, 1]);
        dataset.ToString().ShouldBe("numbered: 5 × (2)");
    }

    [Fact]
    public void Cuts_keep_samples_and_targets_together()
    {
        Dataset classes = Make.Numbered(10);
        Make.Numbers(classes.Take(3)).ShouldBe([0, 1, 2]);
        Make.Numbers(classes.Skip(7)).ShouldBe([7, 8, 9]);
        Make.Labels(classes.Skip(7)).ShouldBe([1, 2, 0]);
        Make.Numbers(classes.Select([9, 0, 9])).ShouldBe([9, 0, 9]);
        Make.Labels(classes.Select([9, 0, 2])).ShouldBe([0, 0, 2]);

        Dataset values = Make.NumberedValues(4);
        Make.Values(values.Skip(3)).ShouldBe([30f, 31f]);
        Make.Values(values.Select([2, 0])).ShouldBe([20f, 21f, 0f, 1f]);
    }

    [Fact]
    public void Split_is_a_partition_that_the_seed_decides() =>
        Prop.ForAll(
            Gen.Choose(0, 60).Two().Where(pair => pair.Item1 <= pair.Item2).ToArbitrary(),
            ArbMap.Default.ArbFor<long>(),
            (sizes, seed) =>
            {
                Dataset all = Make.Numbered(sizes.Item2);
                (Dataset first, Dataset second) = all.Split(sizes.Item1, seed);
                (Dataset again, _) = all.Split(sizes.Item1, seed);
                return first.Count == sizes.Item1
                    && Make.Numbers(first).Concat(Make.Numbers(second)).Order().SequenceEqual(Enumerable.Range(0, sizes.Item2))
                    && Make.Numbers(first).SequenceEqual(Make.Numbers(again))
                    && Make.Numbers(first).Zip(Make.Labels(first)).All(pair => pair.First % 3 == pair.Second);
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Split_by_fraction_rounds_to_whole_samples_and_mixes()
    {
        (Dataset first, Dataset second) = Make.Numbered(1000).SplitFraction(0.2504, seed: 7);
        first.Count.ShouldBe(250);
        second.Count.ShouldBe(750);
        Make.Numbers(first).Average().ShouldBeInRange(430, 570);
        Make.Numbers(Make.Numbered(1000).SplitFraction(0.25, seed: 8).First).ShouldNotBe(Make.Numbers(first));
    }

    [Fact]
    public void Reshapes_without_a_copy()
    {
        var images = new Dataset("images", new Shape(2, 3, 1), new float[12], new ClassTargets([0, 1], 2));
        Dataset flat = images.Flatten();
        flat.InputShape.ShouldBe(new Shape(6));
        flat.Inputs.ShouldBeSameAs(images.Inputs);
        flat.Reshape(new Shape(3, 2)).InputShape.ShouldBe(new Shape(3, 2));
        Should.Throw<DataException>(() => images.Reshape(new Shape(7))).Message.ShouldContain("(2, 3, 1)");
    }

    [Fact]
    public void Refuses_what_does_not_fit()
    {
        Message(() => new Dataset("d", new Shape(2), new float[3], new ClassTargets([0], 1))).ShouldContain("3 input numbers");
        Message(() => new Dataset("d", new Shape(2), new float[4], new ClassTargets([0], 1))).ShouldContain("2 samples but 1 targets");
        Message(() => new Dataset("d", new Shape(0), [], new ClassTargets([], 1))).ShouldContain("(0)");
        Message(() => new Dataset("d", new Shape(1), new float[2], new ClassTargets([0, 2], 2))).ShouldContain("sample 1 has label 2");
        Message(() => new Dataset("d", new Shape(1), new float[1], new ClassTargets([-1], 2))).ShouldContain("label -1");
        Message(() => new Dataset("d", new Shape(1), new float[1], new ClassTargets([0], 2, ["a"]))).ShouldContain("1 class names");
        Message(() => new Dataset("d", new Shape(1), [], new ClassTargets([], 0))).ShouldContain("0 classes");
        Message(() => new Dataset("d", new Shape(1), new float[1], new ValueTargets([1, 2, 3], 2))).ShouldContain("rows of 2");
        Message(() => new Dataset("d", new Shape(1), new float[1], new ValueTargets([1], 0))).ShouldContain("width 0");
        Message(() => Make.Numbered(3).Take(4)).ShouldContain("the set has 3");
        Message(() => Make.Numbered(3).Skip(-1)).ShouldContain("-1");
        Message(() => Make.Numbered(3).Select([3])).ShouldContain("sample 3");
        Message(() => Make.Numbered(3).Split(4, 0)).ShouldContain("4");
        Message(() => Make.Numbered(3).SplitFraction(double.NaN, 0)).ShouldContain("between 0 and 1");
    }

    [Fact]
    public void Parts_of_a_split_must_be_alike()
    {
        Dataset training = Make.Numbered(6);
        var split = new DataSplit(training, training.Take(1));
        split.Test.ShouldBeNull();
        split.Map(part => part.Named("x")).Validation!.Name.ShouldBe("x");
        Message(() => new DataSplit(training, null, Make.NumberedValues(2))).ShouldContain("(1)");
        Message(() => new DataSplit(training, Make.Numbered(6, classes: 4))).ShouldContain("class count");
        Message(() => new DataSplit(Make.NumberedValues(2), new Dataset("w", new Shape(1), [1], new ValueTargets([1]))))
            .ShouldContain("width");
    }

    private static string Message(Func<object> action) => Should.Throw<DataException>(action).Message;
}
