using System.Buffers.Binary;
using System.Text;
using Weir.Tensors;

namespace Weir.Training.Tests;

public class SafetensorsTests
{
    private const string Header = """{"__metadata__":{"by":"hand"},"a":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]}"""
        + ""","n":{"dtype":"I64","shape":[1],"data_offsets":[16,24]},"e":{"dtype":"F32","shape":[0],"data_offsets":[24,24]}}""";

    [Fact]
    public void A_file_made_by_hand_from_the_format_is_read()
    {
        Safetensors content = Safetensors.Parse(File(Header, 24, bytes =>
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(0), 1.5f);
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(12), -2);
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), -7);
        }));
        content.Metadata.ShouldHaveSingleItem().ShouldBe(new KeyValuePair<string, string>("by", "hand"));
        content.Tensors["a"].Shape.ShouldBe([2, 2]);
        content.Tensors["a"].Floats().ShouldBe([1.5f, 0, 0, -2]);
        content.Tensors["n"].Signed().ShouldBe([-7]);
        content.Tensors["e"].Floats().ShouldBeEmpty();
        Should.Throw<InvalidOperationException>(() => content.Tensors["n"].Floats()).Message.ShouldContain("I64");
    }

    [Fact]
    public void What_is_written_is_read_and_begins_on_a_multiple_of_eight_bytes()
    {
        using MemoryStream stream = new();
        new Safetensors
        {
            Tensors = new Dictionary<string, SavedTensor>
            {
                ["weights"] = SavedTensor.Of(new Shape(1, 3), [1, float.NaN, float.NegativeInfinity]),
                ["random"] = SavedTensor.Of([ulong.MaxValue, 1UL]),
            },
            Metadata = new Dictionary<string, string> { ["text"] = "“quoted” \"\n" },
        }.Write(stream);
        byte[] bytes = stream.ToArray();
        (BinaryPrimitives.ReadUInt64LittleEndian(bytes) % 8).ShouldBe(0UL);
        Safetensors read = Safetensors.Parse(bytes);
        read.Tensors["weights"].Floats().ShouldBe([1, float.NaN, float.NegativeInfinity]);
        read.Tensors["weights"].Shape.ShouldBe([1, 3]);
        read.Tensors["random"].Unsigned().ShouldBe([ulong.MaxValue, 1]);
        read.Metadata["text"].ShouldBe("“quoted” \"\n");
    }

    [Theory]
    [InlineData("[16,24]", "[12,20]", "overlap")]
    [InlineData("[16,24]", "[16,32]", "do not lie within its 24 bytes")]
    [InlineData("[0,16]", "[0,12]", "needs 16 bytes, but its offsets hold 12")]
    [InlineData("[2,2]", "[2,3]", "needs 24 bytes, but its offsets hold 16")]
    [InlineData("[2,2]", "[9223372036854775807,9223372036854775807]", "but its offsets hold 16")]
    [InlineData("[2,2]", "[-2,-2]", "shape of tensor 'a' is not a list of whole numbers of 0 or more")]
    [InlineData("[2,2]", "4", "has not exactly dtype, shape and data_offsets")]
    [InlineData("\"F32\"", "\"F8_E5M2\"", "has numbers of type F8_E5M2; F32, F64, F16, BF16, I32, I64, U64 are read")]
    [InlineData("\"n\"", "\"a\"", "names 'a' twice")]
    [InlineData("\"hand\"", "3", "its metadata 'by' is not text")]
    [InlineData("\"dtype\":\"I64\",", "", "has not exactly dtype, shape and data_offsets")]
    [InlineData("{\"__", "[\"__", "does not begin with '{'")]
    [InlineData("[24,24]}}", "[24,24]}", "damaged: its header cannot be read: it is no JSON")]
    public void A_damaged_header_is_refused_with_the_reason(string right, string wrong, string reason)
    {
        int at = Header.IndexOf(right, StringComparison.Ordinal);
        string header = Header[..at] + wrong + Header[(at + right.Length)..];
        Should.Throw<SafetensorsException>(() => Safetensors.Parse(File(header, 24), "x.safetensors")).Message.ShouldContain(reason);
    }

    [Fact]
    public void Bytes_that_belong_to_no_tensor_are_refused()
    {
        Should.Throw<SafetensorsException>(() => Safetensors.Parse(File(Header, 28)))
            .Message.ShouldContain("4 bytes behind the last tensor");
        Should.Throw<SafetensorsException>(() => Safetensors.Parse(File("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8)))
            .Message.ShouldContain("4 bytes between the header and 'a'");
    }

    [Fact]
    public void A_file_that_is_cut_off_anywhere_is_refused()
    {
        byte[] whole = File(Header, 24);
        for (int length = 0; length < whole.Length; length++)
            Should.Throw<SafetensorsException>(() => Safetensors.Parse(whole[..length]));
        Should.Throw<SafetensorsException>(() => Safetensors.Parse([255, 255, 255, 255, 255, 255, 255, 255]))
            .Message.ShouldContain("at most 100000000");
    }

    [Fact]
    public void A_file_of_more_than_two_gigabytes_is_read_tensor_by_tensor()
    {
        using TemporaryFolder folder = new();
        const long Large = 3L << 30;
        string header = $$$"""{"large":{"dtype":"F32","shape":[{{{Large / 4}}}],"data_offsets":[0,{{{Large}}}]}, """
            + $$$"""  "odd":{"dtype":"F8","shape":[4],"data_offsets":[{{{Large}}},{{{Large + 4}}}]}, """
            + $$$"""  "small":{"dtype":"F32","shape":[2],"data_offsets":[{{{Large + 4}}},{{{Large + 12}}}]}}""";
        // Nothing is written in between: the file takes no room on the disk.
        using (FileStream stream = new(folder.File("large.safetensors"), FileMode.Create))
        {
            stream.Write(File(header, 0));
            stream.Position += Large + 4;
            stream.Write(BitConverter.GetBytes(1.5f));
            stream.Write(BitConverter.GetBytes(-2f));
        }

        Safetensors content = Safetensors.Read(folder.File("large.safetensors"), name => name == "small");
        content.Tensors.Keys.ShouldBe(["small"]);
        content.Tensors["small"].Floats().ShouldBe([1.5f, -2]);
        Should.Throw<SafetensorsException>(() => Safetensors.Read(folder.File("large.safetensors"), name => name == "large")).Message
            .ShouldContain("large.safetensors: tensor 'large': it claims 3221225472 bytes, and at most");
    }

    [Fact]
    public void Numbers_of_every_type_become_float32()
    {
        byte[] Bytes<T>(params T[] values)
            where T : struct => System.Runtime.InteropServices.MemoryMarshal.AsBytes<T>(values).ToArray();
        foreach (SavedTensor tensor in new SavedTensor[]
        {
            new(SavedType.F32, [2], Bytes(-1.5f, 3)), new(SavedType.F64, [2], Bytes(-1.5, 3)),
                new(SavedType.F16, [2], Bytes((Half)(-1.5), (Half)3)),
            new(SavedType.BF16, [2], Bytes<ushort>(0xBFC0, 0x4040)),
        })
        {
            tensor.ToFloats().ShouldBe([-1.5f, 3], tensor.Type.ToString());
        }

        new SavedTensor(SavedType.I32, [1], Bytes(-7)).ToFloats().ShouldBe([-7]);
        new SavedTensor(SavedType.I64, [1], Bytes(-7L)).ToFloats().ShouldBe([-7]);
        SavedTensor.Of([7UL]).ToFloats().ShouldBe([7]);
    }

    [Fact]
    public void A_save_that_fails_leaves_the_earlier_file_as_it_was()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("a.safetensors");
        Safetensors first = new() { Tensors = new Dictionary<string, SavedTensor> { ["x"] = SavedTensor.Of(new Shape(1), [1f]) } };
        first.Write(path);
        // The temporary file cannot be made.
        Directory.CreateDirectory(UnfinishedFile.Of(path));
        Should.Throw<FileException>(() =>
            (first with { Tensors = new Dictionary<string, SavedTensor> { ["x"] = SavedTensor.Of(new Shape(1), [2f]) } }).Write(path))
            .Place.ShouldBe(path);
        Safetensors.Read(path).Tensors["x"].Floats().ShouldBe([1]);
    }

    private static byte[] File(string header, int data, Action<byte[]>? fill = null)
    {
        byte[] text = Encoding.UTF8.GetBytes(header), numbers = new byte[data], length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)text.Length);
        fill?.Invoke(numbers);
        return [.. length, .. text, .. numbers];
    }
}
