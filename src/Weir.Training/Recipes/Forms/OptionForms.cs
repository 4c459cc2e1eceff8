using System.Text.Json;
using Weir.Tensors;

namespace Weir.Training.Forms;

/// <summary>How options that a record declares (<see cref="OptionAttribute"/>) are written, by their types.</summary>
internal static class OptionForms
{
    /// <summary>Adds a key for each option that the record itself declares.</summary>
    /// <param name="form">The form.</param>
    /// <param name="families">What choices are made from.</param>
    /// <param name="leading">The key of the first option, where that names the record.</param>
    public static RecordForm<T> Options<T>(this RecordForm<T> form, Families families, string? leading = null)
        where T : class, IDeclaresOptions => form.Options(families, record => record, (_, changed) => changed, leading);

    /// <summary>Adds a key for one option that the record itself declares.</summary>
    /// <param name="form">The form.</param>
    /// <param name="families">What choices are made from.</param>
    /// <param name="property">The property that declares it.</param>
    public static RecordForm<T> Option<T>(this RecordForm<T> form, Families families, string property)
        where T : class, IDeclaresOptions => form.Options(families, record => record, (_, changed) => changed, only: property);

    /// <summary>The form of an option.</summary>
    /// <param name="option">The option.</param>
    /// <param name="families">What choices are made from.</param>
    /// <exception cref="NotSupportedException">No option may have such a type.</exception>
    public static Form<object?> Of(DeclaredOption option, Families families)
    {
        (double least, double most) = (option.RecipeRange.Least, option.RecipeRange.Most);
        NumberForm numbers = NumberForm.Of(option.RecipeRange);
        IntegerForm<int> integers = new(double.IsInfinity(least) ? int.MinValue : (int)least, double.IsInfinity(most) ? int.MaxValue
            : (int)most);
        IntegerForm<long> longs = new(double.IsInfinity(least) ? long.MinValue : (long)least, double.IsInfinity(most) ? long.MaxValue
            : (long)most);
        Type type = option.Type;
        return type == typeof(double) ? Boxed(numbers)
            : type == typeof(double?) ? Boxed(new OptionalForm<double>(numbers))
            : type == typeof(int) ? Boxed(integers)
            : type == typeof(int?) ? Boxed(new OptionalForm<int>(integers))
            : type == typeof(long) ? Boxed(longs)
            : type == typeof(long?) ? Boxed(new OptionalForm<long>(longs))
            : type == typeof(bool) ? Boxed(new BooleanForm())
            : type == typeof(char?) ? Boxed(new OptionalForm<char>(new CharacterForm()))
            : type == typeof(string) ? Boxed(new TextForm())
            : type == typeof(IReadOnlyList<string>) ? Boxed(new NamesForm())
            : type == typeof(Duration) ? Boxed(new DurationForm())
            : type == typeof(Duration?) ? Boxed(new OptionalForm<Duration>(new DurationForm()))
            : type == typeof(ValueList<Duration>) ? Boxed(new ListForm<Duration>(new DurationForm()))
            : type == typeof(Choice) ? Boxed(families.Named(option.Family))
            : (Nullable.GetUnderlyingType(type) ?? type) is { IsEnum: true } words ? Enumeration(words)
            : throw new NotSupportedException(
                $"option '{option.Key}' has the type {type.Name}; an option is a number, a truth value, a text, a list of names, a word "
                    + "of an enumeration, a duration or a choice");
    }

    private static BoxedForm<T> Boxed<T>(Form<T> form) => new(form);

    private static WordForm<object?> Enumeration(Type type) =>
        new(null, [.. Enum.GetNames(type).Select(name => (JsonNamingPolicy.KebabCaseLower.ConvertName(name),
            (object?)Enum.Parse(type, name)))]);
}
