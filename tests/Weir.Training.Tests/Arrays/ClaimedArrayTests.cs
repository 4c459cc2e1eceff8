using System.IO.Compression;
using System.Text;

namespace Weir.Training.Tests.Arrays;

/// <summary>A file gets as much memory as it can really hold, whatever it claims.</summary>
public sealed class ClaimedArrayTests
{
    [Fact]
    public void An_archive_that_claims_two_gigabytes_in_two_hundred_bytes_gets_none()
    {
        using TemporaryFolder folder = new();
        Pack(folder.File("claims.npz"), "{'descr': '<f4', 'fortran_order': False, 'shape': (530000000,), }", []);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Should.Throw<NumpyException>(() => NumpyArchive.Read(folder.File("claims.npz")))
            .Message.ShouldContain("packed bytes cannot hold so many");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(2_000_000);
    }

    [Fact]
    public void An_archive_that_is_cut_off_gets_what_it_has()
    {
        using TemporaryFolder folder = new();
        Pack(folder.File("short.npz"), "{'descr': '<f4', 'fortran_order': False, 'shape': (50000,), }", new byte[1000]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Should.Throw<NumpyException>(() => NumpyArchive.Read(folder.File("short.npz")))
            .Message.ShouldContain("packed bytes cannot hold so many");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(2_000_000);
    }

    [Theory]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1, (((((((")]
    [InlineData("")]
    [InlineData("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,), }")]
    public void Headers_that_are_none_are_told_in_a_few_words(string header)
    {
        using TemporaryFolder folder = new();
        foreach (string text in new[] { header, string.Concat(Enumerable.Repeat("'shape':(", 7000)), "{'descr'" + new string(' ', 60_000) })
        {
            Pack(folder.File("odd.npz"), text, []);
            Should.Throw<NumpyException>(() => NumpyArchive.Read(folder.File("odd.npz"))).Message.Length.ShouldBeLessThan(1000);
        }
    }

    [Fact]
    public void A_name_of_half_a_letter_is_damage()
    {
        byte[] header = Encoding.ASCII.GetBytes("{\"\\ud800\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}}");
        Should.Throw<SafetensorsException>(() =>
            Safetensors.Parse([.. BitConverter.GetBytes((ulong)header.Length), .. header], "s.safetensors"))
            .Message.ShouldStartWith("s.safetensors: damaged: its header cannot be read");
    }

    private static void Pack(string path, string header, byte[] numbers)
    {
        using FileStream stream = new(path, FileMode.Create);
        using ZipArchive zip = new(stream, ZipArchiveMode.Create);
        using Stream content = zip.CreateEntry("1.weight.npy").Open();
        content.Write([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 2, 0]);
        content.Write(BitConverter.GetBytes(header.Length));
        content.Write(Encoding.ASCII.GetBytes(header));
        content.Write(numbers);
    }
}
