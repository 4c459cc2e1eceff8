using System.Reflection;

namespace Weir.TorchSharp;

/// <summary>
/// Settings of TorchSharp's modules and optimizers, which have them as fields or properties of their own and no common base that tells.
/// </summary>
internal static class Settings
{
    /// <summary>A number by its name; null where there is none of that name.</summary>
    public static double? Number(object? owner, string name) => Value(owner, name) switch
    {
        double number => number,
        float number => number,
        long number => number,
        int number => number,
        _ => null,
    };

    /// <summary>Whether a switch of that name is on.</summary>
    public static bool IsOn(object? owner, string name) => Value(owner, name) is true;

    /// <summary>A value by its name.</summary>
    public static object? Value(object? owner, string name)
    {
        const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public;
        for (Type? type = owner?.GetType(); type is not null; type = type.BaseType)
        {
            if (type.GetProperty(name, Any | BindingFlags.DeclaredOnly) is { CanRead: true } property
                && property.GetIndexParameters().Length == 0)
                return property.GetValue(owner);
            if (type.GetField(name, Any | BindingFlags.DeclaredOnly) is { } field)
                return field.GetValue(owner);
        }

        return null;
    }
}
