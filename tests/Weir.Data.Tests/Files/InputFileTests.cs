using System.IO.Pipes;
using System.Text;

namespace Weir.Data.Tests.Files;

/// <summary>Files of data are opened in one place: a pipe, a device and a file beyond the limit are refused in words there.</summary>
public sealed class InputFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_of_exactly_the_limit_is_read_and_one_byte_more_is_refused()
    {
        string file = _folder.File("a.bin");
        File.WriteAllBytes(file, [.. Enumerable.Range(0, 1000).Select(i => (byte)i)]);
        InputFile.Read(file, 1000).ShouldBe(File.ReadAllBytes(file));
        Message(() => InputFile.Read(file, 999)).ShouldBe($"{file}: it has more than 999 bytes; take a part of it, or set the environment "
            + "variable WEIR_FILE_LIMIT to more, as in WEIR_FILE_LIMIT=8G");
    }

    /// <summary>It was read up to the limit, of 2 GiB.</summary>
    [Fact]
    public void A_device_without_end_is_refused_at_once()
    {
        if (!File.Exists("/dev/zero"))
            return;
        long before = GC.GetAllocatedBytesForCurrentThread();
        Message(() => ImageFile.Read("/dev/zero")).ShouldBe("/dev/zero: it is a pipe or a device, and files of data are read more than "
            + "once; write what comes from it into a file, and name that");
        Message(() => InputFile.ReadText("/dev/zero")).ShouldStartWith("/dev/zero: it is a pipe or a device");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1 << 20);
    }

    /// <summary>A mask with a tail of a gigabyte was read whole.</summary>
    [Fact]
    public void Of_the_file_of_an_image_that_is_larger_than_any_nothing_is_read()
    {
        string file = _folder.File("tail.png");
        File.WriteAllBytes(file, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        using (FileStream stream = File.OpenWrite(file))
            stream.SetLength((1L << 29) + 1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        foreach (Action read in (Action[])[() => ImageFile.Read(file), () => MaskImage.Read(file)])
            Message(read).ShouldStartWith($"{file}: it has more than 536870912 bytes; take a part of it, or set the environment variable");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1 << 20);
    }

    /// <summary>A pipe was read as an empty table, since its first rows had been taken by whoever looked what it is.</summary>
    [Theory]
    [InlineData("csv")]
    [InlineData("text")]
    public void A_pipe_is_refused_in_words(string source)
    {
        if (!OperatingSystem.IsLinux())
            return;
        using AnonymousPipeServerStream pipe = new(PipeDirection.Out);
        pipe.Write("a,b\n1,2\n3,4\n"u8);
        string path = $"/proc/self/fd/{pipe.ClientSafePipeHandle.DangerousGetHandle()}";
        Message(() => DataSources.Load(source, new DataRequest { File = path })).ShouldBe($"{path}: it is a pipe or a device, and "
            + "files of data are read more than once; write what comes from it into a file, and name that");
    }

    [Fact]
    public void A_pipe_that_nobody_writes_into_is_not_waited_for_for_ever()
    {
        if (!OperatingSystem.IsLinux())
            return;
        string path = _folder.File("pipe");
        using (System.Diagnostics.Process make = System.Diagnostics.Process.Start("mkfifo", [path]))
            make.WaitForExit();
        Message(() => InputFile.ReadBytes(path)).ShouldStartWith($"{path}: it is a pipe");
        // Among the images of a folder it is a file that cannot be read.
        ImageFile.IsRead(path).ShouldBe(true);
    }

    [Fact]
    public void A_text_is_read_behind_its_mark_and_what_is_no_text_is_told_at_its_byte()
    {
        string file = _folder.File("a.txt");
        File.WriteAllText(file, "été", new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        InputFile.ReadText(file).ShouldBe("été");
        File.WriteAllBytes(file, [.. Encoding.UTF8.Preamble, (byte)'a', 0xFF, (byte)'b']);
        Message(() => InputFile.ReadText(file)).ShouldBe($"{file}: byte 4 is not UTF-8; convert the text to UTF-8");
        Message(() => InputFile.ReadText(file + "x")).ShouldBe($"{file}x: there is no such file");
    }

    private static string Message(Action read) => Should.Throw<DataException>(read).Message;
}
