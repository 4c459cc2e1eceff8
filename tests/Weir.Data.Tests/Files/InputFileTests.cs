using System.IO.Pipes;
using System.Text;

namespace Weir.Data.Tests.Files;

/// <summary>Files of data are opened in one place: a pipe and a file beyond the limit are refused in words there.</summary>
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

    [Fact]
    public void A_device_without_end_takes_no_more_than_the_limit()
    {
        if (!File.Exists("/dev/zero"))
            return;
        long before = GC.GetAllocatedBytesForCurrentThread();
        Message(() => InputFile.Read("/dev/zero", 1 << 20)).ShouldStartWith("/dev/zero: it has more than 1048576 bytes");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(4 << 20);
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
        Message(() => DataSources.Load(source, new DataRequest { File = path })).ShouldBe($"{path}: it is a pipe, and files of data are "
            + "read more than once; write what comes from it into a file, and name that");
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
