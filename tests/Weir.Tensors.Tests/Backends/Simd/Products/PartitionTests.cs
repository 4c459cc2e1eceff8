using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors.Tests.Backends.Simd;

public sealed class PartitionTests
{
    [Theory]
    [InlineData(8, 10, new[] { 5, 5 })]
    [InlineData(8, 17, new[] { 6, 6, 5 })]
    [InlineData(3, 7, new[] { 3, 2, 2 })]
    [InlineData(3, 3, new[] { 3 })]
    [InlineData(3, 0, new int[0])]
    public void Pieces_of_at_most_a_size_are_few_and_even(int largest, int length, int[] sizes) =>
        Check(Partition.OfAtMost(largest, length), sizes);

    [Theory]
    [InlineData(2, 7, new[] { 4, 3 })]
    [InlineData(3, 2, new[] { 1, 1, 0 })]
    public void A_number_of_pieces_are_even(int count, int length, int[] sizes) => Check(Partition.Into(count, length), sizes);

    private static void Check(Partition partition, int[] sizes)
    {
        partition.Count.ShouldBe(sizes.Length);
        partition.Length.ShouldBe(sizes.Sum());
        for (int i = 0; i < sizes.Length; i++)
        {
            partition.Size(i).ShouldBe(sizes[i]);
            partition.Start(i).ShouldBe(sizes.Take(i).Sum());
            partition.EndOfSize(i).ShouldBe(Array.LastIndexOf(sizes, sizes[i]) + 1);
        }
    }
}
