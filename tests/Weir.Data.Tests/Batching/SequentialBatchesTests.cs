using Weir.Tensors;

namespace Weir.Data.Tests.Batching;

public class SequentialBatchesTests
{
    [Fact]
    public void Samples_come_once_in_their_own_order()
    {
        SequentialBatches batches = BatchLoader.Sequential(Make.Numbered(7), 3);
        batches.Count.ShouldBe(3);
        for (int pass = 0; pass < 2; pass++)
        {
            var numbers = new List<int>();
            var labels = new List<int>();
            var shapes = new List<Shape>();
            foreach (Batch batch in batches)
            {
                batch.Index.ShouldBe(shapes.Count);
                shapes.Add(batch.InputShape);
                labels.AddRange(batch.Labels);
                for (int i = 0; i < batch.Count; i++)
                    numbers.Add((int)batch.Inputs[2 * i]);
            }

            numbers.ShouldBe(Enumerable.Range(0, 7));
            labels.ShouldBe([0, 1, 2, 0, 1, 2, 0]);
            shapes.ShouldBe([new Shape(3, 2), new Shape(3, 2), new Shape(1, 2)]);
        }
    }

    [Fact]
    public void Value_rows_come_along()
    {
        var values = new List<float>();
        foreach (Batch batch in BatchLoader.Sequential(Make.NumberedValues(3), 2))
            values.AddRange(batch.Values);
        values.ShouldBe([0f, 1f, 10f, 11f, 20f, 21f]);
    }

    [Fact]
    public void An_empty_set_has_no_batches_and_a_batch_size_is_1_or_more()
    {
        BatchLoader.Sequential(Make.Numbered(0), 4).Count.ShouldBe(0);
        foreach (Batch batch in BatchLoader.Sequential(Make.Numbered(0), 4))
            Assert.Fail($"a batch of {batch.Count} samples");
        Should.Throw<DataException>(() => BatchLoader.Sequential(Make.Numbered(3), 0)).Message.ShouldContain("batch size of 0");
    }
}
