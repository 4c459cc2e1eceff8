using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Weir.Tensors;

/// <summary>
/// An option that a record declares of itself (<see cref="OptionAttribute"/>): what it means, its range, and how to read and change it.
/// </summary>
public sealed class DeclaredOption
{
    /// <summary>
    /// What a record's options are read and changed by. Its methods are not among it: what they need would stay in every program that is
    /// published trimmed.
    /// </summary>
    internal const DynamicallyAccessedMemberTypes Members = DynamicallyAccessedMemberTypes.PublicProperties;

    // What types declare does not change, and to ask for it takes longer than most that is done with it.
    private static readonly ConditionalWeakTable<Type, DeclaredOption[]> s_asked = [];

    private readonly PropertyInfo _property;
    private readonly OptionAttribute _declared;

    private DeclaredOption(PropertyInfo property, OptionAttribute declared)
    {
        (_property, _declared) = (property, declared);
        Key = declared.Key ?? JsonNamingPolicy.KebabCaseLower.ConvertName(property.Name);
        Range = new NumberRange(declared.Least, declared.Most, declared.AboveLeast, declared.BelowMost);
        RecipeRange = Range with { AboveLeast = declared.AboveLeast || declared.AboveLeastInRecipes };
    }

    /// <summary>The property's name in C#.</summary>
    public string Name => _property.Name;

    /// <summary>Its key in recipes.</summary>
    public string Key { get; }

    /// <summary>What it means, as a sentence, without its range and default.</summary>
    public string Text => _declared.Text;

    /// <summary>The type of its value.</summary>
    public Type Type => _property.PropertyType;

    /// <summary>The numbers that it may have.</summary>
    public NumberRange Range { get; }

    /// <summary>The numbers that it may have in a recipe.</summary>
    public NumberRange RecipeRange { get; }

    /// <summary>What holds where nothing is given, in words; null where the record's own default says it.</summary>
    public string? DefaultText => _declared.Default;

    /// <summary>Whether its value alone stands for the record.</summary>
    public bool IsShort => _declared.Short;

    /// <summary>Of a choice by name, what is chosen from; else null.</summary>
    public string? Family => _declared.Family;

    /// <summary>The options of a type, those of its bases first, in the order of declaration.</summary>
    /// <param name="type">The record's type.</param>
    public static IReadOnlyList<DeclaredOption> Of([DynamicallyAccessedMembers(Members)] Type type)
    {
        if (s_asked.TryGetValue(type, out DeclaredOption[]? known))
            return known;
        const BindingFlags own = BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        List<DeclaredOption> options = type.BaseType is { } parent && parent != typeof(object) ? [.. Of(parent)] : [];
        // Code that is compiled ahead has no tokens, and keeps the order of declaration.
        foreach (PropertyInfo property in type.GetProperties(own).OrderBy(each => each.HasMetadataToken() ? each.MetadataToken : 0))
        {
            if (property.GetCustomAttribute<OptionAttribute>() is { } declared)
                options.Add(new DeclaredOption(property, declared));
        }

        return s_asked.GetValue(type, _ => [.. options]);
    }

    /// <summary>The options of a record, those of its bases first, in the order of declaration.</summary>
    /// <param name="record">The record.</param>
    public static IReadOnlyList<DeclaredOption> Of(IDeclaresOptions record) => Of(record.GetType());

    /// <summary>What is wrong with the first option of a record that is out of its range, or null.</summary>
    /// <param name="record">The record.</param>
    public static string? WrongIn(IDeclaresOptions record) => Of(record).Select(option => option.Wrong(record))
        .FirstOrDefault(wrong => wrong is not null);

    /// <summary>Refuses a record with an option that is out of its range.</summary>
    /// <param name="record">The record.</param>
    /// <exception cref="ArgumentOutOfRangeException">The first such option; the message names it and its range.</exception>
    public static void Check(IDeclaresOptions record)
    {
        foreach (DeclaredOption option in Of(record))
        {
            if (option.Wrong(record) is { } wrong)
                throw new ArgumentOutOfRangeException(option.Name, option.Get(record), wrong);
        }
    }

    /// <summary>Its value in a record.</summary>
    /// <param name="record">The record.</param>
    public object? Get(object record) => _property.GetValue(record);

    /// <summary>A copy of a record with another value.</summary>
    /// <typeparam name="T">The record's type or a base of it.</typeparam>
    /// <param name="record">The record; it stays as it is.</param>
    /// <param name="value">The value.</param>
    public T With<T>(T record, object? value)
        where T : class, IDeclaresOptions
    {
        T copy = (T)Copy(record);
        _property.SetValue(copy, value);
        return copy;
    }

    // All fields as they are, as a 'with' expression copies them.
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "MemberwiseClone")]
    private static extern object Copy(object record);

    /// <summary>Whether it must be given, as it has no default in this record.</summary>
    /// <param name="initial">The record with all defaults.</param>
    public bool IsRequired(object initial) => _declared.Required || Get(initial) is double.NaN;

    /// <summary>What is wrong with its value in a record, or null.</summary>
    /// <param name="record">The record.</param>
    public string? Wrong(object record)
    {
        double? number = Get(record) switch
        {
            double value => value,
            int value => value,
            long value => value,
            _ => null,
        };
        return number is not { } given || Range.Contains(given) ? null : string.Create(CultureInfo.InvariantCulture,
            $"'{Key}' is {given}; it must be {Range}{(double.IsFinite(given) || Range == NumberRange.Finite ? "" : ", and finite")}");
    }
}
