using Weir.Data;
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
    public void Of_a_few_validation_samples_all_are_judged_by_and_no_branch_stops_early_by_them()
    {
        JudgedData data = new(new DataSplit(Make.Numbers(0, 50), Make.Numbers(50, 99)), s_plain);
        (data.Searched.Count, data.Judged.Count, data.IsJudgedByValidation).ShouldBe((99, 99, true));
        RepairCase about = Make.Case(Make.Healthy);
        new EarlyStoppingRemedy().Propose(about).ShouldHaveSingleItem();
        new EarlyStoppingRemedy().Propose(about with { IsJudgedByValidation = true }).ShouldBeEmpty();
        // A recipe that stops early by them is judged by the other half.
        Recipe stops = s_plain with { EarlyStopping = new EarlyStoppingRecipe() };
        JudgedData halved = new(new DataSplit(Make.Numbers(0, 50), Make.Numbers(50, 40)), stops);
        (halved.Branches.Validation!.Count, halved.Judged.Count, halved.IsJudgedByValidation).ShouldBe((20, 20, false));
    }

    [Fact]
    public void A_table_of_a_few_rows_is_learnt_as_a_whole_and_judged_by_itself()
    {
        JudgedData data = new(new DataSplit(Make.Numbers(0, 4)), s_plain);
        (data.IsLearnt, data.IsHeldOut, data.IsShared, data.IsJudgedByValidation).ShouldBe((true, false, true, false));
        data.Learnt.Count.ShouldBe(4);
        data.Judged.ShouldBeSameAs(data.Learnt);
        // There are no others that a score could be off by.
        data.Blocks.ErrorOf([]).ShouldBe(0);
        new JudgedData(new DataSplit(Make.Numbers(0, 25)), s_plain).IsLearnt.ShouldBeFalse();
    }

    [Fact]
    public void Samples_that_make_no_two_parts_are_refused_in_words()
    {
        Recipe stops = s_plain with { EarlyStopping = new EarlyStoppingRecipe() };
        JudgedData data = new(new DataSplit(Make.Numbers(0, 8), Make.Numbers(8, 1)), stops);
        Should.Throw<DataException>(() => data.Judged).Message.ShouldContain("Give the recipe");
    }
}
