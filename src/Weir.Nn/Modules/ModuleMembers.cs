using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Weir.Nn;

/// <summary>What the fields of a module hold, with the names that parts have from them.</summary>
internal static class ModuleMembers
{
    /// <summary>
    /// The listed parts, named by their number, and then the fields in the order of declaration, those of base classes first.
    /// </summary>
    public static IEnumerable<(string Name, object? Value)> Of(Module module, IReadOnlyList<Module>? listed)
    {
        for (int i = 0; i < listed?.Count; i++)
            yield return ((i + 1).ToString(), listed[i]);

        foreach (FieldInfo field in FieldsOf(module.GetType()))
        {
            if (field.GetCustomAttribute<NotAPartAttribute>() is null)
                yield return (NameOf(field), field.GetValue(module));
        }
    }

    /// <summary>Puts another part in the place of one that a field holds.</summary>
    /// <param name="module">The module.</param>
    /// <param name="part">What its field holds.</param>
    /// <param name="other">What it is to hold.</param>
    /// <exception cref="ArgumentException">No field holds it.</exception>
    public static void Replace(Module module, object part, object other)
    {
        FieldInfo field = FieldsOf(module.GetType()).FirstOrDefault(each => ReferenceEquals(each.GetValue(module), part))
            ?? throw new ArgumentException($"the module of kind {module.Kind} holds no such part", nameof(part));
        field.SetValue(module, other);
    }

    private static IEnumerable<FieldInfo> FieldsOf([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.AllFields)] Type type)
    {
        const BindingFlags own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        // Code that is compiled ahead has no tokens, and keeps the order of declaration.
        IEnumerable<FieldInfo> fields = type.GetFields(own).OrderBy(field => field.HasMetadataToken() ? field.MetadataToken : 0);
        return type.BaseType is { } parent && parent != typeof(Module) ? FieldsOf(parent).Concat(fields) : fields;
    }

    private static string NameOf(FieldInfo field)
    {
        string name = field.Name;
        // The field behind a property is called <Name>k__BackingField, that of a captured parameter <name>P.
        if (name.StartsWith('<'))
            name = name[1..name.IndexOf('>', StringComparison.Ordinal)];
        name = name.TrimStart('_');
        return name.Length == 0 ? field.Name : char.ToLowerInvariant(name[0]) + name[1..];
    }
}
