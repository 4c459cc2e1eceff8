using FsCheck;
using FsCheck.Fluent;

namespace Weir.Data.Tests.Files;

public sealed class IdxFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_written_is_read_again() =>
        Prop.ForAll(
            Gen.Choose(0, 5).ArrayOf(3).ToArbitrary(),
            ArbMap.Default.ArbFor<byte>(),
            ArbMap.Default.ArbFor<bool>(),
            (dimensions, first, compressed) =>
            {
                byte[] values = new byte[dimensions[0] * dimensions[1] * dimensions[2]];
                for (int i = 0; i < values.Length; i++)
                    values[i] = (byte)(first + (31 * i));
                string path = _folder.File(compressed ? "x.gz" : "x");
                new IdxFile(dimensions, values).Write(path);
                var read = IdxFile.Read(path, 3);
                return read.Dimensions.SequenceEqual(dimensions) && read.Values.SequenceEqual(values);
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_format_is_the_published_one() =>
        IdxFile.Read(Bytes(0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 1, 200, 7), 2).ShouldSatisfyAllConditions(
            file => file.Dimensions.ShouldBe([2, 1]),
            file => file.Values.ShouldBe([(byte)200, (byte)7]));

    [Fact]
    public void Compression_is_told_from_the_content_not_from_the_name()
    {
        new IdxFile([3], [1, 2, 3]).Write(_folder.File("a.gz"));
        File.Move(_folder.File("a.gz"), _folder.File("a"));
        IdxFile.Read(_folder.File("a"), 1).Values.ShouldBe([(byte)1, (byte)2, (byte)3]);
        new IdxFile([1], [9]).Write(_folder.File("b"));
        File.Move(_folder.File("b"), _folder.File("b.gz"));
        IdxFile.Read(_folder.File("b.gz"), 1).Values.ShouldBe([(byte)9]);
    }

    [Theory]
    [InlineData("too short: 2 of 3", 0, 0, 8, 1, 0, 0, 0, 3, 1, 2)]
    [InlineData("too long", 0, 0, 8, 1, 0, 0, 0, 1, 1, 2)]
    [InlineData("within its header", 0, 0, 8, 1, 0, 0)]
    [InlineData("first four bytes", 0, 0, 8)]
    [InlineData("first four bytes")]
    [InlineData("starts with 01000801", 1, 0, 8, 1, 0, 0, 0, 0)]
    [InlineData("holds 32-bit floats", 0, 0, 13, 1, 0, 0, 0, 0)]
    [InlineData("0x07", 0, 0, 7, 1, 0, 0, 0, 0)]
    [InlineData("2 axes where 1", 0, 0, 8, 2, 0, 0, 0, 0, 0, 0, 0, 0)]
    [InlineData("the file is damaged", 0, 0, 8, 1, 255, 255, 255, 255)]
    public void Damage_is_named_with_the_file(string expected, params int[] bytes)
    {
        string path = Bytes(bytes);
        Should.Throw<DataException>(() => IdxFile.Read(path, 1)).Message.ShouldSatisfyAllConditions(
            message => message.ShouldStartWith(path),
            message => message.ShouldContain(expected));
    }

    [Fact]
    public void A_missing_file_is_named() =>
        Should.Throw<DataException>(() => IdxFile.Read(_folder.File("none"), 1)).Message.ShouldContain("none: there is no such file");

    [Fact]
    public void Every_cut_of_a_compressed_file_is_found()
    {
        byte[] values = new byte[3000];
        new Random(1).NextBytes(values);
        new IdxFile([3000], values).Write(_folder.File("whole.gz"));
        byte[] whole = File.ReadAllBytes(_folder.File("whole.gz"));
        // The last eight bytes are the checksum and the length; the data is whole without them.
        for (int length = 2; length < whole.Length - 8; length += 97)
        {
            File.WriteAllBytes(_folder.File("cut.gz"), whole[..length]);
            Should.Throw<DataException>(() => IdxFile.Read(_folder.File("cut.gz"), 1)).Message.ShouldContain("cut.gz");
        }
    }

    [Fact]
    public void A_flipped_byte_in_a_compressed_file_is_found_by_its_checksum()
    {
        byte[] values = new byte[3000];
        new Random(1).NextBytes(values);
        new IdxFile([3000], values).Write(_folder.File("whole.gz"));
        byte[] whole = File.ReadAllBytes(_folder.File("whole.gz"));
        for (int at = 10; at < whole.Length; at += 211)
        {
            byte[] flipped = [.. whole];
            flipped[at] ^= 0x10;
            File.WriteAllBytes(_folder.File("flipped.gz"), flipped);
            Should.Throw<DataException>(() => IdxFile.Read(_folder.File("flipped.gz"), 1)).Message.ShouldContain("flipped.gz");
        }
    }

    private string Bytes(params int[] bytes)
    {
        File.WriteAllBytes(_folder.File("file"), [.. bytes.Select(value => (byte)value)]);
        return _folder.File("file");
    }
}
