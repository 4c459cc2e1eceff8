using System.Text.Json.Nodes;
using Weir.Tensors;
using YamlDotNet.RepresentationModel;

namespace Weir.Training.Forms;

/// <summary>An immutable record as a group of keys. Its keys are the options that it declares, and <see cref="Field"/>s.</summary>
/// <typeparam name="T">The record.</typeparam>
/// <param name="what">What it is, for messages.</param>
/// <param name="initial">The record with all defaults; keys of these values are not written.</param>
internal sealed class RecordForm<T>(string what, T initial) : Form<T>
    where T : class
{
    private readonly List<RecordField<T>> _fields = [];
    private readonly List<Func<T, string?>> _checks = [];
    private RecordField<T>? _short;

    public override IReadOnlyList<RecordField> Keys => _fields;

    /// <summary>Adds a key that no option declares, as of a list or a group. Its default is the record's.</summary>
    /// <param name="key">The key.</param>
    /// <param name="text">What it says, without its range and default.</param>
    /// <param name="form">How its value is written; it knows the range.</param>
    /// <param name="get">The value in a record.</param>
    /// <param name="with">A record with another value.</param>
    /// <param name="required">Whether it must be given.</param>
    /// <param name="otherwise">What holds where it is not given, in words, where the record's default does not tell.</param>
    public RecordForm<T> Field<TValue>(string key, string text, Form<TValue> form, Func<T, TValue> get, Func<T, TValue, T> with,
        bool required = false, string? otherwise = null)
    {
        _fields.Add(new RecordField<T, TValue>(key, text, form, initial, get, with, required, otherwise));
        return this;
    }

    /// <summary>Adds a key for each option that a part of the record declares.</summary>
    /// <param name="families">What choices are made from.</param>
    /// <param name="part">The part.</param>
    /// <param name="with">A record with another part.</param>
    /// <param name="leading">The key of the part's first option, where that names the record, as in <c>{lstm: 64}</c>.</param>
    /// <param name="only">The one property whose option is added. Default: all.</param>
    public RecordForm<T> Options<TPart>(Families families, Func<T, TPart> part, Func<T, TPart, T> with, string? leading = null,
        string? only = null)
        where TPart : class, IDeclaresOptions
    {
        TPart defaults = part(initial);
        foreach (DeclaredOption option in DeclaredOption.Of(defaults).Where(option => only is null || option.Name == only))
        {
            Form<object?> form = OptionForms.Of(option, families);
            RecordField<T, object?> field = new(
                leading ?? option.Key, option.Text, form, initial, record => option.Get(part(record)),
                (record, value) => with(record, option.With(part(record), value)), option.IsRequired(defaults),
                form.WriteDefault(option.Get(defaults)) is YamlScalarNode ? null : option.DefaultText ?? "none");
            leading = null;
            _fields.Add(field);
            _short = option.IsShort ? field : _short;
        }

        return this;
    }

    /// <summary>Adds a rule over several keys: null, or what is wrong.</summary>
    public RecordForm<T> Check(Func<T, string?> rule)
    {
        _checks.Add(rule);
        return this;
    }

    /// <summary>The record with all defaults.</summary>
    public T Initial => initial;

    public override bool Read(Reading at, out T value) => Read(at, initial, out value);

    /// <summary>Reads what differs from a record.</summary>
    public bool Read(Reading at, T from, out T value)
    {
        value = from;
        if (_short is not null)
            ShortForm.Lengthen(at.Node, _short.Key);
        if (at.Node is YamlScalarNode && _short is { } only)
        {
            int before = at.Errors.Count;
            value = only.Read(value, at);
            return at.Errors.Count == before;
        }

        if (at.Node is not YamlMappingNode mapping || ShortForm.Of(mapping) is not null)
            return at.Fail($"{(at.Path.Length == 0 ? what : at.Path)}: expected keys "
                + $"({string.Join(", ", _fields.Select(field => field.Key))}), found {at.Found}");
        int faults = at.Errors.Count;
        foreach ((YamlNode keyNode, YamlNode node) in mapping.Children)
        {
            string key = (keyNode as YamlScalarNode)?.Value ?? "";
            if (_fields.Find(field => field.Key == key) is { } field)
                value = field.Read(value, at.Below(node, key));
            else
                at.Below(keyNode, key).Fail($"unknown key '{key}' in {what}; the keys are "
                    + $"{string.Join(", ", _fields.Select(known => known.Key))}",
                    Spelling.Nearest(key, _fields.Select(known => known.Key)));
        }

        foreach (RecordField<T> field in _fields)
        {
            if (field.Required && !mapping.Children.ContainsKey(new YamlScalarNode(field.Key)))
                at.Fail($"{what} lacks the key '{field.Key}': {field.Description}");
        }

        if (at.Errors.Count > faults)
            return false;
        foreach (Func<T, string?> check in _checks)
        {
            if (check(value) is { } wrong)
                at.Fail($"{what}: {wrong}");
        }

        return at.Errors.Count == faults;
    }

    public override YamlNode? Write(T value)
    {
        // A member of a family is asked for records of the other members too.
        if (value.GetType() != initial.GetType())
            return null;
        YamlMappingNode mapping = new();
        foreach (RecordField<T> field in _fields)
        {
            if (field.Write(value) is { } node)
                mapping.Add(field.Key, node);
        }

        return mapping.Children.Count == 1 && _short?.Key == (mapping.Children[0].Key as YamlScalarNode)?.Value ? mapping.Children[0].Value
            : mapping;
    }

    public override JsonObject Schema()
    {
        JsonObject properties = [];
        JsonArray required = [];
        foreach (RecordField<T> field in _fields)
        {
            properties[field.Key] = field.Schema();
            if (field.Required)
                required.Add((JsonNode)field.Key);
        }

        JsonObject whole = new() { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };
        if (required.Count > 0)
            whole["required"] = required;
        return _short is null ? whole : new JsonObject { ["anyOf"] = new JsonArray(_short.ValueSchema(), whole) };
    }
}
