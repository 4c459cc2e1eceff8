using Weir.Data;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Repair.Tests.Trials;

public class JudgedDataTests
{
    private static readonly Recipe s_plain = Make.Recipe(Make.Healthy);

    [Fact]
    public void One_half_of_the_validation_part_is_chosen_by_and_all_branches_are_judged_by_the_other()
    {
        JudgedData data = new(new DataSplit(Make.Numbers(0, 50), Make.Numbers(50, 100)), s_plain);
        data.IsHeldOut.ShouldBeFalse();
        data.IsShared.ShouldBeFalse();
        data.Learnt.Count.ShouldBe(50);
        data.Searched.ShouldBeSameAs(data.Branches.Validation);
        data.Searched.Inputs.Intersect(data.Judged.Inputs).ShouldBeEmpty();
        data.Searched.Inputs.Concat(data.Judged.Inputs).Order().ShouldBe(Enumerable.Range(50, 100).Select(i => (float)i));
    }

    [Fact]
    public void A_small_validation_part_judges_as_a_whole_and_the_search_goes_by_what_is_cut_from_the_training_part()
    {
        DataSplit split = new(Make.Numbers(0, 500), Make.Numbers(500, 100));
        JudgedData data = new(split, s_plain);
        (data.Learnt.Count, data.Searched.Count, data.Judged.Count).ShouldBe((450, 50, 100));
        data.Judged.ShouldBeSameAs(split.Validation);
        data.Searched.ShouldBeSameAs(data.Branches.Validation);
        data.Searched.Inputs.Intersect(data.Learnt.Inputs).ShouldBeEmpty();
        (data.IsShared, data.IsHeldOut).ShouldBe((false, false));
        // A run that was made before has learnt the whole training part.
        JudgedData before = new(split, s_plain, isLearntBefore: true);
        (before.Learnt.Count, before.Searched.Count, before.Judged.Count).ShouldBe((500, 50, 50));
        // A large one is halved.
        JudgedData large = new(new DataSplit(Make.Numbers(0, 5000), Make.Numbers(5000, 200)), s_plain);
        (large.Learnt.Count, large.Searched.Count, large.Judged.Count).ShouldBe((5000, 100, 100));
    }

    [Fact]
    public void Each_seed_of_the_search_has_other_samples_to_go_by_where_they_are_cut_from_the_training_part()
    {
        JudgedData data = new(new DataSplit(Make.Numbers(0, 500), Make.Numbers(500, 100)), s_plain);
        long[] seeds = RepairSearch.SeedsOf(s_plain);
        data.Of(seeds[0]).ShouldBe((data.Branches, data.Searched));
        HashSet<float> seen = [];
        foreach (long seed in seeds)
        {
            (DataSplit branches, Dataset searched) = data.Of(seed);
            (branches.Training.Count, searched.Count, branches.Test).ShouldBe((450, 50, null));
            branches.Validation.ShouldBeSameAs(searched);
            branches.Training.Inputs.Concat(searched.Inputs).Order().ShouldBe(Enumerable.Range(0, 500).Select(i => (float)i));
            data.Of(seed).Searched.ShouldBeSameAs(searched);
            seen.UnionWith(searched.Inputs);
        }

        // Five times 50 of 500: some twice.
        seen.Count.ShouldBeInRange(180, 250);
        // Fresh seeds are those of proofs, which are judged by other samples: they train as the first does.
        data.Of(seeds[^1] + 1).ShouldBe((data.Branches, data.Searched));
        // A validation part that is halved is the user's own.
        JudgedData large = new(new DataSplit(Make.Numbers(0, 5000), Make.Numbers(5000, 200)), s_plain);
        large.Of(seeds[1]).ShouldBe((large.Branches, large.Searched));
    }

    [Fact]
    public void What_is_held_out_is_judged_by_and_no_validation_part_that_a_branch_could_choose_by()
    {
        JudgedData data = new(new DataSplit(Make.Numbers(0, 50)), s_plain);
        data.IsHeldOut.ShouldBeTrue();
        data.Branches.Validation.ShouldBeNull();
        data.Learnt.Count.ShouldBe(40);
        data.Judged.Count.ShouldBe(10);
        data.Judged.Inputs.Intersect(data.Learnt.Inputs).ShouldBeEmpty();
        data.IsShared.ShouldBeTrue();
    }

    [Fact]
    public void What_is_held_out_is_shared_out_to_search_and_proof_where_there_is_enough_of_it()
    {
        JudgedData data = new(new DataSplit(Make.Numbers(0, 2000)), s_plain);
        (data.Learnt.Count, data.Searched.Count, data.Judged.Count).ShouldBe((1600, 200, 200));
        data.IsShared.ShouldBeFalse();
        data.Learnt.Inputs.Concat(data.Searched.Inputs).Concat(data.Judged.Inputs).Distinct().Count().ShouldBe(2000);
    }

    [Fact]
    public void Samples_in_an_order_of_time_are_judged_by_the_last_of_them()
    {
        Recipe timed = s_plain with
        {
            Data = s_plain.Data with { Request = s_plain.Data.Request with { Split = RowSplit.Time } },
        };
        JudgedData data = new(new DataSplit(Make.Numbers(0, 50)), timed);
        data.Learnt.Inputs[^1].ShouldBe(39);
        data.Judged.Inputs[0].ShouldBe(40);
    }

    [Fact]
    public void A_batch_that_is_dropped_where_it_is_not_full_is_left_to_learn_from()
    {
        Recipe drops = s_plain with { Batch = 32, DropLast = true };
        new JudgedData(new DataSplit(Make.Numbers(0, 34)), drops).Learnt.Count.ShouldBe(32);
        Should.Throw<DataException>(() => new JudgedData(new DataSplit(Make.Numbers(0, 32)), drops).Learnt).Message
            .ShouldContain("leave none for that beside a batch of 32 ('drop-last')");
    }

    [Fact]
    public void A_table_of_a_few_rows_is_learnt_as_a_whole_and_judged_by_itself()
    {
        JudgedData data = new(new DataSplit(Make.Numbers(0, 4)), s_plain);
        (data.IsLearnt, data.IsHeldOut, data.IsShared).ShouldBe((true, false, true));
        data.Learnt.Count.ShouldBe(4);
        data.Judged.ShouldBeSameAs(data.Learnt);
        // There are no others that a score could be off by.
        data.Blocks.ErrorOf([]).ShouldBe(0);
        new JudgedData(new DataSplit(Make.Numbers(0, 25)), s_plain).IsLearnt.ShouldBeFalse();
        Dataset images = new("images", new Shape(1, 2, 2), new float[16], new ClassTargets([0, 1, 0, 1], 2));
        new JudgedData(new DataSplit(images), s_plain).IsLearnt.ShouldBeFalse();
    }

    [Theory]
    [InlineData(1, "make no two halves")]
    [InlineData(2, "there is one such alone")]
    [InlineData(3, "there is one such alone")]
    public void Samples_that_make_no_two_parts_or_tell_nothing_are_refused_in_words(int validation, string what)
    {
        JudgedData data = new(new DataSplit(Make.Numbers(0, 8), Make.Numbers(8, validation)), s_plain, isLearntBefore: true);
        Should.Throw<DataException>(() => data.Judged).Message.ShouldContain(what);
    }
}
