using System.Globalization;
using System.Text.Json.Nodes;
using Weir.Tensors;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Weir.Training.Forms;

/// <summary>A key of a <see cref="RecordForm{T}"/>. Its range is the form's, its default the record's.</summary>
/// <param name="Key">The key.</param>
/// <param name="Text">What it says, with its unit, without its range and default.</param>
/// <param name="Required">Whether it must be given.</param>
internal abstract record RecordField(string Key, string Text, bool Required)
{
    /// <summary>The numbers that it may have; null where it is no number, or any will do.</summary>
    public abstract NumberRange? Range { get; }

    /// <summary>What it is where it is not given, as it would be written; null where that is nothing of one line.</summary>
    public abstract YamlScalarNode? Default { get; }

    /// <summary>What holds where it is not given, in words; null where nothing is to be said.</summary>
    public abstract string? DefaultWords { get; }

    /// <summary>The keys below it; none where its value is no group of them.</summary>
    public abstract IReadOnlyList<RecordField> Below { get; }

    /// <summary>What it says, with its range and default.</summary>
    public string Description => $"{Text.TrimEnd('.')}{(Range is { } range ? $", {range}" : "")}."
        + (DefaultWords is { } words ? $" Default{(Default is null ? ":" : "")} {words}." : "");

    /// <summary>The JSON schema of the value, with description and default.</summary>
    public JsonObject Schema()
    {
        JsonObject schema = ValueSchema();
        schema["description"] = Description;
        if (Default is { Value: { } value } node)
        {
            schema["default"] = node.Style is ScalarStyle.DoubleQuoted ? value
                : bool.TryParse(value, out bool truth) ? truth
                : long.TryParse(value, CultureInfo.InvariantCulture, out long whole) ? whole
                : double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number
                : value;
        }

        return schema;
    }

    /// <summary>The JSON schema of the value alone.</summary>
    public abstract JsonObject ValueSchema();
}

/// <summary>A key that is read into a record and written from one.</summary>
/// <typeparam name="T">The record.</typeparam>
/// <param name="Key">The key.</param>
/// <param name="Text">What it says, with its unit, without its range and default.</param>
/// <param name="Required">Whether it must be given.</param>
internal abstract record RecordField<T>(string Key, string Text, bool Required) : RecordField(Key, Text, Required)
{
    public abstract T Read(T record, Reading at);

    public abstract YamlNode? Write(T record);
}

/// <summary>A key with its value's form.</summary>
/// <typeparam name="T">The record.</typeparam>
/// <typeparam name="TValue">The value.</typeparam>
/// <param name="Key">The key.</param>
/// <param name="Text">What it says, with its unit, without its range and default.</param>
/// <param name="Form">How its value is written.</param>
/// <param name="Initial">The record with all defaults.</param>
/// <param name="Get">The value in a record.</param>
/// <param name="With">A record with another value.</param>
/// <param name="Required">Whether it must be given.</param>
/// <param name="Otherwise">What holds where it is not given, in words, where the record's default does not tell.</param>
internal sealed record RecordField<T, TValue>(
    string Key, string Text, Form<TValue> Form, T Initial, Func<T, TValue> Get, Func<T, TValue, T> With, bool Required, string? Otherwise)
    : RecordField<T>(Key, Text, Required)
{
    public override NumberRange? Range => Form.Range;

    public override IReadOnlyList<RecordField> Below => Form.Keys;

    public override YamlScalarNode? Default =>
        Required || Otherwise is not null ? null
            : Form.WriteDefault(Get(Initial)) is YamlScalarNode { Value.Length: > 0 } node ? node : null;

    public override string? DefaultWords => Required ? null : Default?.Value ?? Otherwise;

    public override T Read(T record, Reading at) => Form.Read(at, out TValue value) ? With(record, value) : record;

    public override YamlNode? Write(T record) =>
        !Required && EqualityComparer<TValue>.Default.Equals(Get(record), Get(Initial)) ? null : Form.Write(Get(record));

    public override JsonObject ValueSchema() => Form.Schema();
}
