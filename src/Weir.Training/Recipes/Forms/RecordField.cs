using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace Weir.Training.Forms;

/// <summary>A key of a <see cref="RecordForm{T}"/>.</summary>
/// <typeparam name="T">The record.</typeparam>
/// <param name="Key">The key.</param>
/// <param name="Description">What it says, with its unit and default.</param>
/// <param name="Required">Whether it must be given.</param>
internal abstract record RecordField<T>(string Key, string Description, bool Required)
{
    public abstract T Read(T record, Reading at);

    public abstract YamlNode? Write(T record);

    public abstract JsonObject Schema();
}

/// <summary>A key with its value's form.</summary>
/// <typeparam name="T">The record.</typeparam>
/// <typeparam name="TValue">The value.</typeparam>
internal sealed record RecordField<T,
    TValue>(string Key, string Description, Form<TValue> Form, T Initial, Func<T, TValue> Get, Func<T, TValue, T> With, bool Required)
    : RecordField<T>(Key, Description, Required)
{
    public override T Read(T record, Reading at) => Form.Read(at, out TValue value) ? With(record, value) : record;

    public override YamlNode? Write(T record) =>
        !Required && EqualityComparer<TValue>.Default.Equals(Get(record), Get(Initial)) ? null : Form.Write(Get(record));

    public override JsonObject Schema() => Form.Schema();
}
