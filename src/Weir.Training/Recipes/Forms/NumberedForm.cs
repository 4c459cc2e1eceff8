using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace Weir.Training.Forms;

/// <summary>A record that one number describes: the number alone, or the record's keys.</summary>
/// <typeparam name="T">The record.</typeparam>
/// <param name="number">How the number is written.</param>
/// <param name="initial">The record that the number is put into.</param>
/// <param name="get">The number of a record.</param>
/// <param name="with">The record with another number.</param>
/// <param name="keys">How it is written by keys.</param>
internal sealed class NumberedForm<T>(NumberForm number, T initial, Func<T, double> get, Func<T, double, T> with, Form<T> keys) : Form<T>
    where T : class
{
    public override bool Read(Reading at, out T value)
    {
        if (at.Node is YamlMappingNode)
            return keys.Read(at, out value);
        bool read = number.Read(at, out double given);
        value = read ? with(initial, given) : initial;
        return read;
    }

    public override YamlNode? Write(T value) => number.Write(get(value));

    public override JsonObject Schema() => new() { ["anyOf"] = new JsonArray(number.Schema(), keys.Schema()) };
}
