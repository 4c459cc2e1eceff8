using System.Text;

namespace Weir.Cli;

/// <summary>Bytes of UTF-8 that go to a writer of text.</summary>
/// <param name="writer">Where the text goes.</param>
internal sealed class WriterStream(TextWriter writer) : WriteOnlyStream
{
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private char[] _text = [];

    /// <inheritdoc/>
    public override void Flush() => writer.Flush();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_text.Length < buffer.Length)
            _text = new char[buffer.Length];
        writer.Write(_text, 0, _decoder.GetChars(buffer, _text, flush: false));
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        writer.Flush();
        base.Dispose(disposing);
    }
}
