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
