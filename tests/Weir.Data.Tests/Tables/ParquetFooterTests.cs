using System.Buffers.Binary;

namespace Weir.Data.Tests.Tables;

public sealed class ParquetFooterTests
{
    // A structure of one number, field 1.
    private static readonly byte[] s_whole = [0x15, 0x02, 0x00];

    [Fact]
    public void A_description_that_fills_its_place_is_taken() => ParquetFooter.Check(File(s_whole));

    [Fact]
    public void One_that_ends_early_is_refused_in_words() =>
        Should.Throw<InvalidDataException>(() => ParquetFooter.Check(File([.. s_whole, 0xFF, 0xFF]))).Message
            .ShouldContain("it takes 3 bytes, and 5 are set apart for it");

    [Theory]
    [InlineData(new byte[] { 0x18, 0x01, 0x41, 0x00 }, "field 1 is of another kind")]
    [InlineData(new byte[] { 0x29, 0x15, 0x02, 0x00 }, "elements of another kind")]
    [InlineData(new byte[] { 0x29, 0x1C, 0x15, 0x02, 0x18, 0x01, 0x41, 0x00, 0x00 }, "field 2 is of another kind")]
    public void What_is_of_another_kind_than_the_format_has_is_refused_in_words(byte[] description, string what) =>
        Should.Throw<InvalidDataException>(() => ParquetFooter.Check(File(description))).Message.ShouldContain(what);

    private static MemoryStream File(byte[] description)
    {
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, description.Length);
        return new MemoryStream([.. "PAR1"u8, .. description, .. length, .. "PAR1"u8]);
    }
}
