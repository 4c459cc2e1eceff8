using System.Text;

namespace Weir.Training.Tests;

public class XxHash64Tests
{
    [Theory]
    [InlineData("", 0xEF46DB3751D8E999)]
    [InlineData("a", 0xD24EC4F1A98C6E5B)]
    [InlineData("abc", 0x44BC2CF5AD770999)]
    [InlineData("Nobody inspects the spammish repetition", 0xFBCEA83C8A378BF1)]
    public void It_is_the_hash_that_was_published(string text, ulong hash) =>
        XxHash64.Of<byte>(Encoding.UTF8.GetBytes(text), 0).ShouldBe(hash);

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(11)]
    [InlineData(100)]
    public void Numbers_are_hashed_as_their_bytes_are_and_every_one_of_them_counts(int count)
    {
        float[] numbers = [.. Enumerable.Range(0, count).Select(i => 0.1f * i)];
        byte[] bytes = [.. numbers.SelectMany(BitConverter.GetBytes)];
        ulong hash = XxHash64.Of<float>(numbers, 7);
        hash.ShouldBe(XxHash64.Of<byte>(bytes, 7));
        hash.ShouldNotBe(XxHash64.Of<float>(numbers, 8));
        for (int i = 0; i < count; i++)
        {
            float before = numbers[i];
            numbers[i] = before + 1;
            XxHash64.Of<float>(numbers, 7).ShouldNotBe(hash, $"number {i}");
            numbers[i] = before;
        }
    }
}
