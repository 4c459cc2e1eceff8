using Weir.Tensors;

namespace Weir.Data.Tests.Sources;

public class AddingSourceTests
{
    [Theory]
    [InlineData(null, 100)]
    [InlineData(2, 2)]
    [InlineData(7, 7)]
    public void Two_places_are_marked_one_in_each_half_and_the_target_is_their_sum(int? wanted, int length)
    {
        Dataset set = DataSources.Load("adding", new DataRequest { Length = wanted, TrainingCount = 200 }).Training;
        set.InputShape.ShouldBe(new Shape(length, 2));
        for (int i = 0; i < set.Count; i++)
        {
            float[] sample = set.Sample(i).ToArray();
            int[] marked = [.. Enumerable.Range(0, length).Where(place => sample[(2 * place) + 1] == 1)];
            marked.Length.ShouldBe(2);
            marked[0].ShouldBeLessThan(length / 2);
            marked[1].ShouldBeGreaterThanOrEqualTo(length / 2);
            sample.Where((_, at) => at % 2 == 1).Sum().ShouldBe(2);
            Make.Values(set)[i].ShouldBe(sample[2 * marked[0]] + sample[2 * marked[1]]);
        }
    }

    [Fact]
    public void Who_always_answers_1_is_wrong_by_one_sixth()
    {
        float[] sums = Make.Values(DataSources.Load("adding", new DataRequest { Length = 10, TrainingCount = 20_000 }).Training);
        sums.Average().ShouldBe(1f, 0.01f);
        sums.Average(sum => (sum - 1) * (sum - 1)).ShouldBe(1 / 6f, 0.005f);
    }

    [Fact]
    public void A_sequence_of_one_place_is_refused() =>
        Should.Throw<DataException>(() => DataSources.Load("adding", new DataRequest { Length = 1 })).Message.ShouldContain("1 places");
}
