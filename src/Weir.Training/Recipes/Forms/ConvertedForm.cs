using System.Text.Json.Nodes;
using Weir.Tensors;
using YamlDotNet.RepresentationModel;

namespace Weir.Training.Forms;

/// <summary>A value that is written as another.</summary>
/// <typeparam name="TWritten">What is written.</typeparam>
/// <typeparam name="T">What it means.</typeparam>
/// <param name="form">How it is written.</param>
/// <param name="from">From what is written to what it means.</param>
/// <param name="to">The other way; null where the value is not of this kind.</param>
internal sealed class ConvertedForm<TWritten, T>(Form<TWritten> form, Func<TWritten, T> from, Func<T, TWritten?> to) : Form<T>
    where TWritten : class
{
    public override NumberRange? Range => form.Range;

    public override bool Read(Reading at, out T value)
    {
        bool read = form.Read(at, out TWritten written);
        value = from(written);
        return read;
    }

    public override YamlNode? Write(T value) => to(value) is { } written ? form.Write(written) : null;

    public override JsonObject Schema() => form.Schema();
}
