using System.Text.Json;

namespace Weir.Zoo;

/// <summary>The fields of one JSON object of a case. Every field has to be asked for: one that nobody knows is an error.</summary>
internal sealed class CaseFields
{
    private readonly string _case;
    private readonly string _path;
    private readonly Dictionary<string, JsonElement> _fields;
    private readonly HashSet<string> _known = [];

    /// <summary>Opens an object.</summary>
    /// <param name="caseId">The case's name, for messages.</param>
    /// <param name="path">Where the object stands within the case; empty for the case itself.</param>
    /// <param name="element">The object.</param>
    public CaseFields(string caseId, string path, JsonElement element)
    {
        (_case, _path) = (caseId, path);
        if (element.ValueKind != JsonValueKind.Object)
            throw Wrong(caseId, path, $"is {Describe(element)}; an object with fields is expected");
        _fields = [];
        foreach (JsonProperty field in element.EnumerateObject())
        {
            if (!_fields.TryAdd(field.Name, field.Value))
                throw Wrong(caseId, Join(path, field.Name), "is given twice");
        }
    }

    /// <summary>The fields' names, in the order of the file.</summary>
    public IEnumerable<string> Names => _fields.Keys;

    /// <summary>Where a field stands within the case.</summary>
    public string PathOf(string name) => Join(_path, name);

    /// <summary>The error that a field is wrong.</summary>
    public CaseException Wrong(string name, string what) => Wrong(_case, Join(_path, name), what);

    /// <summary>A field's value; null where it is left out or null.</summary>
    public JsonElement? Find(string name)
    {
        _known.Add(name);
        return _fields.TryGetValue(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    /// <summary>A field's value, which must be there.</summary>
    public JsonElement Get(string name) => Find(name) ?? throw Wrong(name, "is missing");

    /// <summary>A text, or null.</summary>
    public string? Text(string name) => Find(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Wrong(name, $"is {Describe(value)}; a text is expected");

    /// <summary>A text that must be there.</summary>
    public string RequiredText(string name) => Text(name) ?? throw Wrong(name, "is missing");

    /// <summary>A finite number, or null.</summary>
    public double? Number(string name) => Find(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && double.IsFinite(number) ? number
        : throw Wrong(name, $"is {Describe(value)}; a number is expected");

    /// <summary>A whole number of at least <paramref name="least"/>, or null.</summary>
    public int? Integer(string name, int least) => Find(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) && number >= least ? number
        : throw Wrong(name, $"is {Describe(value)}; a whole number of at least {least} is expected");

    /// <summary>A whole number that must be there.</summary>
    public int RequiredInteger(string name, int least) => Integer(name, least) ?? throw Wrong(name, "is missing");

    /// <summary>Yes or no; no where it is left out.</summary>
    public bool Flag(string name) => Find(name) is { } value && value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong(name, $"is {Describe(value)}; true or false is expected"),
    };

    /// <summary>The entries of a list, which must be there.</summary>
    public IReadOnlyList<JsonElement> List(string name)
    {
        JsonElement value = Get(name);
        return value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()]
            : throw Wrong(name, $"is {Describe(value)}; a list is expected");
    }

    /// <summary>Refuses fields that were not asked for.</summary>
    public void Done()
    {
        string? unknown = _fields.Keys.FirstOrDefault(name => !_known.Contains(name));
        if (unknown is not null)
            throw Wrong(unknown, $"is not known here; known are {string.Join(", ", _known)}");
    }

    /// <summary>A value as a message shows it.</summary>
    public static string Describe(JsonElement value)
    {
        string text = value.GetRawText();
        return text.Length <= 40 ? text : text[..37] + "…";
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static CaseException Wrong(string caseId, string field, string what) =>
        new(field.Length == 0 ? $"case {caseId} {what}" : $"case {caseId}: field '{field}' {what}");
}
