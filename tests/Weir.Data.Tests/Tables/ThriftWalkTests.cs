namespace Weir.Data.Tests;

/// <summary>A description in Thrift's compact protocol that claims more than it holds is refused, before a reader goes by it.</summary>
public sealed class ThriftWalkTests
{
    // A field's head: its distance to the field before, and its kind (3 byte, 5 number, 8 text, 9 list, 11 map, 12 structure).
    [Theory]
    [InlineData(new byte[] { 0x00 }, 1)]
    [InlineData(new byte[] { 0x15, 0x96, 0x01, 0x00 }, 4)]
    [InlineData(new byte[] { 0x18, 2, 65, 66, 0x00, 99 }, 5)]
    [InlineData(new byte[] { 0x19, 0x25, 4, 6, 0x00 }, 5)]
    [InlineData(new byte[] { 0x1B, 1, 0x88, 1, 65, 1, 66, 0x00 }, 8)]
    [InlineData(new byte[] { 0x1C, 0x11, 0x00, 0x00 }, 4)]
    public void A_structure_takes_its_bytes_and_no_more(byte[] bytes, int length) => ThriftWalk.Structure(bytes).ShouldBe(length);

    [Theory]
    [InlineData(new byte[] { 0x15 }, "ends too early")]
    [InlineData(new byte[] { 0x18, 200, 1, 65 }, "ends too early")]
    // Two thousand million maps in four bytes: what a library would read for hours.
    [InlineData(new byte[] { 0x19, 0xFB, 0x80, 0x80, 0x80, 0x80, 0x08, 0, 0, 0, 0 },
        "a list claims 2147483648 elements, and 4 bytes are left")]
    [InlineData(new byte[] { 0x1B, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0x35, 0 }, "a list claims 4294967295 elements")]
    [InlineData(new byte[] { 0x16, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1 }, "more than 64 bits")]
    [InlineData(new byte[] { 0x1F, 0 }, "unknown kind 15")]
    public void Claims_beyond_the_bytes_are_refused(byte[] bytes, string what) =>
        Should.Throw<InvalidDataException>(() => ThriftWalk.Structure(bytes)).Message.ShouldContain(what);

    [Fact]
    public void Structures_in_structures_come_to_an_end() =>
        Should.Throw<InvalidDataException>(() => ThriftWalk.Structure([.. Enumerable.Repeat((byte)0x1C, 1000)])).Message
            .ShouldContain("lies in itself more often than is read");
}
